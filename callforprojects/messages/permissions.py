"""Who may see the mails of the platform."""

from callforprojects.core.access import Visitor, rule
from callforprojects.core.settings import settings
from callforprojects.messages.models import UNPOSTED, Message


@rule
def see_mailbox(visitor: Visitor) -> bool:
    """Everybody in the demonstration, where no mail leaves; the administrators elsewhere."""
    return settings().is_demonstration or visitor.is_administrator


@rule
def see_unposted(visitor: Visitor) -> bool:
    """The letters prepared before an announcement: never those who only watch the demonstration."""
    return visitor.is_administrator


@rule
def see_message(visitor: Visitor, message: Message) -> bool:
    """To whom it went, and whether it arrived."""
    return see_mailbox(visitor) and (message.status not in UNPOSTED or see_unposted(visitor))


@rule
def read_message(visitor: Visitor, message: Message) -> bool:
    """What it says; a link that opens an account is for nobody else, save in the demonstration."""
    return see_message(visitor, message) and (settings().is_demonstration or not message.is_secret)


@rule
def release_message(visitor: Visitor, message: Message) -> bool:
    """An administrator decides to send what the program will not send by itself."""
    del message
    return visitor.is_administrator
