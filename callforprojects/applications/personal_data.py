"""What applications keep of a person: drafts that are theirs alone, and what they have filed."""

import uuid
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import func, select

from callforprojects.accounts.models import User
from callforprojects.accounts.personal_data import PersonalData, register
from callforprojects.applications.models import Application, ApplicationStatus, Submission
from callforprojects.applications.services.deletion import delete_draft
from callforprojects.core.access import Visitor
from callforprojects.core.database import db
from callforprojects.core.deletion import is_kept
from callforprojects.core.errors import Sentence
from callforprojects.core.i18n import _, ngettext
from callforprojects.organisations import dependents
from callforprojects.organisations.models import Organisation
from callforprojects.organisations.queries import is_only_member


def _own_drafts(user: User) -> Sequence[Application]:
    query = (
        select(Application)
        .join(Organisation, Organisation.id == Application.organisation_id)
        .where(
            is_only_member(user.id),
            Application.status == ApplicationStatus.DRAFT,
            is_kept(Application),
        )
        .order_by(Application.id)
    )
    return db.session.scalars(query).all()


def _going(user: User) -> list[Sentence]:
    if not (count := len(_own_drafts(user))):
        return []
    return [
        ngettext(
            "%(num)s draft of an application that nobody else can read.",
            "%(num)s drafts of applications that nobody else can read.",
            count,
        )
    ]


def _staying(user: User) -> list[Sentence]:
    filed = select(func.count(Submission.application_id.distinct())).where(
        Submission.submitted_by_id == user.id
    )
    if not (count := db.session.scalar(filed)):
        return []
    return [
        ngettext(
            "%(num)s application filed, as “filed by: closed account”.",
            "%(num)s applications filed, as “filed by: closed account”.",
            count,
        )
    ]


def _close(user: User, by: Visitor) -> None:
    for application in _own_drafts(user):
        delete_draft(application, by=by)


def _filed(organisation_ids: Collection[uuid.UUID]) -> Mapping[uuid.UUID, int]:
    query = (
        select(Application.organisation_id, func.count(Application.id))
        .where(
            Application.organisation_id.in_(organisation_ids),
            Application.status != ApplicationStatus.DRAFT,
        )
        .group_by(Application.organisation_id)
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


register(
    PersonalData(
        feature="applications", going=_going, staying=_staying, close=_close, has_proofs=True
    )
)
dependents.register(
    dependents.Dependents(key="applications", label=_("Applications filed"), count=_filed)
)
