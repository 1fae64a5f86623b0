"""What messages declare."""

from callforprojects.core.data.declarations import Link, SubjectKind
from callforprojects.core.data.feature import Feature
from callforprojects.core.data.visibility_rules import Visibility
from callforprojects.core.text.i18n import _, pgettext
from callforprojects.messages import permissions, queries
from callforprojects.messages.models import Message

FEATURE = Feature(
    name="messages",
    label=pgettext("activity", "Messages"),
    verbs={
        "message.released": _("released a message"),
        "message.cancelled": _("cancelled a message"),
        "message.sent_again": _("had a message sent again"),
    },
    subjects={
        Message: SubjectKind(
            label=pgettext("subject", "Message"),
            key=Message.id,
            words=[Message.to_email],  # its subject may name a file
            shows_details=True,
        ),
    },
    visibility_rules={
        Message: Visibility(
            may_know=permissions.know_of_message, hidden=queries.about_what_is_hidden
        ),
    },
    navigation={
        "demonstration": [
            Link(label=_("Read the mails"), endpoint="messages.mailbox", order=2),
        ],
    },
)
