"""Reading a mailbox by IMAP, on a fake one."""

import pytest

from callforprojects.core.outside.mail import MailboxError, read_mailbox
from tests.returned_mail import open_mailbox

pytestmark = pytest.mark.unit


def test_each_unread_mail_is_handed_over_once() -> None:
    with open_mailbox(b"Subject: a\r\n\r\none", b"Subject: b\r\n\r\ntwo") as mailbox:
        taken: list[bytes] = []

        first, second = (read_mailbox(mailbox.address, taken.append) for _time in range(2))

    assert taken == mailbox.mails
    assert (first, second) == (2, 0)


def test_a_mail_that_could_not_be_handled_is_read_again() -> None:
    def fail(_content: bytes) -> None:
        raise LookupError

    with open_mailbox(b"Subject: a\r\n\r\none") as mailbox:
        with pytest.raises(LookupError):
            read_mailbox(mailbox.address, fail)

        assert mailbox.seen == set()


def test_a_mailbox_that_cannot_be_read_says_so() -> None:
    with open_mailbox() as mailbox:
        for address in (
            mailbox.address.replace("s%3Acret", "wrong"),
            mailbox.address.replace("Retours", "Nowhere"),
            "imap://user:password@127.0.0.1:1/INBOX",
        ):
            with pytest.raises(MailboxError):
                read_mailbox(address, print)
