"""Selections for the tests: a closed call with an envelope, ranked applications, decisions."""

from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from callforprojects.accounts.models import User
from callforprojects.activity.models import Activity
from callforprojects.applications.models import Application
from callforprojects.calls.models import Call, Round
from callforprojects.core.data.clock import now, to_paris
from callforprojects.core.data.database import db
from callforprojects.core.data.money import Money
from callforprojects.messages.models import Message, MessageStatus
from callforprojects.organisations.models import Membership, Organisation, Role
from callforprojects.reviews.models import Standing
from callforprojects.selection import queries, services
from callforprojects.selection.forms import ranking_filters
from callforprojects.selection.models import Act, Decision, Outcome
from callforprojects.selection.queries import RankingFilters
from callforprojects.selection.services import Confirmation
from callforprojects.selection.tables import RANKING
from tests.factories.accounts import make_user
from tests.factories.juries import keep, make_filed, make_judged_call

ALL_THE_SAME = Confirmation(unfinished_reason="The session has decided.")
S, C, W, N = (
    Outcome.SELECTED,
    Outcome.SELECTED_WITH_CONDITIONS,
    Outcome.WAITING_LIST,
    Outcome.NOT_SELECTED,
)


def looking_at(**asked: str) -> RankingFilters:
    """What an officer asks of the ranking in the address of its page."""
    state = RANKING.state_of({key: [value] for key, value in asked.items()})
    return ranking_filters(state, frozenset())


def make_ranked_call(*means: float | None, **values: Any) -> tuple[Call, list[Application]]:
    """A closed call with an envelope of 2 500 euros, and an application of 1 000 for each mean."""
    call = make_judged_call(
        **{"envelope": Money.euros(2500), "ceiling": Money.euros(1500), **values}
    )
    make_act(call)
    return call, [make_ranked(call, mean) for mean in means]


def make_act(call: Call, **values: Any) -> Act:
    """Who decides on the applications of a call."""
    act = Act(
        **{
            "round_id": call.current_round.id,
            "author_name": "Jeanne Martin",
            "author_capacity": "Director general",
            "signed_on": to_paris(call.closes_at or now()).date(),
            "written_by_id": call.created_by_id,
            **values,
        }
    )
    keep(act)
    return act


def make_ranked(call: Call, mean: float | None, *, count: int = 3, **values: Any) -> Application:
    """A filed application with its standing; None: nobody has reviewed it."""
    application = make_filed(call, **values)
    if mean is not None:
        exact = Decimal(str(mean))
        keep(
            Standing(
                application_id=application.id,
                round_id=call.current_round.id,
                count=count,
                mean=exact,
                median=exact,
                lowest=exact - 5,
                highest=exact + 5,
                weights="as they are",
            )
        )
    return application


def make_decision(
    application: Application, outcome: Outcome = Outcome.NOT_SELECTED, **values: Any
) -> Decision:
    """A decision, not announced. A funded one grants 1 000 euros unless told otherwise."""
    decision = Decision(
        **{
            "application_id": application.id,
            "round_id": application.round_id,
            "outcome": outcome,
            "amount": Money.euros(1000) if outcome.is_funded else None,
            "reason": f"The reason of {application.reference}.",
            "conditions": (
                "Involve the inhabitants." if outcome is Outcome.SELECTED_WITH_CONDITIONS else ""
            ),
            "decided_by_id": application.created_by_id,
            **values,
        }
    )
    keep(decision)
    return decision


def decision_on(application: Application) -> Decision:
    """What is decided on it."""
    decision = queries.decision_of(application.id)
    assert decision is not None
    return decision


def make_writer(application: Application, role: Role = Role.EDITOR, **values: Any) -> User:
    """A member of the organisation that applies."""
    user = make_user(**values)
    keep(Membership(organisation_id=application.organisation_id, user_id=user.id, role=role))
    db.session.flush()
    return user


def with_funder(call: Call) -> Call:
    """The call as the pages of the selection load it."""
    return db.session.scalars(
        select(Call)
        .where(Call.id == call.id)
        .options(joinedload(Call.funder))
        .execution_options(populate_existing=True)
    ).one()


def loaded(application: Application) -> Application:
    """As the page of a decision loads it."""
    return db.session.scalars(
        select(Application)
        .where(Application.id == application.id)
        .options(
            joinedload(Application.round).joinedload(Round.call).joinedload(Call.funder),
            joinedload(Application.organisation),
        )
        .execution_options(populate_existing=True)
    ).one()


def verbs() -> list[str]:
    """What the activity recorded, in order."""
    return list(db.session.scalars(select(Activity.verb).order_by(Activity.id)))


def statuses() -> list[MessageStatus]:
    """Of every mail, in order."""
    return [m.status for m in db.session.scalars(select(Message).order_by(Message.id))]


def announce(call: Call, officer: User) -> None:
    """Prepare the letters and announce the results."""
    found = with_funder(call)
    services.prepare_letters(found, by=officer)
    services.announce_results(found, ALL_THE_SAME, by=officer)
    db.session.commit()


def body_of(application: Application) -> Organisation:
    """The organisation that applies."""
    return db.session.get_one(Organisation, application.organisation_id)


def ranking_of(call: Call, page: str = "", **filters: object) -> str:
    """The address of the ranking, or of a page below it."""
    query = "&".join(f"{name}={value}" for name, value in filters.items())
    return f"/selection/calls/{call.id}{page}?{query}".rstrip("?")
