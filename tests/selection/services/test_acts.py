"""Who decides: asked before the letters, printed everywhere, frozen with each decision."""

import hashlib
import json
import uuid
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from callforprojects.core.data.clock import now, to_paris
from callforprojects.core.data.database import db
from callforprojects.core.data.money import Money
from callforprojects.core.text.errors import ConflictError, DomainError
from callforprojects.core.text.i18n import in_language
from callforprojects.messages.models import Message
from callforprojects.organisations.models import Organisation
from callforprojects.organisations.silence import LegalNature
from callforprojects.selection import services
from callforprojects.selection.authors import Author
from callforprojects.selection.models import Act, Decision
from callforprojects.selection.printing import decision_paper
from callforprojects.selection.services import ActDetails
from tests.factories.accounts import make_user
from tests.factories.juries import make_filed, make_judged_call, make_officer
from tests.factories.selection import (
    C,
    N,
    S,
    W,
    announce,
    decision_on,
    make_act,
    make_decision,
    make_ranked,
    make_ranked_call,
    make_writer,
    ranking_of,
    with_funder,
)

pytestmark = pytest.mark.usefixtures("app")

OPENED, CLOSED = datetime(2026, 1, 5, tzinfo=UTC), datetime(2026, 3, 1, tzinfo=UTC)
IN_WORDS = (
    "Decision no. 2026-114 of 12 March 2026. Author: Jeanne Martin, Director general."
    " By delegation: order of 2 January 2026. Service: Direction of towns."
)
SAID: dict[str, Any] = {
    "author_name": "Jeanne Martin",
    "author_capacity": "Director general",
    "delegation": "order of 2 January 2026",
    "signed_on": date(2026, 3, 12),
    "number": "2026-114",
}


def announced_decision(outcome=N, **values):
    """A decision of a call with one application, announced; its call, its applicant, its officer."""
    call = make_judged_call(
        service="Direction of towns", opens_at=OPENED, closes_at=CLOSED, **values
    )
    make_act(call, **SAID)
    application = make_ranked(call, 90, title="Shade")
    make_decision(application, outcome)
    officer = make_officer(call)
    announce(call, officer)
    return decision_on(application), call, make_writer(application, language="en"), officer


def test_letters_are_not_prepared_before_somebody_says_who_decides():
    call = make_judged_call()
    make_decision(make_filed(call))

    with pytest.raises(DomainError, match="Say who decides first"), in_language("en"):
        services.prepare_letters(with_funder(call), by=make_officer(call))


def test_a_decision_is_not_of_a_day_to_come():
    call = make_judged_call()
    tomorrow = to_paris(now()).date() + timedelta(days=1)
    details = ActDetails(author_name="J. M.", author_capacity="Mayor", signed_on=tomorrow)

    with pytest.raises(DomainError) as refusal:
        services.write_act(call, details, by=make_officer(call))

    assert refusal.value.field == "signed_on"


def test_one_name_is_not_the_first_and_the_last():
    call = make_judged_call()
    officer = make_officer(call)

    with pytest.raises(DomainError) as refusal:
        services.write_act(call, ActDetails(**{**SAID, "author_name": "Martin"}), by=officer)

    assert refusal.value.field == "author_name"


def test_a_decision_is_not_of_a_day_before_the_closing():
    """Nobody has decided on what had not arrived yet."""
    call = make_judged_call()
    assert call.closes_at is not None
    closed_on = to_paris(call.closes_at).date()
    said = {"author_name": "J. M.", "author_capacity": "Mayor"}
    officer = make_officer(call)

    with pytest.raises(DomainError, match="not before the closing") as refusal, in_language("en"):
        services.write_act(
            call, ActDetails(**said, signed_on=closed_on - timedelta(days=1)), by=officer
        )
    services.write_act(call, ActDetails(**said, signed_on=closed_on), by=officer)

    assert refusal.value.field == "signed_on"


def test_the_author_no_longer_changes_once_announced():
    _decision, call, _writer, officer = announced_decision()
    call = with_funder(call)

    with pytest.raises(ConflictError):
        services.write_act(call, ActDetails(**SAID), by=officer)


def test_the_author_is_in_the_letter_the_page_and_the_document(sign_in):
    decision, _call, writer, _officer = announced_decision()
    letter = db.session.scalars(
        sa.select(Message).where(Message.template == "selection/decision")
    ).first()
    assert letter is not None
    place = f"/selection/applications/{decision.application_id}/decision"

    page = sign_in(writer).get(place)
    document = sign_in(writer).get(page.links["Download the decision (PDF)"]).response

    with in_language(letter.language):
        in_the_letter = Author.frozen_in(decision.snapshot).in_words()
    assert in_the_letter in letter.text
    assert page.has(IN_WORDS)
    assert page.has(decision.sha256)
    assert document.mimetype == "application/pdf"
    assert document.data.startswith(b"%PDF")
    with in_language("en"):
        paper = decision_paper(decision, decision.snapshot or {})
    sections = {section["title"]: section["paragraphs"] for section in paper["sections"]}
    assert sections["Who decided"] == [IN_WORDS]
    assert sections["Reason"] == [decision.reason]
    assert "administrative court" in sections["If you disagree"][0]
    assert ["Decision", "Not selected"] in paper["facts"]


def test_a_decision_that_grants_says_the_amount_and_its_conditions():
    decision, _call, _writer, _officer = announced_decision(C)

    with in_language("en"):
        paper = decision_paper(decision, decision.snapshot or {})

    assert ["Amount granted", "€1,000"] in paper["facts"]
    titles = [section["title"] for section in paper["sections"]]
    assert titles == ["Reason", "Conditions", "Who decided", "If you disagree"]


@pytest.mark.parametrize(
    ("outcome", "amount", "has_remedies"),
    [(S, 1000, False), (S, 999, True), (C, 1000, True), (W, None, True), (N, None, True)],
)
def test_whatever_refuses_a_part_says_how_to_challenge_it(outcome, amount, has_remedies, sign_in):
    """Less than was asked, or conditions: delays run only if they were told (CJA, R421-5)."""
    call = make_judged_call()
    make_act(call)
    application = make_ranked(call, 90, requested_amount=Money.euros(1000))
    make_decision(application, outcome, amount=None if amount is None else Money.euros(amount))
    writer = make_writer(application, language="en")
    announce(call, make_officer(call))

    page = sign_in(writer).get(f"/selection/applications/{application.id}/decision")

    decision = decision_on(application)
    letters = select_letters(writer)
    with in_language("en"):
        paper = str(decision_paper(decision, decision.snapshot or {}))
    for told in (page.text, letters, paper):
        assert ("administrative court" in told) == has_remedies


def select_letters(person):
    """The text of what was written to somebody."""
    written = sa.select(Message.text).where(Message.to_email == person.email)
    return "\n".join(db.session.scalars(written))


def test_the_page_says_the_names_that_were_told(sign_in):
    """As the document does: a funder or an organisation that is renamed since changes neither."""
    decision, _call, writer, _officer = announced_decision()
    for kept in (decision.snapshot["funder"], decision.snapshot["organisation"]):
        db.session.get_one(Organisation, uuid.UUID(kept["id"])).name = "Renamed since"
    db.session.commit()

    page = sign_in(writer).get(f"/selection/applications/{decision.application_id}/decision")

    assert page.has(decision.snapshot["funder"]["name"])
    assert page.has(decision.snapshot["organisation"]["name"])
    assert not page.has("Renamed since")


def test_a_decision_is_frozen_as_it_was_announced():
    decision, _call, _writer, _officer = announced_decision(S)
    text = json.dumps(decision.snapshot, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    assert decision.sha256 == hashlib.sha256(text.encode()).hexdigest()
    assert decision.snapshot["amount_cents"] == 100_000
    assert decision.act_id == db.session.scalars(sa.select(Act)).one().id


def test_what_is_not_announced_has_no_document(sign_in):
    _call, (application,) = make_ranked_call(90)
    make_decision(application)
    writer = make_writer(application)
    db.session.commit()

    place = f"/selection/applications/{application.id}/decision/pdf"
    assert sign_in(writer).get(place).status == 404


def test_a_private_funder_leads_to_no_administrative_court(sign_in):
    call = make_judged_call()
    db.session.get_one(Organisation, call.funder_id).own_nature = LegalNature.FOUNDATION
    make_act(call)
    application = make_ranked(call, 90)
    make_decision(application)
    announce(call, make_officer(call))
    writer = make_writer(application, language="en")
    db.session.commit()

    page = sign_in(writer).get(f"/selection/applications/{application.id}/decision")

    assert page.has("Who decided")
    assert not page.has("administrative court")
    letters = db.session.scalars(sa.select(Message.text)).all()
    assert not any("tribunal" in text or "court" in text for text in letters)


def test_the_page_of_letters_proposes_the_usual_author(sign_in):
    """Of the last act of this funder, but for its day, its number, and the delegation, which is
    only recalled: it may be that of another person.
    """
    _decision, former, _writer, _officer = announced_decision()
    call = make_judged_call(funder_id=former.funder_id)
    make_decision(make_filed(call))
    officer = make_officer(call, user=make_user(language="en"))
    db.session.commit()

    page = sign_in(officer).get(ranking_of(call, "/letters"))

    said = {name: page.value(name) for name in SAID}
    assert said == {
        **{name: SAID[name] for name in ("author_name", "author_capacity")},
        "delegation": "",
        "signed_on": "",
        "number": "",
    }
    assert page.has(f"The last one, for {SAID['author_name']}: {SAID['delegation']}")
    prepared = page.submit(
        "Prepare the letters", signed_on=to_paris(now()).date().isoformat()
    ).follow()
    assert prepared.flashes == ["1 letter is prepared. It does not leave yet."]


def test_an_author_is_asked_beside_the_field(sign_in):
    call = make_judged_call()
    make_decision(make_filed(call))
    officer = make_officer(call, user=make_user(language="en"))
    db.session.commit()

    page = sign_in(officer).get(ranking_of(call, "/letters")).submit("Prepare the letters")

    assert page.status == 422
    assert page.has("Enter the first and last name of the person who decides.")
    assert page.has("Enter the capacity in which they decide.")
    assert page.has("Enter the date of the decision.")


@pytest.mark.parametrize("touched", ["reason", "removed", "all of it"])
def test_a_decision_changed_behind_the_program_is_found(touched):
    decision, _call, _writer, _officer = announced_decision()
    assert fault() is None
    if touched == "removed":
        db.session.execute(sa.delete(Decision))
    else:
        whole = {**decision.snapshot, "reason": "Another."}
        new = json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        digest = hashlib.sha256(new.encode()).hexdigest()
        values = {"snapshot": whole} | ({"sha256": digest} if touched == "all of it" else {})
        db.session.execute(sa.update(Decision).values(**values))
    db.session.commit()

    with in_language("en"):
        assert "announced" in str(fault())


def fault():
    """What the journal says of the decisions that were announced."""
    return services.fault_of_decisions(db.session.connection())
