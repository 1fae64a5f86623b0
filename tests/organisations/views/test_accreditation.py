"""The pages of accreditation: who asks, the queue, the code, the known domains."""

from datetime import timedelta

import pytest

from callforprojects.accounts.models import User
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.organisations.models import Role
from tests.factories.accounts import make_administrator, make_user
from tests.factories.organisations import (
    make_accreditation_request,
    make_invitation,
    make_known_domain,
    make_member,
    make_organisation,
    make_territory_organisation,
)
from tests.factories.territories import make_territory
from tests.organisations.scenes import code_in

NO_PROOF = "The person gave this address: it proves nothing. Copy one from a register."
QUEUE = "/organisations/accreditation-requests"


@pytest.fixture
def waiting():
    """Somebody who has registered an association, and waits."""
    organisation = make_organisation(name="Les Berges", accredited_at=None)
    return make_accreditation_request(organisation, statement="I am its treasurer.")


def test_who_registers_is_told_that_they_wait(sign_in):
    make_territory()
    browser = sign_in(make_user(email="anne@home.example"))

    page = browser.get("/organisations/create").follow("A territory")
    page = page.submit("Register", territory="Rennes", statement="I keep its register.").follow()

    assert page.has("You can write; you will file once accredited.")
    assert page.has("Rennes is not accredited yet: only you see it here.")
    assert "Invite a colleague" not in page.links
    page = page.follow("What becomes of the request")
    assert page.has("I keep its register.")
    assert page.has("An administrator of the platform examines your request")


def test_who_comes_from_a_known_domain_does_not_wait(sign_in):
    make_territory()
    make_known_domain("rennes.example")
    browser = sign_in(make_user(email="anne@rennes.example"))

    page = browser.get("/organisations/create").follow("A territory")
    page = page.submit("Register", territory="Rennes").follow()

    assert page.has("The organisation is registered.")
    assert not page.has("not accredited")
    assert "Invite a colleague" in page.links


def test_nobody_else_finds_what_is_not_accredited(sign_in, waiting):
    stranger = sign_in(make_user())

    assert stranger.get(f"/organisations/{waiting.organisation_id}").status == 404
    assert not stranger.get("/organisations/?text=berges").has("Les Berges")


def test_the_queue_leads_to_the_request_and_back(sign_in, waiting, sent, mail_server):
    browser = sign_in(make_administrator())

    page = browser.get("/dashboard").follow("Examine 1 accreditation request – Administration")
    page = page.follow("Les Berges")
    assert page.has("I am its treasurer.")
    assert page.submit("Answer", answer="grant").errors == ["Reason: Enter the reason."]
    page = page.submit("Answer", answer="grant", reason="The prefecture lists her.").follow()

    assert page.has("The request is granted.")
    assert sent()[0].subject == "You are accredited to act for Les Berges"
    page = browser.get(f"{QUEUE}?status=granted").follow("Les Berges")
    assert page.has("The prefecture lists her.")


def test_a_refusal_is_read_and_one_asks_again(sign_in, waiting, sent):
    person = db.session.get_one(User, waiting.user_id)
    browser = sign_in(make_administrator())
    browser.get(f"{QUEUE}/{waiting.id}").submit("Answer", answer="refuse", reason="Unknown there.")

    page = sign_in(person).get(f"/organisations/{waiting.organisation_id}/accreditation")
    assert page.has("Unknown there.")
    assert page.submit("Send my request", statement="").errors == ["Who you are: Say what is new."]
    page = page.submit("Send my request", statement="The president will call you.").follow()

    assert page.h1 == "Les Berges"
    assert browser.get(f"{QUEUE}?status=pending").has("Les Berges")


def test_a_code_is_sent_and_entered(sign_in, waiting, sent):
    person = db.session.get_one(User, waiting.user_id)
    browser = sign_in(make_administrator())
    form = browser.get(f"{QUEUE}/{waiting.id}")
    for missing, error in (
        (
            {},
            "Address of the public register: Enter the address that you have copied from the register.",
        ),
        (
            {"address": "berges@register.example"},
            "Name of the register: Enter where you have copied the address.",
        ),
        (
            {"address": person.email, "register": "Annuaire"},
            f"Address of the public register: {NO_PROOF}",
        ),
    ):
        assert form.submit("Answer", answer="code", **missing).errors == [error]
    form.submit(
        "Answer",
        answer="code",
        address="berges@register.example",
        register="Annuaire des associations",
    )
    code = code_in(sent()[0])

    page = sign_in(person).get(f"/organisations/{waiting.organisation_id}/accreditation")
    assert page.has("berges@register.example")
    assert page.submit("Enter", code="AAAA-BBBB-CCCC").errors == [
        "Code received: This is not the code that was sent: check each character."
    ]
    page = page.submit("Enter", code=code.lower()).follow()

    assert page.has("You are accredited: you can file, and invite your colleagues.")
    again = sign_in(person).get(f"/organisations/{waiting.organisation_id}/accreditation")
    assert again.follow().h1 == "Les Berges"


def test_an_administrator_examines_no_request_of_their_own(sign_in):
    site = make_administrator()
    organisation = make_organisation(accredited_at=None)
    make_member(organisation, Role.ADMINISTRATOR, user=site)
    request = make_accreditation_request(organisation, site)

    assert sign_in(site).get(f"{QUEUE}/{request.id}").status == 403


def test_others_who_say_the_same_are_shown(sign_in):
    make_organisation(name="La Poste", siren="356000000")
    other = make_organisation(name="La Poste bis", siren="356000000", accredited_at=None)
    request = make_accreditation_request(other)

    page = sign_in(make_administrator()).get(f"{QUEUE}/{request.id}")

    assert page.has("Others say that they are the same organisation:")
    assert "La Poste" in page.links


def test_known_domains_are_entered_and_removed(sign_in):
    browser = sign_in(make_administrator())
    make_organisation(name="La Poste", siren="356000000")
    form = browser.get("/organisations/known-domains")

    refused = form.submit("Add", domain="gmail.com", siren="356 000 000")
    named = {"domain": "@LaPoste.example", "siren": "356 000 000"}
    unnamed = form.submit("Add", **named)
    page = form.submit("Add", **named, name="La Poste").follow()

    assert refused.errors == [
        "Domain: Anybody can have an address there: it is the domain of no organisation."
    ]
    assert unnamed.errors == [
        "Name of the institution: Enter the name of the institution, as its register writes it."
    ]
    assert page.has("laposte.example")
    assert page.has("La Poste")
    page = page.submit("Remove laposte.example").follow()
    assert page.has("No known domain yet")


def test_who_registered_by_mistake_removes_it(sign_in, waiting):
    path = f"/organisations/{waiting.organisation_id}"
    browser = sign_in(db.session.get_one(User, waiting.user_id))
    page = browser.get(path).follow("Remove…")

    assert page.submit("Remove the organisation").follow().h1 == "Organisations"
    assert browser.get(path).status == 404


def test_who_registered_what_is_here_is_shown_the_way_to_it(sign_in):
    genuine = make_territory_organisation(name="Ville de Rennes")
    mine = make_territory_organisation(name="Rennes", accredited_at=None)
    person = make_member(mine, Role.ADMINISTRATOR)
    make_accreditation_request(mine, person)
    browser = sign_in(person)

    for path in (f"/organisations/{mine.id}", f"/organisations/{mine.id}/accreditation"):
        page = browser.get(path)
        assert page.has("Ville de Rennes is accredited already: ask to join it")
        assert page.follow("See Ville de Rennes").h1 == "Ville de Rennes"
    asked = browser.get(f"/organisations/{genuine.id}").follow("Ask to join")
    assert asked.has("What you have drafted as Rennes follows you: its members will read it.")
    end = asked.submit("Send my request").follow()
    assert end.has("Your request to join waits for an answer.")
    _invitation, token = make_invitation(genuine, email=person.email)
    invited = browser.get(f"/organisations/invitations/accept/{token}")
    assert invited.has("What you have drafted as Rennes follows you")


def test_who_has_no_code_any_more_is_told_whom_to_write_to(sign_in, waiting):
    sent_at = now() - timedelta(days=15)
    waiting.code_hash, waiting.code_sent_at = "x", sent_at
    waiting.code_sent_to = "berges@register.example"
    browser = sign_in(db.session.get_one(User, waiting.user_id))

    page = browser.get(f"/organisations/{waiting.organisation_id}/accreditation")

    assert page.has("to berges@register.example is too old: another one can be sent.")
    assert page.has("No answer, or no code? Write to support@localhost.")


def test_who_is_alone_in_what_they_registered_removes_it_and_does_not_leave(sign_in, waiting):
    browser = sign_in(db.session.get_one(User, waiting.user_id))

    page = browser.get(f"/organisations/{waiting.organisation_id}/members")

    assert "Leave the organisation" not in page.links
    assert page.follow("Remove the organisation").has("registered by mistake?")


def test_two_towns_of_one_name_are_told_apart(sign_in, sent):
    """The address copied from a register must be that of the right one."""
    administrator, person = make_administrator(), make_user()
    make_territory("commune:97411")
    page = sign_in(person).get("/organisations/create-territory")
    page = page.submit("Register", territory="commune:97411").follow()
    place = "Saint-Denis, La Réunion (974)"

    assert page.has(place)
    assert place in sent()[0].text
    examined = sign_in(administrator).get(f"{QUEUE}?status=pending").follow("Saint-Denis")
    assert examined.has(place)
    examined.submit("Answer", answer="code", address="mairie@register.example", register="Annuaire")
    assert place in sent()[1].text


def test_a_partner_that_bears_the_name_of_a_town_is_pointed_out(sign_in):
    make_territory()
    browser = sign_in(make_administrator())
    town, other = (
        make_accreditation_request(make_organisation(name=name, accredited_at=None))
        for name in ("Ville de Rennes", "Les Berges")
    )

    page = browser.get(f"{QUEUE}/{town.id}")

    assert page.has("This is the name of a territory, Rennes, Ille-et-Vilaine (35)")
    assert not browser.get(f"{QUEUE}/{other.id}").has("This is the name of a territory")
