"""What the runner does for decisions: each letter leaves with its decision as a document."""

from callforprojects.core.data.database import db
from callforprojects.core.text.i18n import pgettext
from callforprojects.messages.attachments import PdfDocument
from callforprojects.messages.models import Message
from callforprojects.selection.models import Decision
from callforprojects.selection.printing import decision_paper


def decision_of(message: Message) -> PdfDocument | None:
    """The decision as it was announced, to who has an account: it holds the applicant's words."""
    decision = db.session.get(Decision, message.about_id)
    if message.user_id is None or decision is None or decision.snapshot is None:
        return None
    kind, reference = pgettext("file", "decision"), decision.snapshot["application"]["reference"]
    paper = decision_paper(decision, decision.snapshot)
    return PdfDocument("decision", paper, f"{kind}-{reference}")
