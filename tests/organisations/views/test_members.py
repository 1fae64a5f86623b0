"""The pages of members, as people meet them."""

import pytest
from sqlalchemy import select

from callforprojects.activity.services import record
from callforprojects.core.data.database import db
from callforprojects.organisations import queries
from callforprojects.organisations.models import Membership, Role
from tests.factories.organisations import (
    make_invitation,
    make_join_request,
    make_member,
    make_organisation,
)
from tests.organisations.scenes import path


@pytest.mark.parametrize("count", [1, 3])
def test_the_members_page_costs_the_same(
    sign_in, count_queries, organisation, administrator, count
):
    for number in range(count):
        make_member(organisation)
        make_invitation(organisation, email=f"p{number}@town.example", invited_by=administrator)
        make_join_request(organisation)
    browser = sign_in(administrator)
    members = path(organisation, "/members")

    with count_queries() as asked:
        page = browser.get(members)

    assert len(page.all("tr")) == 4 + count * 3
    assert len(asked) == 8


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
    for link in ("Leave the organisation", f"Remove – {administrator.full_name}"):
        page = browser.get(path(organisation, "/members")).follow(link)
        page = page.submit("Remove" if link.startswith("Remove") else "Leave")
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

    page = (
        browser.get(path(organisation, "/members"))
        .follow(f"Remove – {member.full_name}")
        .submit("Remove")
        .follow()
    )

    assert page.has("The member is removed.")
    assert [message.to_email for message in sent()] == [member.email]


def test_the_seats_of_another_organisation_are_out_of_reach(sign_in, organisation, administrator):
    elsewhere = make_organisation()
    make_member(elsewhere)
    membership = db.session.scalars(
        select(Membership).where(Membership.organisation_id == elsewhere.id)
    ).one()
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


def test_the_history_is_cut_into_pages(sign_in, organisation, administrator):
    for _turn in range(51):
        record("organisation.updated", organisation, by=administrator)

    page = sign_in(administrator).get(path(organisation, "/history"))

    assert len(page.all("time")) == 50
    assert page.has("1 to 50 of 51")
    assert len(page.follow("Next").all("time")) == 1


@pytest.mark.parametrize(("count", "is_searched"), [(1, False), (20, True)])
def test_many_members_are_searched_and_few_are_not(sign_in, organisation, count, is_searched):
    reader = make_member(organisation, Role.READER)
    for _turn in range(count):
        make_member(organisation)

    page = sign_in(reader).get(path(organisation, "/members"))

    assert page.has("Columns") is is_searched
    assert "Action" not in page.text
    if is_searched:
        assert page.submit("Show", text=reader.email).has("1 result")
