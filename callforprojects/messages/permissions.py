"""Who may see the mails of the platform: what became of them, rarely what they say."""

from callforprojects.core.data.visitors import Visitor, rule
from callforprojects.core.outside.mail import is_configured
from callforprojects.core.web.demonstration_mode import is_demonstration
from callforprojects.messages.links import offers_link
from callforprojects.messages.models import UNPOSTED, Message


@rule
def see_mailbox(visitor: Visitor) -> bool:
    """Everybody in the demonstration, where no mail leaves; the administrators elsewhere."""
    return is_demonstration() or visitor.is_administrator


@rule
def see_unposted(visitor: Visitor) -> bool:
    """That letters are prepared before an announcement: never those who only watch the
    demonstration. What they say is read by the officers of the call, on its own pages.
    """
    return visitor.is_administrator


def know_of_message(visitor: Visitor, message: Message) -> bool:
    """Everybody, save what it is about or names is hidden from them, be they administrator."""
    return message.id not in visitor.hidden(Message)


@rule
def see_message(visitor: Visitor, message: Message) -> bool:
    """To whom it went, and whether it arrived."""
    is_open = message.status not in UNPOSTED or see_unposted(visitor)
    return see_mailbox(visitor) and is_open and know_of_message(visitor, message)


@rule
def read_message(visitor: Visitor, message: Message) -> bool:
    """What it says, when they may see it at all."""
    return see_message(visitor, message) and read_contents(visitor, message)


@rule
def read_contents(visitor: Visitor, message: Message) -> bool:
    """What a mail says is for its recipient: who administers the platform sees what became of it.

    In the demonstration no mail leaves, and the mailbox is that of all its people: everybody reads
    there what was posted, and nobody what was not.
    """
    del visitor
    return is_demonstration() and message.status not in UNPOSTED


@rule
def release_messages(visitor: Visitor) -> bool:
    """The same for many at once."""
    return visitor.is_administrator


@rule
def release_message(visitor: Visitor, message: Message) -> bool:
    """An administrator decides to send what the program will not send by itself."""
    return visitor.is_administrator and know_of_message(visitor, message)


def hands_links_over(visitor: Visitor) -> bool:
    """Without a mail server no link could be sent: the administrators of the platform copy them."""
    return visitor.is_administrator and not is_configured()


@rule
def copy_link(visitor: Visitor, message: Message) -> bool:
    """The link of a mail that offers something; whoever reads the mail has it there.

    Whether it still waits for its recipient is the business of the service.
    """
    may = hands_links_over(visitor) and see_message(visitor, message)
    return may and not read_contents(visitor, message) and offers_link(message)
