"""The rules of mails, as a table."""

import uuid
from collections.abc import Callable

import pytest

from callforprojects.core.data.declarations import LinkSource
from callforprojects.core.data.visitors import Guest, Visitor
from callforprojects.messages import permissions
from callforprojects.messages.models import Message, MessageStatus
from tests.declaring import declare_in
from tests.seated import Seated
from tests.setting import set_in

pytestmark = [pytest.mark.unit, pytest.mark.usefixtures("app_without_database")]

SENT = Message(id=uuid.uuid4(), template="calls/news", status=MessageStatus.SENT)
UNPOSTED = [
    Message(id=uuid.uuid4(), template="calls/news", status=status)
    for status in (MessageStatus.HELD, MessageStatus.CANCELLED, MessageStatus.WITHHELD)
]
WHO: dict[str, Visitor] = {
    "guest": Guest(),
    "person": Seated(),
    "site": Seated(is_administrator=True),
    "site that must not know": Seated(
        hidden={Message: frozenset({SENT.id})}, is_administrator=True
    ),
}
EVERYBODY = set(WHO)
SITE = {"site", "site that must not know"}


@pytest.fixture
def demonstration(monkeypatch: pytest.MonkeyPatch) -> None:
    """The database says whether it is one: here it is said that it does."""
    monkeypatch.setattr(permissions, "is_demonstration", lambda: True)


def allowed(rule: Callable[..., bool], *subject: object) -> set[str]:
    return {who for who, visitor in WHO.items() if rule(visitor, *subject)}


def test_administrators_see_what_became_of_mails_and_read_none() -> None:
    assert allowed(permissions.see_mailbox) == SITE
    assert allowed(permissions.see_unposted) == SITE
    assert allowed(permissions.see_message, SENT) == {"site"}
    assert allowed(permissions.read_message, SENT) == set()
    assert allowed(permissions.read_contents, SENT) == set()


@pytest.mark.usefixtures("demonstration")
def test_in_the_demonstration_everybody_reads_what_was_posted() -> None:
    assert allowed(permissions.see_mailbox) == EVERYBODY
    assert allowed(permissions.see_unposted) == SITE
    assert allowed(permissions.see_message, SENT) == EVERYBODY - {"site that must not know"}
    assert allowed(permissions.read_message, SENT) == EVERYBODY - {"site that must not know"}
    assert allowed(permissions.read_contents, SENT) == EVERYBODY


@pytest.mark.usefixtures("demonstration")
@pytest.mark.parametrize("message", UNPOSTED, ids=lambda message: message.status)
def test_what_was_not_posted_is_read_by_nobody_there(message: Message) -> None:
    assert allowed(permissions.see_message, message) == SITE
    assert allowed(permissions.read_message, message) == set()


@pytest.mark.parametrize("message", UNPOSTED, ids=lambda message: message.status)
def test_what_was_not_posted_is_seen_by_administrators(message: Message) -> None:
    assert allowed(permissions.see_message, message) == SITE


def test_administrators_release_mails_of_which_they_may_know() -> None:
    assert allowed(permissions.release_messages) == SITE
    assert allowed(permissions.release_message, SENT) == {"site"}
    assert allowed(permissions.know_of_message, SENT) == EVERYBODY - {"site that must not know"}


@pytest.mark.parametrize(("mail_server", "may"), [(None, SITE), ("mail.example", set())])
def test_links_are_handed_over_where_no_mail_leaves(
    monkeypatch: pytest.MonkeyPatch, mail_server: str | None, may: set[str]
) -> None:
    set_in(monkeypatch, mail_server=mail_server)

    assert allowed(permissions.hands_links_over) == may


def offering(monkeypatch: pytest.MonkeyPatch, **values: object) -> Message:
    """A mail of a template whose link can be made again."""
    source: LinkSource[object] = LinkSource(lambda _id: None, lambda _thing, _by: "")
    declare_in(monkeypatch, links={"tests/offer": source})
    given: dict[str, object] = {
        "status": MessageStatus.SENT,
        "template": "tests/offer",
        "about_id": uuid.uuid4(),
    }
    return Message(id=SENT.id, **{**given, **values})


@pytest.mark.parametrize(
    ("values", "may"),
    [
        ({}, {"site"}),
        ({"template": "calls/news"}, set()),
        ({"about_id": None}, set()),
    ],
)
def test_the_link_of_a_mail_that_offers_something_is_copied(
    monkeypatch: pytest.MonkeyPatch, values: dict[str, object], may: set[str]
) -> None:
    assert allowed(permissions.copy_link, offering(monkeypatch, **values)) == may


def test_no_link_is_copied_where_mails_leave(monkeypatch: pytest.MonkeyPatch) -> None:
    message = offering(monkeypatch)
    set_in(monkeypatch, mail_server="mail.example")

    assert allowed(permissions.copy_link, message) == set()


@pytest.mark.usefixtures("demonstration")
def test_whoever_reads_the_mail_has_its_link_there(monkeypatch: pytest.MonkeyPatch) -> None:
    assert allowed(permissions.copy_link, offering(monkeypatch)) == set()
