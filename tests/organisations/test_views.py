"""The pages of organisations, as people meet them."""

import re
from urllib.parse import urlsplit

import pytest
from sqlalchemy import select

from callforprojects.core.database import db
from callforprojects.organisations import queries
from callforprojects.organisations.models import Invitation, Membership, Organisation, Role
from tests.factories.accounts import PASSWORD, make_administrator, make_user
from tests.factories.organisations import (
    make_funder,
    make_invitation,
    make_join_request,
    make_member,
    make_organisation,
    make_territory_organisation,
)
from tests.factories.territories import RENNES, make_territory

SCRIPT = "<script>alert(1)</script>"


def path(organisation, page=""):
    return f"/organisations/{organisation.id}{page}"


def link_in(message):
    return urlsplit(re.search(r"http://127\.0\.0\.1:5000(\S+)", message.text)[0]).path


@pytest.fixture
def organisation():
    return make_organisation(name="Atelier du fleuve", email_domain="ours.example")


@pytest.fixture
def administrator(organisation):
    return make_member(organisation, Role.ADMINISTRATOR)


# the directory


def test_an_empty_directory_says_how_to_begin(sign_in):
    page = sign_in(make_user()).get("/organisations/")

    assert page.has("No organisation found")
    assert page.follow("Register an organisation").h1 == "Register an organisation"


def test_the_directory_is_searched(sign_in):
    make_organisation(name="Énergies de l’Ouest")
    make_funder(name="ADEME")
    browser = sign_in(make_user())

    page = browser.get("/organisations/").submit("Search", text="energies", kind="partner")

    assert page.has("Énergies de l’Ouest")
    assert not page.has("ADEME")
    assert page.value("text") == "energies"


def test_the_directory_is_cut_into_pages(sign_in):
    for number in range(51):
        make_organisation(name=f"Association {number:03}")
    browser = sign_in(make_user())

    page = browser.get("/organisations/?text=association")
    assert page.has("1 to 50 of 51")
    page = page.follow("Next")

    assert page.has("Association 050")
    assert browser.get("/organisations/?kind=no-such-kind&page=1").status == 200
    assert browser.get("/organisations/?page=zero").status == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_directory_costs_the_same(sign_in, count_queries, count):
    for _turn in range(count):
        make_organisation()
    browser = sign_in(make_user())

    with count_queries() as asked:
        browser.get("/organisations/")

    assert len(asked) == 3


@pytest.mark.parametrize("page", ["", "/edit", "/members", "/invite", "/join", "/leave", "/history"])
def test_a_guest_signs_in_first(browser, organisation, page):
    assert urlsplit(browser.get(path(organisation, page)).location).path == "/accounts/sign-in"


@pytest.mark.parametrize(
    ("page", "stranger", "reader"),
    [("", 200, 200), ("/edit", 403, 403), ("/members", 403, 200), ("/invite", 403, 403), ("/join", 403, 403), ("/leave", 403, 200), ("/history", 403, 403)],
)
def test_pages_open_to_whom_they_should(sign_in, organisation, page, stranger, reader):
    member = make_member(organisation, Role.READER)

    assert sign_in(make_user()).get(path(organisation, page)).status == stranger
    assert sign_in(member).get(path(organisation, page)).status == reader


def test_an_unknown_organisation_is_not_found(sign_in):
    assert sign_in(make_user()).get("/organisations/00000000-0000-7000-8000-000000000000").status == 404


# registering


def test_a_territory_is_registered_by_its_agent(sign_in):
    make_territory(RENNES)
    person = make_user(email="anne@rennes.example")
    browser = sign_in(person)
    form = browser.get("/organisations/create").follow("A territory")
    assert form.value("email_domain") == "rennes.example"

    page = form.submit("Register", territory="Rennes", siret="213 502 388 00019", contact_phone="02 23 62 10 10").follow()

    assert page.h1 == "Rennes"
    assert page.has("The organisation is registered.")
    assert page.has("213 502 388 00019")
    assert page.has("+33 2 23 62 10 10")
    assert page.follow("Members").has("Administrator")


def test_a_second_organisation_of_a_territory_is_told_to_join(sign_in):
    make_territory_organisation(RENNES)

    page = sign_in(make_user()).get("/organisations/create-territory").submit("Register", territory=RENNES)

    assert page.status == 422
    assert page.errors == ["Territory: Rennes has its organisation here already: find it in the directory and ask to join it."]


@pytest.mark.parametrize(
    ("siret", "sentence"),
    [
        ("213 502 388 00018", "SIRET: This SIRET does not exist: one of its digits is wrong."),
        ("213 502", "SIRET: A SIRET has 14 digits."),
        ("385 290 309 00454", "SIRET: This SIRET is not of the organisation whose SIREN is 213502388."),
        (SCRIPT, "SIRET: A SIRET has 14 digits."),
    ],
)
def test_a_wrong_siret_loses_nothing(sign_in, siret, sentence):
    make_territory(RENNES)

    page = sign_in(make_user()).get("/organisations/create-territory").submit("Register", territory=RENNES, siret=siret, aliases="Condate")

    assert (page.status, page.errors) == (422, [sentence])
    assert (page.value("siret"), page.value("aliases"), page.value("territory")) == (siret, "Condate", RENNES)
    assert db.session.scalars(select(Organisation)).all() == []


def test_a_partner_is_registered(sign_in):
    browser = sign_in(make_user(email="anne@gmail.com"))
    form = browser.get("/organisations/create").follow("A partner")
    assert form.value("email_domain") == ""

    page = form.submit("Register", name="La Poste", territory_type="entreprise", siret="356 000 000 49837").follow()

    assert page.has("356 000 000 49837")


def test_a_partner_needs_a_name_and_a_type(sign_in):
    page = sign_in(make_user()).get("/organisations/create-partner").submit("Register")

    assert sorted(page.errors) == ["Name: Write the name of the organisation.", "Type: Choose the type of the organisation."]


def test_only_the_site_registers_funders(sign_in):
    assert sign_in(make_user()).get("/organisations/create-funder").status == 403
    assert "A funder" not in sign_in(make_user()).get("/organisations/create").links
    browser = sign_in(make_administrator())

    page = browser.get("/organisations/create").follow("A funder").submit("Register", name="Agence des villes").follow()

    assert page.has("Funder")
    assert page.follow("Members").has("Nobody yet")


def test_what_people_write_is_shown_as_text(sign_in):
    written = dict.fromkeys(("name", "aliases", "postal_address", "note"), SCRIPT)
    browser = sign_in(make_user())

    page = browser.get("/organisations/create-partner").submit("Register", territory_type="association", **written).follow()

    assert page.h1 == SCRIPT
    for shown in (page, browser.get("/organisations/"), page.follow("Edit"), page.follow("Members")):
        assert SCRIPT not in shown.html


# editing


def test_an_organisation_is_edited(sign_in, organisation, administrator):
    browser = sign_in(administrator)

    page = browser.get(path(organisation, "/edit")).submit("Save", name="Atelier du grand fleuve", website="fleuve.example.org").follow()

    assert page.h1 == "Atelier du grand fleuve"
    assert page.links["https://fleuve.example.org"] == "https://fleuve.example.org"


def test_a_stale_page_is_refused_with_both_texts_then_may_be_saved(sign_in, organisation, administrator):
    first, second = sign_in(administrator), sign_in(administrator)
    stale = second.get(path(organisation, "/edit"))
    first.get(path(organisation, "/edit")).submit("Save", note="Written first")

    page = stale.submit("Save", note="Written second")

    assert page.status == 409
    assert page.has("What is saved now")
    assert page.has("Written first")
    assert page.value("note") == "Written second"
    assert page.submit("Save").follow().has("Written second")


def test_a_version_that_is_no_number_is_refused(sign_in, organisation, administrator):
    page = sign_in(administrator).get(path(organisation, "/edit")).submit("Save", version="x")

    assert page.status == 422


# members


@pytest.mark.parametrize("count", [1, 3])
def test_the_members_page_costs_the_same(sign_in, count_queries, organisation, administrator, count):
    for number in range(count):
        make_member(organisation)
        make_invitation(organisation, email=f"p{number}@town.example", invited_by=administrator)
        make_join_request(organisation)
    browser = sign_in(administrator)
    members = path(organisation, "/members")

    with count_queries() as asked:
        page = browser.get(members)

    assert len(page.all("tr")) == 4 + count * 3
    assert len(asked) == 6


def test_readers_see_members_and_nothing_to_change(sign_in, organisation, administrator):
    reader = make_member(organisation, Role.READER)
    make_invitation(organisation, invited_by=administrator)

    page = sign_in(reader).get(path(organisation, "/members"))

    assert page.has(administrator.full_name)
    assert not page.has("invited@town.example")
    assert not any(words.startswith(("Change", "Remove", "Invite")) for words in page.links)


def test_a_role_is_changed(sign_in, organisation, administrator):
    person = make_member(organisation, Role.READER)
    browser = sign_in(administrator)

    page = browser.get(path(organisation, "/members")).follow(f"Change – {person.full_name}")
    page = page.submit("Save", role="editor", is_signatory="y").follow()

    assert page.has("Signatory")
    assert queries.organisation_seats(person.id) == {organisation.id: "editor"}


def test_the_last_administrator_is_kept(sign_in, organisation, administrator):
    browser = sign_in(administrator)
    sentence = "The organisation needs an administrator: name another one first."
    edit = browser.get(path(organisation, "/members")).follow(f"Change – {administrator.full_name}")

    assert edit.submit("Save", role="reader").errors == [f"Role: {sentence}"]
    for link in ("Leave", f"Remove – {administrator.full_name}"):
        page = browser.get(path(organisation, "/members")).follow(link)
        page = page.submit("Leave" if link == "Leave" else "Remove")
        assert page.status == 422
        assert page.has(sentence)
    assert queries.organisation_seats(administrator.id) == {organisation.id: "administrator"}


def test_a_member_leaves(sign_in, organisation, administrator):
    member = make_member(organisation)

    page = sign_in(member).get(path(organisation, "/leave")).submit("Leave").follow()

    assert page.has("You have left the organisation.")
    assert queries.organisation_seats(member.id) == {}


def test_a_member_is_removed(sign_in, organisation, administrator, sent):
    member = make_member(organisation)
    browser = sign_in(administrator)

    page = browser.get(path(organisation, "/members")).follow(f"Remove – {member.full_name}").submit("Remove").follow()

    assert page.has("The member is removed.")
    assert [message.to_email for message in sent()] == [member.email]


def test_the_seats_of_another_organisation_are_out_of_reach(sign_in, organisation, administrator):
    elsewhere = make_organisation()
    make_member(elsewhere)
    membership = db.session.scalars(select(Membership).where(Membership.organisation_id == elsewhere.id)).one()
    invitation, _clear = make_invitation(elsewhere)
    request = make_join_request(elsewhere)
    browser = sign_in(administrator)
    data = {"csrf_token": browser.token(), "role": "administrator", "answer": "administrator"}

    for place in (
        f"memberships/{membership.id}/edit",
        f"memberships/{membership.id}/remove",
        f"invitations/{invitation.id}/resend",
        f"invitations/{invitation.id}/revoke",
        f"join-requests/{request.id}",
    ):
        assert browser.post(f"/organisations/{place}", data=data).status == 403


def test_the_history_says_who_did_what(sign_in, organisation, administrator):
    browser = sign_in(administrator)
    browser.get(path(organisation, "/edit")).submit("Save", note="New")

    page = browser.get(path(organisation, "/history"))

    assert page.has(f"{administrator.full_name} changed the organisation")


# invitations


def invite(browser, organisation, email="invited@town.example"):
    page = browser.get(path(organisation, "/invite"))
    return page.submit("Invite", email=email, role="editor")


def test_from_the_invitation_to_the_seat_through_a_new_account(app, browser, sign_in, organisation, administrator, sent):
    assert invite(sign_in(administrator), organisation).follow().has("The invitation is on its way.")
    page = browser.get(link_in(sent()[0]))
    assert page.has("invites you to join Atelier du fleuve.")

    form = page.follow("Create an account")
    assert form.value("email") == "invited@town.example"
    form.submit("Create my account", first_name="Anne", last_name="Roux", password=PASSWORD)
    confirm = sent()[1]
    link = re.search(r"http://127\.0\.0\.1:5000(\S+)", confirm.text)[1]
    signing_in = browser.get(link).submit("Confirm my address").follow()
    back = signing_in.submit("Enter", email="invited@town.example", password=PASSWORD).follow()
    page = back.submit("Accept").follow()

    assert page.has("You are now a member.")
    assert "Members" in page.links


def test_an_invitation_for_another_address_is_refused_in_words(sign_in, organisation):
    _invitation, clear = make_invitation(organisation)
    browser = sign_in(make_user())

    page = browser.get(f"/organisations/invitations/accept/{clear}")
    assert page.has("This invitation was sent to another address than yours")
    forced = browser.post(f"/organisations/invitations/accept/{clear}", data={"csrf_token": browser.token()})

    assert forced.status == 403
    assert forced.has("This invitation was sent to another address than yours")


def test_opening_an_invitation_accepts_nothing(sign_in, organisation):
    invitation, clear = make_invitation(organisation)
    browser = sign_in(make_user(email="invited@town.example"))

    for _reading in range(2):
        assert browser.get(f"/organisations/invitations/accept/{clear}").status == 200

    db.session.refresh(invitation)
    assert invitation.accepted_at is None


def test_an_invitation_used_or_unknown_is_gone(sign_in, organisation):
    _invitation, clear = make_invitation(organisation)
    browser = sign_in(make_user(email="invited@town.example"))
    page = browser.get(f"/organisations/invitations/accept/{clear}")
    page.submit("Accept")

    for again in (page.submit("Accept"), browser.get("/organisations/invitations/accept/unknown")):
        assert (again.status, again.h1) == (410, "This invitation no longer works")


def test_invitations_are_sent_again_and_taken_back(sign_in, organisation, administrator, sent):
    make_invitation(organisation, invited_by=administrator)
    browser = sign_in(administrator)
    page = browser.get(path(organisation, "/members"))

    page = page.submit("Send again invited@town.example").follow()
    assert page.has("The invitation is on its way.")
    page = page.submit("Take back invited@town.example").follow()

    assert page.has("The invitation is taken back.")
    assert not page.has("invited@town.example")
    assert [message.template for message in sent()] == ["organisations/invitation"]
    assert browser.get(link_in(sent()[0])).status == 410


def test_taking_back_what_was_accepted_meanwhile_is_a_conflict(sign_in, organisation, administrator):
    invitation, _clear = make_invitation(organisation, invited_by=administrator)
    page = sign_in(administrator).get(path(organisation, "/members"))
    invitation.accepted_at = invitation.created_at

    assert page.submit("Take back invited@town.example").status == 409


@pytest.mark.parametrize(("email", "sentence"), [("", "Write the address of the person to invite."), ("anne", "Write a complete e-mail address, for example name@town.fr.")])
def test_who_to_invite_must_be_said(sign_in, organisation, administrator, email, sentence):
    page = invite(sign_in(administrator), organisation, email)

    assert page.errors == [f"E-mail address: {sentence}"]
    assert db.session.scalars(select(Invitation)).all() == []


def test_a_role_that_does_not_exist_is_refused(sign_in, organisation, administrator):
    page = sign_in(administrator).get(path(organisation, "/invite")).submit("Invite", email="a@town.example", role="owner")

    assert page.status == 422


# joining


def test_a_colleague_asks_to_join_and_is_let_in(sign_in, organisation, administrator, sent):
    colleague = sign_in(make_user(email="anne@ours.example"))

    page = colleague.get(path(organisation)).follow("Ask to join").submit("Send my request", message=SCRIPT).follow()
    assert page.has("Your request to join waits for an answer.")
    assert SCRIPT not in sent()[0].html
    answer = sign_in(administrator).get(link_in(sent()[0]))
    assert answer.has(SCRIPT)
    assert answer.submit("Answer", answer="reader").follow().has("Your answer is on its way.")

    assert colleague.get(path(organisation, "/members")).status == 200
    assert [message.template for message in sent()] == ["organisations/join_requested", "organisations/join_approved"]


def test_a_request_is_refused_and_answered_once(sign_in, organisation, administrator, sent):
    request = make_join_request(organisation)
    browser = sign_in(administrator)
    page = browser.get(f"/organisations/join-requests/{request.id}")
    page.submit("Answer", answer="refuse")

    again = page.submit("Answer", answer="editor")

    assert again.status == 409
    assert again.has("Refused")
    assert [message.template for message in sent()] == ["organisations/join_refused"]


def test_an_answer_must_be_chosen(sign_in, organisation, administrator):
    request = make_join_request(organisation)

    page = sign_in(administrator).get(f"/organisations/join-requests/{request.id}").submit("Answer")

    assert page.errors == ["Answer: Choose an answer."]


def test_asking_twice_is_refused(sign_in, organisation):
    browser = sign_in(make_user(email="anne@ours.example"))
    page = browser.get(path(organisation, "/join"))
    page.submit("Send my request")

    assert page.submit("Send my request").errors == ["Your request waits for an answer already."]


# French


def test_the_pages_and_mails_speak_french(sign_in, organisation, administrator, sent):
    administrator.language = "fr"
    browser = sign_in(administrator)

    headings = [browser.get(place).h1 for place in ("/organisations/", "/organisations/create", path(organisation, "/edit"), path(organisation, "/members"))]
    browser.get(path(organisation, "/invite")).submit("Inviter", email="new@town.example", role="reader")

    assert headings == ["Organisations", "Inscrire une organisation", "Modifier l’organisation", "Membres"]
    assert sent()[0].subject == "Invitation à rejoindre Atelier du fleuve"
    assert "jusqu’au" in sent()[0].text
