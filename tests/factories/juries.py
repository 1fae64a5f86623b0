"""Juries for tests: a closed call with criteria, filed applications, jurors with their files."""

from datetime import timedelta
from itertools import count
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from callforprojects.accounts.models import User
from callforprojects.applications.models import (
    Application,
    ApplicationStatus,
    ConflictOfInterest,
    ConflictSource,
    Project,
)
from callforprojects.calls.models import Call, CallKind, Expectation, Publication, Round
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.core.data.money import Money
from callforprojects.core.data.points import Points
from callforprojects.criteria.models import Criterion, GridVersion
from callforprojects.juries.models import Assignment, Declaration, Juror, JurorStatus, Jury
from callforprojects.organisations.models import (
    Membership,
    Organisation,
    Role,
)
from callforprojects.questionnaires.models import (
    AnswerSet,
    Question,
    Questionnaire,
    QuestionType,
    Revision,
    RevisionStatus,
    Section,
)
from tests.factories.accounts import make_user
from tests.factories.calls import call_of
from tests.factories.submissions import make_submission

_numbers = count(1)
QUESTIONS: tuple[tuple[str, QuestionType, str, list[str], list[str]], ...] = (
    ("context", QuestionType.LONG_TEXT, "Context", ["environment"], []),
    ("governance", QuestionType.LONG_TEXT, "Governance", [], ["governance"]),
    ("matrix", QuestionType.MATRIX, "Matrix", [], []),
    ("deliberation", QuestionType.FILE, "Deliberation", [], []),
)
CRITERIA: tuple[tuple[str, int, int, dict[str, Any]], ...] = (
    ("Relevance", 50, 5, {"question_keys": ["context"], "purposes": ["environment"]}),
    ("Governance", 30, 5, {"domains": ["governance"]}),
    ("Quality", 20, 10, {}),
)


def keep(*things: Any) -> None:
    db.session.add_all(things)
    db.session.flush()


def make_judged_call(**values: Any) -> Call:
    """A call closed ten days ago, with three criteria (weights 50, 30, 20) and one expected cell."""
    number = next(_numbers)
    author = make_user()
    funder = Organisation(is_funder=True, name=f"Funder {number}", accredited_at=now())
    questionnaire = Questionnaire(title="Questions", revisions=[_revision()])
    keep(funder, questionnaire)
    call = call_of(
        **{
            "reference": f"JRY-2026-{number}",
            "funder_id": funder.id,
            "questionnaire_id": questionnaire.id,
            "created_by_id": author.id,
            "status": Publication.PUBLISHED,
            "kind": CallKind.AAP,
            "language": "en",
            "title": f"Sober towns {number}",
            "contact_email": f"funder-{number}@state.example",
            "opens_at": now() - timedelta(days=60),
            "closes_at": now() - timedelta(days=10),
            "published_at": now() - timedelta(days=61),
            "edition": "2016",
            **values,
        }
    )
    call.expectations = [Expectation(purpose="environment", domain="governance", level=3)]
    version = GridVersion(round=call.current_round)
    grid = [
        Criterion(
            grid=version,
            position=place,
            title=title,
            weight=Points.of(weight),
            scale_max=Points.of(scale),
            **links,
        )
        for place, (title, weight, scale, links) in enumerate(CRITERIA, start=1)
    ]
    keep(call, *grid)
    return call


def _revision() -> Revision:
    questions = [
        Question(position=i, key=key, type=kind, label=label, purposes=purposes, domains=domains)
        for i, (key, kind, label, purposes, domains) in enumerate(QUESTIONS)
    ]
    section = Section(position=1, title="The project", questions=questions)
    return Revision(status=RevisionStatus.PUBLISHED, published_at=now(), sections=[section])


def make_officer(call: Call, *, role: Role = Role.EDITOR, user: User | None = None) -> User:
    """A member of the funder of a call."""
    user = user or make_user(first_name="Olive", last_name="Officer")
    keep(Membership(organisation_id=call.funder_id, user_id=user.id, role=role))
    return user


def make_filed(call: Call, *, continues: Application | None = None, **values: Any) -> Application:
    """A submitted application, with its frozen submission, to the current round of the call.

    It begins a project, or continues an application.
    """
    number = next(_numbers)
    if continues is None:
        organisation = Organisation(is_applicant=True, name=f"Town {number}", accredited_at=now())
        project = Project(call_id=call.id)
        keep(organisation, project)
    else:
        organisation = db.session.get_one(Organisation, continues.organisation_id)
        project = db.session.get_one(Project, continues.project_id)
    revision_id = db.session.query(Revision.id).filter_by(questionnaire_id=call.questionnaire_id)
    answer_set = AnswerSet(revision_id=revision_id.scalar())
    keep(answer_set)
    application = Application(
        **{
            "project_id": project.id,
            "continues_id": continues and continues.id,
            "round_id": call.current_round.id,
            "organisation_id": organisation.id,
            "answer_set_id": answer_set.id,
            "created_by_id": call.created_by_id,
            "status": ApplicationStatus.SUBMITTED,
            "reference": f"{call.reference}-{number:04d}",
            "title": f"A cool square {number}",
            "requested_amount": Money.euros(1000),
            "submitted_at": call.closes_at,
            **values,
        }
    )
    keep(application)
    make_submission(application, make_snapshot(application, organisation, call), call.closes_at)
    return application


def make_snapshot(
    application: Application, organisation: Organisation, call: Call
) -> dict[str, Any]:
    """What is frozen when an application is filed."""
    shown = {"context": "Summers are too hot here.", "governance": "The mayor leads.", "matrix": ""}
    questions = [
        {
            "key": key,
            "stable_id": key,
            "label": label,
            "type": kind.value,
            "value": None,
            "shown": shown.get(key, ""),
        }
        for key, kind, label, _purposes, _domains in QUESTIONS
    ]
    claim = {"purpose": "environment", "domain": "governance", "level": 2, "argument": "A pact."}
    return {
        "format": 1,
        "reference": application.reference,
        "call": {"id": str(call.id), "reference": call.reference, "title": call.title},
        "organisation": {
            "id": str(organisation.id),
            "name": organisation.name,
            "territory_type": None,
        },
        "title": application.title,
        "summary": "",
        "requested_amount_cents": 100_000,
        "total_cost_cents": 200_000,
        "sections": [{"title": "The project", "questions": questions}],
        "claims": [claim],
        "files": [],
    }


def make_jury(call: Call, **values: Any) -> Jury:
    """The jury of a call, made once."""
    jury = db.session.query(Jury).filter_by(round_id=call.current_round.id).one_or_none()
    if jury is None:
        jury = Jury(round_id=call.current_round.id, **values)
        keep(jury)
    return jury


def make_juror(call: Call, *, user: User | None = None, **values: Any) -> Juror:
    """An accepted juror. `juror.user` is at hand."""
    user = user or make_user(first_name="Judith")
    juror = Juror(
        **{
            "jury_id": make_jury(call).id,
            "user": user,
            "email": user.email,
            "full_name": user.full_name,
            "status": JurorStatus.ACCEPTED,
            **values,
        }
    )
    keep(juror)
    return juror


def assign(juror: Juror, *applications: Application, declared: bool = True) -> None:
    """Give files to a juror, already declared without interest unless told otherwise."""
    by_id = juror.user_id
    for application in applications:
        keep(Assignment(juror_id=juror.id, application_id=application.id, assigned_by_id=by_id))
        if declared:
            keep(
                Declaration(
                    juror_id=juror.id,
                    application_id=application.id,
                    has_conflict=False,
                    declared_at=now(),
                )
            )


def make_conflict(who: Juror | User, application: Application) -> ConflictOfInterest:
    """A déport of a juror or of anybody, as it stands in the database."""
    conflict = ConflictOfInterest(
        user_id=who.id if isinstance(who, User) else who.user_id,
        project_id=application.project_id,
        source=ConflictSource.DECLARED,
        reason="My sister works there.",
    )
    keep(conflict)
    return conflict


def with_file(conflict: ConflictOfInterest) -> ConflictOfInterest:
    """The déport, loaded with its person and its file as a page loads it."""
    db.session.refresh(conflict, ["user", "project"])
    db.session.refresh(conflict.project, ["applications"])
    with_call(conflict.application)
    return conflict


def with_call(application: Application) -> Application:
    """The application, loaded with its call as a page loads it."""
    query = select(Application).where(Application.id == application.id)
    return db.session.scalars(
        query.options(joinedload(Application.round).joinedload(Round.call)).execution_options(
            populate_existing=True
        )
    ).one()


def with_funder(juror: Juror) -> Juror:
    """The seat, loaded down to the funder as a page loads it."""
    path = (
        joinedload(Juror.jury).joinedload(Jury.round).joinedload(Round.call).joinedload(Call.funder)
    )
    query = select(Juror).where(Juror.id == juror.id).options(path)
    return db.session.scalars(query.execution_options(populate_existing=True)).one()


def user_of(juror: Juror) -> User:
    """The person who sits there, asked anew."""
    return db.session.scalars(select(User).where(User.id == juror.user_id)).one()
