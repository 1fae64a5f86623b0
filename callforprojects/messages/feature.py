"""What messages declare."""

from callforprojects.core.data.feature import Feature, SubjectKind
from callforprojects.core.text.i18n import _, pgettext
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
)
