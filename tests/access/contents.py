"""What makes each form of the product succeed, where the form as it is shown would not.

By endpoint: who sends it, about what (the names of the world), and what they type. A value may be
made from the world; a name that begins with `?` belongs to the address.
"""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from callforprojects.accounts.passwords import hash_password
from callforprojects.calls.models import Call
from callforprojects.core.data.clock import now, to_paris
from callforprojects.core.data.database import db
from callforprojects.core.data.money import Money
from callforprojects.juries.models import Juror, JurorStatus
from callforprojects.juries.queries import plan_of
from callforprojects.messages.models import MessageStatus
from callforprojects.organisations.forms import sealed_lines
from callforprojects.organisations.models import Organisation
from callforprojects.organisations.zone_lists import ZoneLine
from callforprojects.questionnaires.models import Section
from tests.access.world import (
    ADMINISTRATOR,
    APPLICANT,
    GUEST,
    JUROR,
    OFFICER,
    OTHER_APPLICANT,
    OTHER_OFFICER,
    World,
)
from tests.factories.accounts import PASSWORD
from tests.factories.applications import ANSWERS, make_application, make_open_call
from tests.factories.calls import make_call
from tests.factories.juries import assign, make_filed, make_judged_call, make_juror, make_officer
from tests.factories.messages import make_message
from tests.factories.questionnaires import make_question
from tests.factories.reviews import make_review
from tests.factories.territories import RENNES

Contents = tuple[str, str, dict[str, str | list[str] | Callable[[World], Any]]]

# What a script sends and reads the answer of: sending an answer again keeps the same answer.
NOT_FORMS = {
    "applications.answer",
    "applications.document",
    "messages.bounces",
    "reviews.autosave",
}
ONLY_IN_A_DEMONSTRATION = {"demonstration.become"}
ORGANISATION = {"contact_email": "contact@new.example", "contact_phone": "02 99 00 00 02"}
PER_FILE = 3
SEAT = {"full_name": "Nadia New", "email": "nadia@new.example", "employer": "Cerema"}


def _jurors(world: World) -> list[str]:
    """Whoever sits in the jury of the closed call, the latest last."""
    seat = db.session.get_one(Juror, world.subjects["jury seat"])
    seated = sa.select(Juror.id).where(
        Juror.jury_id == seat.jury_id, Juror.status == JurorStatus.ACCEPTED
    )
    return [str(each) for each in db.session.scalars(seated.order_by(Juror.id))]


def _lines(_world: World) -> str:
    """What was read of a list, as the page that shows it carries it."""
    return sealed_lines([ZoneLine(RENNES, is_part=True, own_code="", own_name="")])


def _plan(world: World) -> str:
    call = db.session.get_one(Call, uuid.UUID(str(world.subjects["closed call"])))
    return plan_of(call.current_round.id, PER_FILE).fingerprint


CONTENTS: dict[str, Contents] = {
    "accounts.sign_up": (GUEST, "", {"email": "nadia@new.example"}),
    "accounts.confirm": (
        GUEST,
        "confirmation link",
        {"first_name": "Nadia", "last_name": "New", "password": PASSWORD},
    ),
    "accounts.forgotten": (GUEST, "", {"email": "ada@town-a.example"}),
    "accounts.reset": (GUEST, "reset link", {"password": "a new word for the town"}),
    "accounts.password": (
        APPLICANT,
        "",
        {"present_password": PASSWORD, "password": "a new word for the town"},
    ),
    "accounts.address": (
        APPLICANT,
        "",
        {"email": "ada@other.example", "present_password": PASSWORD},
    ),
    "accounts.join": (
        APPLICANT,
        "",
        {"email": "ada@other-account.example", "present_password": PASSWORD},
    ),
    "accounts.confirm_join": (APPLICANT, "join link", {"other_password": PASSWORD}),
    "accounts.close": (OTHER_OFFICER, "", {"present_password": PASSWORD}),
    "accounts.sign_in": (GUEST, "", {"email": "ada@town-a.example", "password": PASSWORD}),
    "organisations.create_territory": (APPLICANT, "", {"territory": RENNES, **ORGANISATION}),
    "organisations.create_partner": (
        APPLICANT,
        "",
        {"name": "A new partner", "territory_type": "association", **ORGANISATION},
    ),
    "organisations.create_funder": (
        ADMINISTRATOR,
        "",
        {"name": "A new funder", "own_nature": "public_body", **ORGANISATION},
    ),
    "organisations.invite": (APPLICANT, "town", {"email": "nadia@new.example", "role": "editor"}),
    "organisations.merge": (
        ADMINISTRATOR,
        "partner",
        {"into": lambda world: str(world.subjects["town"])},
    ),
    "organisations.accreditation": (
        JUROR,
        "refused",
        {"statement": "The mayor will call you."},
    ),
    "organisations.examine_accreditation": (
        ADMINISTRATOR,
        "accreditation request",
        {"answer": "grant", "reason": "Its mayor called."},
    ),
    "organisations.known_domains": (
        ADMINISTRATOR,
        "",
        {"domain": "town-a.example", "siren": "356000000", "name": "La Poste"},
    ),
    "organisations.create_zone": (OFFICER, "funder", {"name": "Towns", "lines": _lines}),
    "organisations.edit_zone": (OFFICER, "zone", {"name": "Other towns"}),
    "organisations.replace_zone": (OFFICER, "zone", {"name": "Our towns", "lines": _lines}),
    "organisations.answer_join_request": (APPLICANT, "join request", {"answer": "reader"}),
    "calls.create": (OFFICER, "funder", {"title": "A new call", "kind": "aap", "language": "fr"}),
    "calls.presentation": (OFFICER, "draft call", {"title": "Another title"}),
    "criteria.create": (OFFICER, "draft call", {"title": "Soundness", "weight": "10"}),
    "criteria.edit": (OFFICER, "criterion", {"title": "Another name", "weight": "10"}),
    "calls.create_rule": (
        OFFICER,
        "draft call",
        {"?kind": "maximum_amount", "amount": "3000", "severity": "blocking"},
    ),
    "calls.edit_rule": (OFFICER, "rule", {"amount": "2000", "severity": "warning"}),
    "calls.create_section": (OFFICER, "draft call", {"title": "A new page"}),
    "calls.remove_section": (OFFICER, "empty section", {}),
    "calls.create_question": (
        OFFICER,
        "section",
        {"?type": "short_text", "label": "A new question"},
    ),
    "calls.remove_question": (OFFICER, "free question", {}),
    "calls.postpone": (
        OFFICER,
        "open call",
        {
            "closes_at": lambda _w: to_paris(now() + timedelta(days=90)).strftime("%Y-%m-%dT%H:%M"),
            "reason": "A storm.",
        },
    ),
    "calls.cancel": (OFFICER, "open call", {"reason": "No money."}),
    "applications.submit": (APPLICANT, "complete draft", {"declaration": "y"}),
    "applications.withdraw": (APPLICANT, "filed", {"reason": "Moved."}),
    "juries.invite": (OFFICER, "closed call", {**SEAT, "role": "member"}),
    "juries.distribution": (OFFICER, "closed call", {"per_file": str(PER_FILE), "plan": _plan}),
    "juries.choose": (OFFICER, "filed", {"jurors": _jurors}),
    "juries.conflict": (
        OFFICER,
        "filed",
        {"juror": lambda world: _jurors(world)[-1], "reason": "Her sister."},
    ),
    "juries.step_back": (OFFICER, "filed", {"reason": "My sister."}),
    "juries.lift_conflict": (OFFICER, "conflict", {"reason": "She has left."}),
    "juries.decline": (OTHER_APPLICANT, "seat link", {}),
    "juries.declare": (JUROR, "filed", {"interest": "none"}),
    "reviews.score": (JUROR, "filed", {}),
    "reviews.read_others": (JUROR, "review handed in", {}),
    "reviews.reopen": (JUROR, "review handed in", {}),
    "selection.decide": (
        OFFICER,
        "filed",
        {"outcome": "waiting_list", "amount": "", "reason": "As agreed."},
    ),
    "selection.proposal": (OFFICER, "undecided call", {}),
    "archives.set_retention": (OFFICER, "funder", {"years": "5", "fate": "transfer"}),
    "archives.eliminate": (
        OFFICER,
        "call of long ago",
        {"reference": "V-1", "signed_on": "2026-03-12", "authority": "The archives"},
    ),
    "messages.release": (ADMINISTRATOR, "failed mail", {}),
    "messages.release_together": (ADMINISTRATOR, "", {}),
}


def complete(world: World) -> None:
    """What these forms are about and the walk does not need."""
    _add_draft_call_with_parts(world)
    for role in (APPLICANT, OTHER_OFFICER):
        world.people[role].password_hash = hash_password(PASSWORD)
    town = db.session.get_one(Organisation, world.subjects["town"])
    ready = make_application(
        call=make_open_call(title="A second open call"),
        organisation=town,
        by=world.people[APPLICANT],
        answers=ANSWERS,
    )
    call = make_judged_call(envelope=Money.euros(100_000))
    make_officer(call, user=world.people[OFFICER])
    juror = make_juror(call, user=world.people[JUROR])
    handed_in, waiting = make_filed(call), make_filed(call)
    assign(juror, handed_in, waiting)
    reviews = [make_review(juror, file, 5, 5, 10) for file in (handed_in, waiting)]
    world.know(
        complete_draft=ready,
        failed_mail=make_message(status=MessageStatus.FAILED),
        review_handed_in=reviews[0],
        undecided_call=call,
        call_of_long_ago=_call_of_long_ago(world, town),
    )
    db.session.commit()


def _call_of_long_ago(world: World, town: Organisation) -> Call:
    """One application, and its results announced three years ago."""
    funder = db.session.get_one(Organisation, world.subjects["funder"])
    call = make_open_call(funder=funder, title="A call of long ago")
    make_application(
        call=call, organisation=town, by=world.people[APPLICANT], answers=ANSWERS, submitted=True
    )
    call.current_round.opens_at, call.current_round.closes_at = (
        now() - timedelta(days=1200),
        now() - timedelta(days=1150),
    )
    call.current_round.announced_at = now() - timedelta(days=1100)
    return call


def _add_draft_call_with_parts(world: World) -> None:
    """A page without questions, and a question that nothing stands for."""
    funder = db.session.get_one(Organisation, world.subjects["funder"])
    (revision,) = make_call("ready", funder=funder).questionnaire.revisions
    empty = Section(revision_id=revision.id, position=99, title="Empty")
    question = make_question(section_id=revision.sections[0].id, position=99)
    db.session.add_all([empty, question])
    db.session.flush()
    world.know(empty_section=empty, free_question=question)
