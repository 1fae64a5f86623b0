"""What applications keep of a person: drafts that are theirs alone, and what they have filed."""

from collections.abc import Sequence

from sqlalchemy import select

from callforprojects.accounts.models import User
from callforprojects.applications.export import filed_by, is_written_by, records
from callforprojects.applications.models import Application, ApplicationStatus, Submission
from callforprojects.applications.services.deletion import delete_draft
from callforprojects.core.data.database import db
from callforprojects.core.data.declarations import PersonalData
from callforprojects.core.data.deletion import is_kept
from callforprojects.core.data.visitors import Visitor
from callforprojects.core.tables.pagination import row_count
from callforprojects.core.text.errors import Sentence
from callforprojects.core.text.i18n import if_any, ngettext
from callforprojects.files.models import File
from callforprojects.organisations.personal_data import alone_in
from callforprojects.questionnaires.models import Answer


def _own_drafts(user: User) -> Sequence[Application]:
    query = (
        select(Application)
        .where(
            Application.organisation_id.in_(alone_in(user.id)),
            Application.status == ApplicationStatus.DRAFT,
            is_kept(Application),
        )
        .order_by(Application.id)
    )
    return db.session.scalars(query).all()


def _going(user: User) -> list[Sentence]:
    drafts = len(_own_drafts(user))
    return if_any(
        drafts,
        ngettext(
            "%(num)s draft of an application that nobody else can read.",
            "%(num)s drafts of applications that nobody else can read.",
            drafts,
        ),
    )


def _staying(user: User) -> list[Sentence]:
    filed = row_count(filed_by(user).distinct())
    return if_any(
        filed,
        ngettext(
            "%(num)s application filed, as “filed by: closed account”.",
            "%(num)s applications filed, as “filed by: closed account”.",
            filed,
        ),
    )


def _moving(gone: User, _kept: User) -> list[Sentence]:
    written = row_count(select(Application.id).where(is_written_by(gone), is_kept(Application)))
    added = row_count(select(File.id).where(File.uploaded_by_id == gone.id))
    applications = ngettext(
        "%(num)s application begun or filed, with the answers written.",
        "%(num)s applications begun or filed, with the answers written.",
        written,
    )
    files = ngettext("%(num)s document added.", "%(num)s documents added.", added)
    return [*if_any(written, applications), *if_any(added, files)]


def _close(user: User, by: Visitor) -> None:
    for application in _own_drafts(user):
        delete_draft(application, by=by)


PERSONAL_DATA: PersonalData[User] = PersonalData(
    going=_going,
    staying=_staying,
    records=records,
    close=_close,
    has_proofs=True,
    moving=_moving,
    named_in=[
        Application.created_by_id,
        Application.deleted_by_id,
        Submission.submitted_by_id,
        Answer.author_id,
        File.uploaded_by_id,
    ],
)
