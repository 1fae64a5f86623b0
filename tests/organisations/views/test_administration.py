"""All organisations, for the administrators of the platform: their list, merging, removing."""

import pytest
from sqlalchemy import select

from callforprojects.activity.models import Activity
from callforprojects.applications.models import Application
from callforprojects.calls.models import Call
from callforprojects.core.data.database import db
from callforprojects.core.text.errors import DomainError
from callforprojects.core.text.i18n import in_language
from callforprojects.organisations import queries, services
from callforprojects.organisations.models import Organisation, OrganisationKind, Role
from tests.factories.accounts import make_administrator, make_user
from tests.factories.applications import make_application, make_body, make_open_call
from tests.factories.calls import make_call, make_funder
from tests.factories.files import make_file
from tests.factories.organisations import (
    make_invitation,
    make_join_request,
    make_member,
    make_organisation,
)
from tests.finding import found

LIST = "/organisations/administration"


@pytest.fixture
def administrator(sign_in):
    return sign_in(make_administrator())


@pytest.fixture(autouse=True)
def _english(app):
    with in_language("en"):
        yield


def is_there(organisation_id):
    return db.session.scalar(select(Organisation.id).where(Organisation.id == organisation_id))


def rows_of(page):
    rows = page.root.iterfind(".//tbody/tr")
    return [["".join(cell.itertext()).strip() for cell in row] for row in rows]


def test_the_list_counts_what_each_has_done(administrator):
    filed = make_application(organisation=make_body(name="Town"), submitted=True)
    make_application(call=filed.call, organisation=make_body(name="Village"))

    found = {row[0]: row[3:6] for row in rows_of(administrator.get(LIST))}

    assert found["Town"] == ["1", "0", "1"]
    assert found["Village"] == ["1", "0", "0"]
    assert [row[0] for row in rows_of(administrator.get(f"{LIST}?text=vill"))] == ["Village"]


def test_the_list_is_cut_into_pages(administrator):
    for number in range(51):
        make_body(name=f"Town {number:02}")

    page = administrator.get(LIST)

    assert page.has("51 results")
    assert [row[0] for row in rows_of(page.follow("Next"))] == ["Town 50"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same(administrator, count_queries, count):
    for _turn in range(count):
        make_body()

    with count_queries() as asked:
        administrator.get(LIST)

    assert len(asked) == 6


def test_the_list_is_downloaded(administrator):
    make_body(name="Town")

    page = administrator.get(f"{LIST}/download?text=town")

    lines = page.response.data.decode("utf-8-sig").splitlines()
    assert lines[0].startswith(
        "Name,Kind,SIREN,Accredited on,Members,Calls published,Applications filed,"
    )
    assert lines[1].startswith("Town,Territory,")


def test_what_was_registered_by_mistake_goes_with_its_drafts(administrator, sent):
    town = make_body(name="Town")
    member = make_member(town, Role.ADMINISTRATOR)
    draft_id = make_application(organisation=town, by=member).id
    make_invitation(town)
    town_id = town.id

    page = administrator.get(f"/organisations/{town_id}/remove")
    assert page.has("1 draft of an application.")
    page = page.submit("Remove the organisation").follow()

    assert page.has("The organisation is removed")
    assert is_there(town_id) is None
    assert db.session.scalar(select(Application.id).where(Application.id == draft_id)) is None
    assert (sent()[-1].template, len(sent())) == ("organisations/removed", 2)
    assert administrator.get(f"/organisations/{town_id}").status == 404


def test_what_has_filed_is_not_removed(administrator):
    town = make_body(name="Town")
    make_application(organisation=town, submitted=True)

    page = administrator.get(f"/organisations/{town.id}/remove")

    assert page.has("it cannot be removed")
    with pytest.raises(DomainError, match="Merge it"):
        services.remove_organisation(town, by=make_administrator())


def test_a_funder_that_has_published_is_not_removed_and_its_drafts_go_otherwise():
    funder, other = make_funder(), make_funder()
    make_call("open", funder=funder)
    draft_id = make_call("draft", funder=other).id
    by = make_administrator()

    with pytest.raises(DomainError):
        services.remove_organisation(funder, by=by)
    services.remove_organisation(other, by=by)

    assert db.session.scalars(select(Call.id).where(Call.id == draft_id)).all() == []


def test_who_pays_for_the_published_call_of_another_is_not_removed(administrator):
    partner = make_funder()
    make_call("open", co_funders=[partner])

    assert administrator.get(f"/organisations/{partner.id}/remove").has("it cannot be removed")
    with pytest.raises(DomainError, match="Merge it"):
        services.remove_organisation(partner, by=make_administrator())


def test_the_draft_of_another_no_longer_names_who_is_removed():
    partner, other = make_funder(), make_funder(name="Banque des territoires")
    draft = make_call("draft", co_funders=[partner, other])

    services.remove_organisation(partner, by=make_administrator())

    db.session.refresh(draft, ["co_funders"])
    assert draft.co_funders == [other]


def test_all_that_one_has_becomes_the_others(administrator, sent):
    gone, kept = make_body(name="Ville de Town"), make_body(name="Town")
    only = make_member(gone, Role.ADMINISTRATOR)
    filed = make_application(organisation=gone, by=only, submitted=True)
    file = make_file(filed, by=only)
    file.owner_id = gone.id
    former, merge = gone.id, f"/organisations/{gone.id}/merge"

    assert administrator.get(f"{merge}?text=town").links["Town"] == f"{merge}?into={kept.id}"
    page = administrator.get(f"{merge}?into={kept.id}")
    assert page.has("1 filed application.")
    page = page.submit("Merge").follow()

    assert page.has("The two organisations are one")
    assert is_there(former) is None
    for thing in (filed, file, kept):
        db.session.refresh(thing)
    assert (filed.organisation_id, file.owner_id) == (kept.id, kept.id)
    assert "Ville de Town" in kept.aliases
    told = [m.user_id for m in sent() if m.template == "organisations/merged"]
    assert told == [only.id]


def test_whoever_belongs_to_both_keeps_the_higher_role():
    gone, kept = make_body(), make_body()
    both = make_member(gone, Role.ADMINISTRATOR)
    make_member(kept, Role.READER, user=both)
    only = make_member(gone, Role.EDITOR)
    make_join_request(gone, user=both)

    services.merge_organisations(gone, kept, by=make_administrator())

    roles = {seat.user_id: seat.role for seat in queries.members_of(kept.id)}
    assert roles == {both.id: Role.ADMINISTRATOR, only.id: Role.EDITOR}
    assert queries.pending_requests(kept.id) == []


def test_invitations_follow_but_for_those_that_wait_there_already():
    gone, kept = make_body(), make_body()
    invitation, _clear = make_invitation(gone)
    twice, _clear = make_invitation(gone, email="x@town.example")
    make_invitation(kept, email="x@town.example")

    services.merge_organisations(gone, kept, by=make_administrator())
    db.session.refresh(invitation)

    assert (invitation.organisation_id, twice.revoked_at is None) == (kept.id, False)


def test_the_former_address_leads_to_the_other_for_ever(administrator):
    first, second, third = make_body(), make_body(), make_body()
    by = make_administrator()
    services.merge_organisations(first, second, by=by)
    db.session.commit()
    former = first.id
    services.merge_organisations(second, third, by=by)
    db.session.commit()

    page = administrator.get(f"/organisations/{former}/members?page=1")

    assert (page.status, page.location) == (301, f"/organisations/{third.id}/members?page=1")


def test_of_two_drafts_to_one_call_one_goes_among_the_deleted():
    call = make_open_call()
    gone, kept = make_body(), make_body()
    rival = make_application(call=call, organisation=gone)
    own = make_application(call=call, organisation=kept)

    moving = [str(each) for each in services.moving_into(gone, kept)]
    services.merge_organisations(gone, kept, by=make_administrator())
    db.session.commit()

    assert any("deleted drafts" in sentence for sentence in moving)
    assert db.session.get_one(Application, rival.id).is_deleted
    assert not db.session.get_one(Application, own.id).is_deleted


def test_calls_and_receipts_of_a_funder_follow():
    gone, kept = make_funder(), make_funder()
    call = make_call("open", funder=gone)

    services.merge_organisations(gone, kept, by=make_administrator())
    db.session.commit()
    db.session.expire_all()

    assert call.funder_id == kept.id


@pytest.mark.parametrize("sirens", [("356000000", "213502388"), ("356000000", "356000000")])
def test_two_institutions_are_not_merged_without_a_warning(administrator, sirens):
    gone, kept = (make_organisation(siren=siren) for siren in sirens)

    page = administrator.get(f"/organisations/{gone.id}/merge?into={kept.id}")

    assert page.has("are two institutions in law") is (sirens[0] != sirens[1])


@pytest.mark.parametrize("own", ["gone", "kept"])
def test_nobody_merges_themself_into_what_others_have_filed(own):
    """An administrator of the platform reads no file: registering a town would open another's."""
    by = make_administrator()
    filed = make_application(organisation=make_body(name="Town"), submitted=True).organisation
    theirs = make_body(name="Theirs")
    make_member(theirs, user=by, role=Role.ADMINISTRATOR)
    pair = (theirs, filed) if own == "gone" else (filed, theirs)

    with pytest.raises(DomainError, match="gain a seat"):
        services.merge_organisations(*pair, by=by)


def test_two_kinds_are_not_merged():
    with pytest.raises(DomainError, match="same kind"):
        services.merge_organisations(
            make_body(), make_body(OrganisationKind.PARTNER), by=make_administrator()
        )


def test_the_link_of_an_invitation_is_shown_once(administrator, sign_in):
    town = make_body()
    _invitation, former = make_invitation(town, email="ada@town.example")

    page = administrator.get(f"/organisations/{town.id}/members").submit(
        "Copy the link ada@town.example"
    )
    page = page.follow()

    link = found(r"(/organisations/invitations/accept/[\w-]+)", page.text)
    assert not link.endswith(former)
    assert link not in administrator.get(f"/organisations/{town.id}/members").text
    assert sign_in(make_user(email="ada@town.example")).get(link).status == 200
    assert "invitation.link_made" in db.session.scalars(select(Activity.verb)).all()


def test_the_page_of_the_mail_gives_the_link_too(administrator, sign_in, sent):
    town = make_body()
    invitee = services.Invitee(email="ada@town.example", role=Role.EDITOR)
    services.invite(town, invitee, by=make_member(town, Role.ADMINISTRATOR))

    page = administrator.get(f"/messages/{sent()[-1].id}").submit("Copy the link ada@town.example")

    link = found(r"(/organisations/invitations/accept/[\w-]+)", page.follow().text)
    assert sign_in(make_user(email="ada@town.example")).get(link).status == 200


def test_who_copies_the_link_does_not_take_the_seat(administrator):
    town = make_body()
    invitation, clear = make_invitation(town, email="ada@town.example")

    page = administrator.get(f"/organisations/invitations/accept/{clear}").submit("Accept")
    db.session.refresh(invitation)

    assert (page.status, invitation.is_pending) == (422, True)
    assert page.has("This invitation is for ada@town.example")


def test_with_a_mail_server_no_link_is_copied(administrator, with_settings):
    town = make_body()
    make_invitation(town)
    with_settings(mail_server="mail.example")

    assert "Copy the link" not in administrator.get(f"/organisations/{town.id}/members").html
