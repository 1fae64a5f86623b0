"""Reports of mails that came back, as the usual servers write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callforprojects.messages.bounces import Bounce, read_bounce
from callforprojects.messages.problems import MessageProblem
from tests.returned_mail import MESSAGE_ID, report


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


@given(st.binary(max_size=2000), st.integers(0, 2000))
def test_no_damaged_report_stops_the_reading(noise: bytes, at: int) -> None:
    content = report()

    read_bounce(content[:at] + noise + content[at:])
    read_bounce(noise)
