"""What the runner does for applications: it attaches receipts to their mails, and purges drafts."""

from callforprojects.accounts.queries import proved_owner
from callforprojects.applications import queries, services
from callforprojects.applications.models import Application
from callforprojects.applications.printing import receipt_paper
from callforprojects.core.data.database import db
from callforprojects.core.data.deletion import purge_all
from callforprojects.core.outside.jobs import periodic, task
from callforprojects.core.text.i18n import pgettext
from callforprojects.messages.attachments import PdfDocument
from callforprojects.messages.models import Message


@periodic("17")
@task
def purge() -> None:
    """Every hour, in short transactions; cheap when there is nothing."""
    purge_all(services.purge_deleted_drafts)


def receipt_of(message: Message) -> PdfDocument | None:
    """The receipt, but to an address that nobody has proved: it holds the applicant's words."""
    if proved_owner(message.to_email) is None:
        return None
    application = db.session.get(Application, message.about_id, options=queries.WITH_CALL)
    submission = None if application is None else queries.latest_submission(application)
    if application is None or submission is None:
        return None
    kind = pgettext("file", "receipt")
    paper = receipt_paper(application, submission)
    return PdfDocument("receipt", paper, f"{kind}-{application.reference}")
