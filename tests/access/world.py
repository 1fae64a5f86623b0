"""A small world in which everybody has something that others must not open.

The applicant administers Town A, which drafts one application and has filed two; the other
applicant writes for Town B, which has filed one. A jury of three judges the closed call: the juror
has begun an opinion on the file of Town A and stepped back from that of Town B; a colleague has
handed in an opinion; the other juror has no file. Decisions are prepared there, and announced in a
third call. A fourth call is a draft. The officers are editors of their funders. A seat in the
jury and one in Town A are offered to the other applicant.
"""

from dataclasses import dataclass, field
from datetime import timedelta

from sqlalchemy import select

from callforprojects.accounts.models import TokenPurpose, User, UserSession
from callforprojects.accounts.services.tokens import issue
from callforprojects.applications.models import Application
from callforprojects.calls.models import Call
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.core.data.tokens import new_token
from callforprojects.criteria.queries import criteria_of
from callforprojects.juries.models import Juror, JurorStatus
from callforprojects.messages.models import Message
from callforprojects.organisations.models import AccreditationStatus, Membership, Organisation, Role
from callforprojects.selection import services as selection
from callforprojects.selection.models import Decision, Outcome
from tests.factories.accounts import PASSWORD, make_administrator, make_user
from tests.factories.applications import make_application, make_body, make_open_call
from tests.factories.calls import make_call, make_funder, make_officer
from tests.factories.files import make_file
from tests.factories.juries import assign, make_conflict, make_juror
from tests.factories.messages import make_message
from tests.factories.organisations import (
    make_accreditation_request,
    make_invitation,
    make_join_request,
    make_known_domain,
    make_member,
    make_zone,
)
from tests.factories.reviews import make_review
from tests.factories.rules import add_rule_to, at_most_euros
from tests.factories.selection import ALL_THE_SAME, make_act, make_decision, with_funder

ROLES = (
    "guest",
    "applicant",
    "other applicant",
    "juror",
    "other juror",
    "officer",
    "other officer",
    "administrator",
)
GUEST, APPLICANT, OTHER_APPLICANT, JUROR, OTHER_JUROR, OFFICER, OTHER_OFFICER, ADMINISTRATOR = ROLES
FUNDER = {
    "postal_address": "1 rue des Essais, 35000 Rennes",
    "contact_email": "aap@funder.example",
    "contact_phone": "02 99 00 00 01",
}


@dataclass
class World:
    """What the table speaks of: people by role, and identifiers (or tokens) by name."""

    people: dict[str, User] = field(default_factory=dict)
    subjects: dict[str, object] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)

    def know(self, **things: object) -> None:
        """Give names to things: `open_call` is "open call" in the table."""
        for name, thing in things.items():
            self.subjects[name.replace("_", " ")] = getattr(thing, "id", thing)


def build() -> World:
    """The whole world, committed. Its people are not signed in yet."""
    world = World()
    town_a = make_body(name="Town A")
    town_b = make_body(name="Town B")
    funder = make_funder(name="Funder", **FUNDER)
    other_funder = make_funder(name="Other funder")
    world.know(town=town_a, other_town=town_b, funder=funder, other_funder=other_funder)
    world.know(zone=make_zone(funder, name="Our towns"))
    world.people = {
        APPLICANT: make_member(
            town_a, Role.ADMINISTRATOR, user=make_user(email="ada@town-a.example")
        ),
        OTHER_APPLICANT: make_member(town_b, user=make_user(email="bob@town-b.example")),
        JUROR: make_user(first_name="Judith"),
        OTHER_JUROR: make_user(first_name="Oscar"),
        OFFICER: make_officer(funder),
        OTHER_OFFICER: make_officer(other_funder),
        ADMINISTRATOR: make_administrator(),
    }
    _add_accounts(world)
    _add_people_of_town_a(world, town_a)
    _add_draft_call(world, funder)
    _add_draft_application(world, funder, town_a)
    _add_deleted_drafts(world, funder, town_a)
    _add_judged_call(world, funder, town_a, town_b)
    _add_announced_call(world, funder, town_a)
    db.session.commit()
    return world


def _add_accounts(world: World) -> None:
    session = UserSession(
        user_id=world.people[APPLICANT].id,
        token_hash=new_token()[1],
        expires_at=now() + timedelta(days=1),
    )
    db.session.add(session)
    somebody = make_user(confirmed=False)
    world.know(
        session_of_the_applicant=session,
        confirmation_link=issue(somebody, TokenPurpose.CONFIRM),
        reset_link=issue(make_user(), TokenPurpose.RESET),
        address_link=issue(
            world.people[APPLICANT], TokenPurpose.CHANGE_ADDRESS, email="ada@new.example"
        ),
        stop_link=issue(
            world.people[APPLICANT], TokenPurpose.STOP_ADDRESS, email="ada@former.example"
        ),
        join_link=issue(
            world.people[APPLICANT],
            TokenPurpose.JOIN,
            email=make_user(email="ada@other-account.example", password=PASSWORD).email,
        ),
        wrong_link="nothing-opens-with-this",
        person=world.people[APPLICANT],
        mail=make_message(subject="An ordinary mail"),
        secret_mail=make_message(is_secret=True, subject="A link that opens an account"),
    )


def _add_people_of_town_a(world: World, town: Organisation) -> None:
    invitation, clear = make_invitation(
        town, email=world.people[OTHER_APPLICANT].email, invited_by=world.people[APPLICANT]
    )
    colleague = make_member(town, Role.EDITOR)
    membership = db.session.scalars(
        select(Membership).where(Membership.user_id == colleague.id)
    ).one()
    partner = make_body(name="Partner of Town B")
    unaccredited = make_body(name="Unaccredited", accredited_at=None)
    make_member(unaccredited, Role.ADMINISTRATOR, user=world.people[JUROR])
    refused = make_body(name="Refused", accredited_at=None)
    make_member(refused, Role.ADMINISTRATOR, user=world.people[JUROR])
    make_accreditation_request(refused, world.people[JUROR], status=AccreditationStatus.REFUSED)
    world.know(
        refused=refused,
        invitation=invitation,
        invitation_link=clear,
        membership=membership,
        colleague=colleague,
        join_request=make_join_request(town),
        partner=partner,
        unaccredited=unaccredited,
        accreditation_request=make_accreditation_request(unaccredited, world.people[JUROR]),
        known_domain=make_known_domain(),
    )


def _add_draft_call(world: World, funder: Organisation) -> None:
    call = make_call(
        "ready", funder=funder, title="The secret draft call", language="en", opens_at=now()
    )
    section = call.questionnaire.revisions[0].sections[0]
    world.know(
        draft_call=call,
        criterion=criteria_of(call.current_round.id)[0],
        rule=add_rule_to(
            call,
            at_most_euros("project.requested_amount", 9),
            kind="maximum_amount",
            settings={"amount": 900},
        ),
        section=section,
        question=section.questions[0],
    )


def _add_draft_application(world: World, funder: Organisation, town: Organisation) -> None:
    call = make_open_call(funder=funder, title="The open call")
    by = world.people[APPLICANT]
    draft = make_application(
        call=call, organisation=town, by=by, answers={"title": "The secret draft of A"}
    )
    world.know(
        open_call=call, draft=draft, document_of_the_draft=make_file(draft, by=by, name="draft.pdf")
    )


def _add_deleted_drafts(world: World, funder: Organisation, town: Organisation) -> None:
    by, officer = world.people[APPLICANT], world.people[OFFICER]
    call = make_call("draft", funder=funder, title="A call given up")
    call.deleted_at, call.deleted_by_id = now(), officer.id
    draft = make_application(
        call=make_open_call(funder=funder, title="A third open call"), organisation=town, by=by
    )
    draft.deleted_at, draft.deleted_by_id = now(), by.id
    db.session.flush()
    world.know(deleted_call=call, deleted_draft=draft)


def _add_judged_call(
    world: World, funder: Organisation, town_a: Organisation, town_b: Organisation
) -> None:
    call = make_open_call(funder=funder, title="The closed call")
    filed = _file(call, town_a, world.people[APPLICANT], "The square of A")
    other = _file(call, town_b, world.people[OTHER_APPLICANT], "The river of B")
    _close(call)
    _add_jury(world, call, filed, other)
    for application in (filed, other):
        make_decision(application, Outcome.SELECTED, reason=f"Prepared for {application.title}.")
    _prepare_letters(call, world)
    world.know(
        closed_call=call,
        filed=filed,
        filed_by_another=other,
        document_filed=make_file(filed, by=world.people[APPLICANT], name="plan-a.pdf"),
        document_of_another=make_file(other, by=world.people[OTHER_APPLICANT], name="plan-b.pdf"),
        letter=_letter_about(filed),
    )


def _add_jury(world: World, call: Call, filed: Application, other: Application) -> None:
    juror = make_juror(call, user=world.people[JUROR])
    make_juror(call, user=world.people[OTHER_JUROR])
    colleague = make_juror(call, user=make_user(first_name="Colette", last_name="Colleague"))
    clear, stored = new_token()
    invited = make_juror(
        call,
        status=JurorStatus.INVITED,
        token_hash=stored,
        expires_at=now() + timedelta(days=9),
        email=world.people[OTHER_APPLICANT].email,
    )
    invited.user_id = None
    assign(juror, filed, other)
    conflict = make_conflict(juror, other)
    assign(colleague, filed, other)
    world.know(
        conflict=conflict,
        jury_seat=juror,
        offered_seat=invited,
        mail_of_the_offered_seat=make_message(
            template="juries/invitation",
            to_email=invited.email,
            about_kind=Juror.__tablename__,
            about_id=invited.id,
            is_secret=True,
        ),
        seat_link=clear,
        review=make_review(
            juror, filed, 3, None, submitted=False, comment="A thought not handed in."
        ),
        review_of_a_colleague=make_review(
            colleague, filed, 4, 4, comment="The secret opinion of a colleague."
        ),
    )


def _add_announced_call(world: World, funder: Organisation, town: Organisation) -> None:
    call = make_open_call(funder=funder, title="The announced call")
    by = world.people[APPLICANT]
    refused = _file(call, town, by, "The refused orchard of A")
    _close(call)
    make_decision(refused, reason="The orchard is too far.")
    _prepare_letters(call, world)
    selection.announce_results(with_funder(call), ALL_THE_SAME, by=world.people[OFFICER])
    world.know(announced_call=call, decided=refused)


def _file(call: Call, town: Organisation, by: User, title: str) -> Application:
    return make_application(
        call=call, organisation=town, by=by, answers={"title": title}, submitted=True
    )


def _close(call: Call) -> None:
    call.current_round.opens_at, call.current_round.closes_at = (
        now() - timedelta(days=40),
        now() - timedelta(days=5),
    )
    db.session.flush()


def _prepare_letters(call: Call, world: World) -> None:
    make_act(call)
    selection.prepare_letters(with_funder(call), by=world.people[OFFICER])


def _letter_about(application: Application) -> Message:
    return db.session.scalars(
        select(Message)
        .join(Decision, Decision.id == Message.about_id)
        .where(Decision.application_id == application.id)
        .limit(1)
    ).one()
