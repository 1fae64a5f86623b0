"""Who may do what with an application: the organisation writes, its funder reads what is filed."""

import uuid

from callforprojects.applications.models import Application, ApplicationStatus, ConflictOfInterest
from callforprojects.calls.models import Call, Round
from callforprojects.core.data.visibility_rules import Equals, SitsIn
from callforprojects.core.data.visitors import Visitor, rule
from callforprojects.files.permissions import read_documents
from callforprojects.organisations.models import Membership, Organisation
from callforprojects.organisations.permissions import is_editor_of, is_member_of

APPLICANTS = SitsIn(column=Application.organisation_id, seats=Membership)
"""Members of the organisation that applies: drafts are theirs."""
STEPPED_BACK = SitsIn(column=Application.id, seats=ConflictOfInterest)
FUNDERS = (
    ~Equals(column=Application.status, value=ApplicationStatus.DRAFT)
    & ~STEPPED_BACK
    & SitsIn(column=Call.funder_id, seats=Membership, through=(Application.round, Round.call))
)
"""Members of the funder read what was filed, but who has stepped back from it."""


@rule
def start_application(visitor: Visitor, call: Call) -> bool:
    """Whoever has signed in, for a published call; the page says for which organisations."""
    return visitor.is_authenticated and not call.is_draft


def applies(visitor: Visitor, organisation: Organisation) -> bool:
    """Members of an organisation that may have applications: who only pays has none."""
    return organisation.is_applicant and is_member_of(visitor, organisation.id)


def is_filed(application: Application) -> bool:
    """Whether it is filed, and not withdrawn since."""
    return application.status is ApplicationStatus.SUBMITTED


@rule
def edit_application(visitor: Visitor, application: Application) -> bool:
    """Editors and administrators of the organisation that applies, and nobody else."""
    return is_editor_of(visitor, application.organisation_id)


@rule
def submit_application(visitor: Visitor, application: Application) -> bool:
    """Editors and administrators of the organisation that applies."""
    return is_editor_of(visitor, application.organisation_id)


@rule
def delete_application(visitor: Visitor, application: Application) -> bool:
    """Editors and administrators of the organisation, as long as it is a draft."""
    is_draft = application.status is ApplicationStatus.DRAFT
    return is_draft and is_editor_of(visitor, application.organisation_id)


@rule
def restore_application(visitor: Visitor, application: Application) -> bool:
    """Whoever may delete it."""
    return delete_application(visitor, application)


@rule
def withdraw_application(visitor: Visitor, application: Application) -> bool:
    """Editors and administrators of the organisation, once it is filed."""
    filed = application.status is ApplicationStatus.SUBMITTED
    return filed and is_editor_of(visitor, application.organisation_id)


@rule
def follow_application(visitor: Visitor, application: Application) -> bool:
    """Members of the organisation that applies: the draft is theirs."""
    return APPLICANTS.holds(visitor, application)


def stepped_back_from(visitor: Visitor) -> frozenset[uuid.UUID]:
    """The files from which a person has stepped back (déport: law 2013-907, article 2).

    Nobody is above it, neither an officer nor a juror.
    """
    return frozenset(visitor.seats(ConflictOfInterest))


def has_stepped_back(visitor: Visitor, application: Application) -> bool:
    """Whether the file is closed to them."""
    return STEPPED_BACK.holds(visitor, application)


def count_stepped_back(visitor: Visitor, call: Call) -> int:
    """How many files of a call their lists do not show."""
    return sum(call_id == str(call.id) for call_id in visitor.seats(ConflictOfInterest).values())


@rule
def act_on_every_file(visitor: Visitor, call: Call) -> bool:
    """Do what covers all the files of a call: nobody who has stepped back from one of them."""
    return not count_stepped_back(visitor, call)


@rule
def read_application(visitor: Visitor, application: Application) -> bool:
    """Members of the organisation; once it is filed those of the funder, but who stepped back.

    `call` must be loaded.
    """
    return APPLICANTS.holds(visitor, application) or FUNDERS.holds(visitor, application)


@rule
def read_receipt(visitor: Visitor, application: Application) -> bool:
    """Who reads the application: the organisation that applies, and the funder in whose name the
    receipt was sent. `call` must be loaded.
    """
    return read_application(visitor, application)


@rule
def read_claims(visitor: Visitor, application: Application) -> bool:
    """Whoever reads its documents: with those who read the application, the jurors who judge it."""
    return read_documents(visitor, application)


@rule
def list_applications(visitor: Visitor, call: Call) -> bool:
    """Members of the funder. Administering the platform gives no right to read a file."""
    return is_member_of(visitor, call.funder_id)
