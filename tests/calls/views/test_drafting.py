"""Writing a call, page by page, as an officer."""

from datetime import UTC, datetime

import pytest

from callforprojects.calls.models import Call
from callforprojects.core.data.database import db
from callforprojects.core.data.money import Money
from callforprojects.iso37101.profile import Profile
from tests.calls.scenes import again
from tests.factories.accounts import make_user
from tests.factories.calls import make_call, make_funder, make_officer


@pytest.fixture
def funder():
    return make_funder()


@pytest.fixture
def officer(sign_in, funder):
    return sign_in(make_officer(funder))


@pytest.fixture
def draft(funder):
    return make_call("draft", funder=funder)


def test_officer_creates_a_draft_and_lands_on_its_steps(officer, funder):
    page = officer.get(f"/calls/organisations/{funder.id}/new")

    page = page.submit("Create the draft", title="Villes durables", kind="ami").follow()

    assert page.h1 == "Villes durables"
    assert page.has("Draft")
    assert page.has("0 of 8")
    assert page.has("created the call")
    call = db.session.scalars(db.select(Call)).one()
    assert call.reference.startswith("VD-")
    assert call.kind == "ami"


def test_draft_needs_a_title_and_a_free_reference(officer, funder):
    make_call(reference="TAKEN-1")
    page = officer.get(f"/calls/organisations/{funder.id}/new")

    empty = page.submit("Create the draft", title="  ")
    taken = page.submit("Create the draft", title="T", reference="TAKEN-1")

    assert empty.status == taken.status == 422
    assert len(empty.errors) == 1
    assert taken.errors == ["Reference: Another call has this reference."]
    assert taken.value("title") == "T"


@pytest.mark.parametrize("stage", ["draft", "ready", "open", "closed", "announced", "cancelled"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_hub_opens_at_every_stage(sign_in, stage, language):
    call = make_call(stage)

    page = sign_in(make_officer(call.funder, language=language)).get(f"/calls/{call.id}/edit")

    assert page.status == 200
    assert page.h1 == call.title


PAGES = (
    "presentation",
    "calendar",
    "funding",
    "applicants",
    "expected-profile",
    "expected-profile/start",
    "expected-profile/clear",
    "criteria",
    "criteria/new",
    "questionnaire",
    "sections/new",
    "preview",
    "check",
    "publish",
    "postpone",
    "cancel",
    "duplicate",
)


@pytest.mark.parametrize("end", PAGES)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_page_opens_in_both_languages(sign_in, end, language):
    call = make_call("ready")

    page = sign_in(make_officer(call.funder, language=language)).get(f"/calls/{call.id}/{end}")

    assert page.status == 200


@pytest.mark.parametrize("end", ["edit", "criteria/proposal", *PAGES])
def test_pages_of_the_officer_are_closed_to_others(browser, sign_in, end):
    call = make_call("ready")

    assert browser.get(f"/calls/{call.id}/{end}").status == 302
    assert sign_in(make_user()).get(f"/calls/{call.id}/{end}").status == 404


def test_presentation_is_saved_after_a_preview(officer, draft):
    page = officer.get(f"/calls/{draft.id}/presentation")

    preview = page.submit("Preview the description", description="## Contexte\n\n**gras**")
    assert preview.status == 200
    assert preview.has("This is not saved yet.")
    assert "Contexte" in [heading.text for heading in preview.all("h3")]
    assert again(draft).description == ""

    saved = preview.submit("Save", summary="Pour les villes.", contact_email="a@b.example")
    assert saved.follow().has("The presentation is saved.")
    assert again(draft).description_html.startswith("<h3>Contexte</h3>")
    assert again(draft).summary == "Pour les villes."


def test_bad_presentation_comes_back_with_what_was_typed(officer, draft):
    page = officer.get(f"/calls/{draft.id}/presentation").submit(
        "Save", contact_email="nobody", summary="mot " * 121, reference="bad ref"
    )

    assert page.status == 422
    assert len(page.errors) == 2
    assert page.value("contact_email") == "nobody"


def test_stale_page_keeps_what_was_typed_and_shows_what_is_saved(officer, draft):
    first = officer.get(f"/calls/{draft.id}/presentation")
    second = officer.get(f"/calls/{draft.id}/presentation")
    first.submit("Save", title="Par Anne")

    stale = second.submit("Save", title="Par Marc")

    assert stale.status == 409
    assert stale.value("title") == "Par Marc"
    assert stale.has("Title, as saved now Par Anne")
    assert again(draft).title == "Par Anne"

    stale.submit("Save")
    assert again(draft).title == "Par Marc"


def test_calendar_is_in_paris_and_in_order(officer, draft):
    page = officer.get(f"/calls/{draft.id}/calendar")

    wrong = page.submit("Save", opens_at="2027-03-12T17:00", closes_at="2027-03-12T16:59")
    assert wrong.status == 422
    assert wrong.errors == ["Closing: The closing must come after the opening."]
    assert wrong.value("closes_at") == "2027-03-12T16:59"

    right = wrong.submit("Save", opens_at="2027-01-04T09:00", closes_at="2027-07-12T17:00")
    assert right.status == 302
    assert again(draft).opens_at == datetime(2027, 1, 4, 8, tzinfo=UTC)
    assert again(draft).closes_at == datetime(2027, 7, 12, 15, tzinfo=UTC)


def test_the_calendar_warns_of_a_refusal_by_silence_before_the_results(officer, draft):
    page = officer.get(f"/calls/{draft.id}/calendar").submit(
        "Save",
        opens_at="2030-01-07T09:00",
        closes_at="2030-04-01T17:00",
        results_expected_on="2030-07-01",
    )
    assert page.status == 302

    for place in ("calendar", "check"):
        page = officer.get(f"/calls/{draft.id}/{place}")
        assert page.has("silence will have refused some applications before."), place
        assert page.has(
            "Association: from 7 March 2030 for whoever files first, on 1 June 2030 for whoever"
            " files last."
        )
        assert not page.has("Public body: from")
        assert page.links["What receipts say of silence"].endswith("/silence")


def test_the_service_in_charge_is_saved_as_it_is_reached(officer, draft):
    page = officer.get(f"/calls/{draft.id}/presentation").submit(
        "Save", service="Direction des transitions", contact_phone="04 92 20 00 00",
        contact_address="2 rue des Essais", contact_email="aap@funder.example",
    )  # fmt: skip
    assert page.status == 302

    seen = officer.get(f"/calls/{draft.id}")
    assert seen.has("Direction des transitions")
    assert seen.links["+33 4 92 20 00 00"] == "tel:+33492200000"
    wrong = officer.get(f"/calls/{draft.id}/presentation").submit("Save", contact_phone="12")
    assert wrong.has("Enter a telephone number")


def test_funding_takes_french_amounts_and_refuses_a_rate_of_0(officer, draft):
    other = make_funder(name="Co-financeur")
    page = officer.get(f"/calls/{draft.id}/funding")

    wrong = page.submit("Save", rate="0", envelope="10", ceiling="20")
    assert wrong.status == 422
    assert wrong.errors == ["Maximum funding rate: The rate is above 0 % and at most 100 %."]

    wrong = wrong.submit("Save", rate="50")
    assert wrong.errors == [
        "Ceiling for one project: The ceiling of one project cannot exceed the whole budget."
    ]

    right = wrong.submit(
        "Save", envelope="3 300 000 €", ceiling="500 000,50", co_funder_ids=[str(other.id)]
    )
    assert right.status == 302
    call = again(draft)
    assert call.envelope == Money.euros(3_300_000)
    assert call.ceiling == Money.euros("500000.50")
    assert [each.name for each in call.co_funders] == ["Co-financeur"]
    assert officer.get(f"/calls/{draft.id}/funding").value("co_funder_ids") == str(other.id)


def test_stale_funding_shows_amounts_as_people_write_them(officer, draft):
    other = make_funder(name="Co-financeur")
    first = officer.get(f"/calls/{draft.id}/funding")
    second = officer.get(f"/calls/{draft.id}/funding")
    first.submit("Save", envelope="12500", co_funder_ids=[str(other.id)])

    stale = second.submit("Save", envelope="13000")

    assert stale.status == 409
    assert stale.has("Budget, as saved now €12,500")
    assert stale.has("Co-funders, as saved now Co-financeur")


def test_applicants_are_chosen_in_the_lists(officer, draft):
    page = officer.get(f"/calls/{draft.id}/applicants")

    assert page.submit("Save", territory_types=["commune", "cc"], scales=["ville"]).status == 302
    assert again(draft).territory_types == ["commune", "cc"]
    assert page.submit("Save", phases=["nonsense"]).status == 422


def test_applicants_are_asked_where_they_are(officer, draft):
    page = officer.get(f"/calls/{draft.id}/applicants")

    assert page.submit("Save", areas=["com", "drom"]).status == 302
    assert again(draft).areas == ["drom", "com"]
    assert page.submit("Save", areas=["moon"]).status == 422


def test_a_type_no_longer_offered_stays_where_it_was_chosen(officer, draft):
    retired = "Overseas department or region"
    assert not officer.get(f"/calls/{draft.id}/applicants").has(retired)

    draft.territory_types = ["commune", "drom"]
    db.session.commit()

    page = officer.get(f"/calls/{draft.id}/applicants")
    assert page.has(retired)
    assert page.submit("Save", territory_types=["commune", "drom"]).status == 302


def test_matrix_is_filled_in_cell_by_cell(officer, draft):
    page = officer.get(f"/calls/{draft.id}/expected-profile")

    saved = page.submit(
        "Save",
        **{"expected-resilience--mobility": "3", "expected-wellbeing--health": "2"},
    )

    assert saved.status == 302
    assert again(draft).expected_profile == Profile.from_cells(
        [("resilience", "mobility", 3), ("wellbeing", "health", 2)]
    )
    page = officer.get(f"/calls/{draft.id}/expected-profile")
    assert page.value("expected-resilience--mobility") == "3"


def test_matrix_refuses_other_values_and_keeps_the_rest(officer, draft):
    page = officer.get(f"/calls/{draft.id}/expected-profile").submit(
        "Save",
        **{"expected-resilience--mobility": "7", "expected-wellbeing--health": "2"},
    )

    assert page.status == 422
    assert page.value("expected-wellbeing--health") == "2"
    assert again(draft).expected_profile.is_empty


def test_stale_matrix_keeps_what_was_chosen(officer, draft):
    first = officer.get(f"/calls/{draft.id}/expected-profile")
    second = officer.get(f"/calls/{draft.id}/expected-profile")
    first.submit("Save", **{"expected-resilience--mobility": "3"})

    stale = second.submit("Save", **{"expected-resilience--mobility": "2"})

    assert stale.status == 409
    assert stale.has("Resilience × Mobility: 3")
    assert stale.value("expected-resilience--mobility") == "2"
    assert again(draft).expected_profile["resilience", "mobility"] == 3


def test_matrix_starts_from_the_affinities_and_is_cleared(officer, draft):
    start = officer.get(f"/calls/{draft.id}/expected-profile").follow("Start from the usual links")

    page = start.submit("Fill in the matrix", purposes=["resilience"]).follow()
    assert page.has("The matrix follows the usual links.")
    assert again(draft).expected_profile == Profile.from_affinities(purposes=["resilience"])

    page = page.follow("Clear the matrix").submit("Clear the matrix").follow()
    assert page.has("The matrix is empty.")
    assert again(draft).expected_profile.is_empty


@pytest.mark.parametrize(
    "end", ["presentation", "calendar", "funding", "applicants", "expected-profile"]
)
def test_published_call_shows_its_pages_but_changes_nothing(sign_in, end):
    call = make_call("open")
    version = call.version

    page = sign_in(make_officer(call.funder)).get(f"/calls/{call.id}/{end}")
    answer = page.submit("Save")

    assert page.has("This call is published: it can no longer be changed")
    assert answer.status == 409
    assert again(call).version == version


def test_each_step_says_where_one_is_and_what_comes_around(sign_in):
    call = make_call("ready")
    officer = sign_in(make_officer(call.funder))

    page = officer.get(f"/calls/{call.id}/calendar")

    assert page.has("Step 2 of 8")
    assert page.links["Previous step Presentation"] == f"/calls/{call.id}/presentation"
    assert page.links["Next step Funding"] == f"/calls/{call.id}/funding"
    current = [link for link in page.root.iter("a") if link.get("aria-current") == "step"]
    assert [link.get("href") for link in current] == [f"/calls/{call.id}/calendar"]


def test_saving_goes_on_to_the_next_step_when_asked(sign_in):
    call = make_call("ready")
    officer = sign_in(make_officer(call.funder))

    first = officer.get(f"/calls/{call.id}/funding").submit("Save and continue")
    second = officer.get(f"/calls/{call.id}/funding").submit("Save")

    assert first.location == f"/calls/{call.id}/applicants"
    assert second.location == f"/calls/{call.id}/edit"


@pytest.mark.parametrize("step", ["criteria", "questionnaire", "expected-profile", "check"])
def test_steps_that_are_not_one_form_show_the_others_too(sign_in, step):
    call = make_call("draft")

    page = sign_in(make_officer(call.funder)).get(f"/calls/{call.id}/{step}")

    assert page.has("Presentation To do")
    assert page.has("Check and publish")


def test_the_reference_is_shown_before_the_draft_is_made(sign_in):
    funder = make_funder()
    path = f"/calls/organisations/{funder.id}/new"
    browser = sign_in(make_officer(funder))

    assert not browser.get(path).has("Left empty, it will be")
    page = browser.get(f"{path}?title=Cours d’école fraîches 2027")

    assert page.has("Left empty, it will be: CEF-2027")


def test_an_expected_profile_without_anything_is_not_said_to_be_done(sign_in):
    call = make_call("ready")
    call.expectations.clear()
    page = sign_in(make_officer(call.funder)).get(f"/calls/{call.id}/expected-profile")

    done = page.submit("Save").follow()

    assert done.has("The expected profile is empty: it remains to be done.")
    assert not done.has("The expected profile is saved.")
