"""Reports of mails that came back, as the usual servers write them."""

import time

import pytest
from hypothesis import given, settings, strategies as st

from callforprojects.messages.bounces import Bounce, read_bounce
from callforprojects.messages.problems import MessageProblem
from tests.returned_mail import MESSAGE_ID, report

pytestmark = pytest.mark.unit


def test_a_report_of_failure_says_which_mail_and_why() -> None:
    assert read_bounce(report()) == Bounce(
        MESSAGE_ID,
        MessageProblem.ADDRESS,
        "5.1.1 smtp; 550 5.1.1 <marie@town.example>: recipient address rejected: user unknown",
    )


@pytest.mark.parametrize(
    ("status", "said", "problem"),
    [
        ("5.2.2", "smtp; 552 5.2.2 mailbox full", MessageProblem.MAILBOX_FULL),
        ("5.7.1", "smtp; 550 5.7.1 message rejected as spam", MessageProblem.CONTENTS),
        ("5.3.4", "smtp; 552 too large", MessageProblem.MAILBOX_FULL),
        ("5.4.4", "x-postfix; host not found", MessageProblem.UNREACHABLE),
        ("4.4.7", "smtp; delivery time expired", MessageProblem.UNREACHABLE),
        ("5.0.0", "", MessageProblem.ADDRESS),
        ("", "", MessageProblem.ADDRESS),
    ],
)
def test_the_reason_is_said_in_plain_words(status, said, problem) -> None:
    bounce = read_bounce(report(status=status, said=said))

    assert bounce is not None
    assert bounce.problem is problem


@pytest.mark.parametrize("returned", ["headers", "message", "nothing but the address"])
def test_the_mail_is_found_again_by_what_the_report_holds(returned) -> None:
    bounce = read_bounce(report(returned=returned))

    assert bounce is not None
    assert bounce.message_id == MESSAGE_ID


@pytest.mark.parametrize(
    "content",
    [
        report(action="delayed"),
        report(action="delivered"),
        report(returned="another mail"),
        b"",
        b"Subject: Out of office\r\n\r\nBack on Monday",
        b"Content-Type: multipart/report; boundary=x\r\n\r\n--x\r\nContent-Type: message/delivery-status",
        b"Content-Type: message/delivery-status\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!",
    ],
)
def test_other_mails_are_no_bounces(content) -> None:
    assert read_bounce(content) is None


@settings(max_examples=25)
@given(st.binary(max_size=2000), st.integers(0, 2000))
def test_no_damaged_report_stops_the_reading(noise: bytes, at: int) -> None:
    content = report()

    read_bounce(content[:at] + noise + content[at:])
    read_bounce(noise)


MIXED = b"Content-Type: multipart/mixed; "
DEEP = b"\n".join(
    b"Content-Type: multipart/mixed; boundary=%d\n\n--%d" % (n, n) for n in range(400)
)
HOSTILE = {
    "mails in mails": b"Content-Type: message/rfc822\n\n" * 30_000,
    "parts in parts": DEEP + b"\n" * 60_000,
    "quotes in a header": MIXED + b'";' * 400_000 + b"\n\nx",
    "quotes on many lines": MIXED + b'";\n "' * 200_000 + b"\n\nx",
    "a long boundary": MIXED + b"boundary=" + b"(" * 900_000 + b"\n\nx",
    "many parameters": MIXED + b"a=b;" * 900 + b"\n\nx",
    "an encoding with NUL": MIXED + b"boundary*=a\0b''x\n\nx",
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_mail_is_no_bounce_and_takes_less_than_a_second(content) -> None:
    start = time.process_time()

    assert read_bounce(content) is None
    assert time.process_time() - start < 1


def test_a_mail_that_cannot_be_read_is_logged(caplog) -> None:
    read_bounce(HOSTILE["mails in mails"])

    assert caplog.messages == ["a mail that came back cannot be read"]


def test_what_a_server_says_can_be_kept() -> None:
    bounce = read_bounce(report(said="smtp; 550 nobody\0 here"))

    assert bounce is not None
    assert bounce.diagnostic == "5.1.1 smtp; 550 nobody here"


def test_a_report_that_returns_all_of_a_large_mail_is_read() -> None:
    content = report(returned="message").replace(b"Bonjour", b"Bonjour\r\n" * 200_000)

    assert read_bounce(content) is not None
