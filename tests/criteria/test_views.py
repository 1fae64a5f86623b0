"""The grid of criteria on its pages."""

import pytest

from callforprojects.core.data.database import db
from callforprojects.core.data.points import Points
from callforprojects.criteria.queries import criteria_of
from tests.factories.accounts import make_user
from tests.factories.calls import make_call, make_officer

SAID = "Une action isolée ne dépasse pas 2."


@pytest.fixture
def call():
    return make_call("ready", weights=(50, 30, 19), language="en")


@pytest.fixture
def officer(sign_in, call):
    return sign_in(make_officer(call.funder))


def criterion_url(call, place, end):
    return f"/calls/criteria/{criteria_of(call.current_round.id)[place].id}/{end}"


def grid(call):
    round_id = call.current_round.id
    db.session.expire_all()
    return [(c.title, c.weight.number) for c in criteria_of(round_id)]


def test_list_shows_the_total_and_what_is_wrong_with_it(officer, call):
    page = officer.get(f"/calls/{call.id}/criteria")

    assert page.has("The weights of the criteria total 99: they must total 100.")
    assert page.has("Total 99")


@pytest.mark.parametrize("count", [1, 3])
def test_list_takes_a_constant_number_of_queries(sign_in, count, count_queries):
    call = make_call("ready", weights=(10,) * count)
    officer = sign_in(make_officer(call.funder))
    url = f"/calls/{call.id}/criteria"
    officer.get(url)

    with count_queries() as statements:
        officer.get(url)

    assert len([s for s in statements if s.startswith("SELECT")]) == 9


def test_criterion_is_added_at_the_end(officer, call):
    page = officer.get(f"/calls/{call.id}/criteria").follow("Add a criterion")

    page = page.submit(
        "Save",
        title="Sobriety",
        weight="1",
        scale_max="10",
        purposes=["environment"],
        question_keys=["objectives", "actions"],
    ).follow()

    assert page.has("The criterion is added.")
    assert grid(call)[-1] == ("Sobriety", 1)


@pytest.mark.parametrize(
    ("values", "label"),
    [
        ({"weight": "0"}, "Weight"),
        ({"weight": "101"}, "Weight"),
        ({"weight": "ten"}, "Weight"),
        ({"scale_max": "21"}, "Marked out of"),
        ({"title": " "}, "Title"),
    ],
)
def test_criterion_out_of_bounds_comes_back(officer, call, values, label):
    page = officer.get(f"/calls/{call.id}/criteria/new").submit(
        "Save", **{"title": "A", "weight": "10", **values}
    )

    assert page.status == 422
    assert page.errors[0].startswith(label)
    assert len(grid(call)) == 3


def test_criterion_is_changed(officer, call):
    page = officer.get(criterion_url(call, 2, "edit"))

    assert page.value("title") == "Critère 3"
    page = page.submit("Save", weight="20").follow()

    assert page.has("The criterion is saved.")
    assert grid(call) == [("Critère 1", 50), ("Critère 2", 30), ("Critère 3", 20)]


def test_stale_criterion_shows_both(officer, call):
    url = criterion_url(call, 0, "edit")
    first, second = officer.get(url), officer.get(url)
    first.submit("Save", title="Theirs")

    stale = second.submit("Save", title="Mine")

    assert stale.status == 409
    assert stale.value("title") == "Mine"
    assert stale.has("Title, as saved now Theirs")


def test_arrows_change_the_order(officer, call):
    page = officer.get(f"/calls/{call.id}/criteria")

    page = page.submit("Move down Critère 1").follow()
    page.submit("Move up Critère 3")

    assert [title for title, _ in grid(call)] == ["Critère 2", "Critère 3", "Critère 1"]


def test_criterion_is_removed_after_a_question(officer, call):
    page = officer.get(f"/calls/{call.id}/criteria").follow("Remove Critère 1")

    assert page.has("“Critère 1” and its weight of 50 will be removed from the grid.")
    page.submit("Remove the criterion")

    assert grid(call) == [("Critère 2", 30), ("Critère 3", 19)]


def test_proposal_is_shown_before_it_replaces_the_grid(officer, call):
    page = officer.get(f"/calls/{call.id}/criteria").follow("Propose criteria from the matrix")

    assert page.has("Contribution to the purpose: Resilience")
    assert page.has("They replace the 3 criteria of the draft.")
    assert len(grid(call)) == 3

    page = page.submit("Use these criteria").follow()
    assert page.has("The proposed criteria are in place.")
    assert sum(weight for _, weight in grid(call)) == 100
    assert ("Governance and partnership", 15) in grid(call)


def test_proposal_without_a_matrix_is_refused_in_words(sign_in):
    call = make_call("draft")
    page = sign_in(make_officer(call.funder)).get(f"/calls/{call.id}/criteria/proposal")

    assert page.status == 422
    assert page.has("Fill in the expected profile first")


def test_others_touch_no_criterion(browser, sign_in, call):
    url = f"/calls/criteria/{criteria_of(call.current_round.id)[0].id}"
    stranger = sign_in(make_user())

    for end in ("edit", "remove"):
        assert browser.get(f"{url}/{end}").status == 302
        assert stranger.get(f"{url}/{end}").status == 404


def test_published_grid_has_no_buttons(sign_in):
    call = make_call("open")

    page = sign_in(make_officer(call.funder)).get(f"/calls/{call.id}/criteria")

    assert "Add a criterion" not in page.links
    assert not [words for words in page.links if words.startswith(("Remove", "Change"))]


def test_the_box_shows_both_and_keeps_them_apart(sign_in) -> None:
    call = make_call("ready", weights=[100], language="en")
    criterion, officer = criteria_of(call.current_round.id)[0], sign_in(make_officer(call.funder))
    criterion.guidance, criterion.descriptors = (
        "The need.",
        {
            Points.of(10): "huge",
            Points.of(2): "small",
        },
    )
    criterion.scale_max = Points.of(10)
    db.session.commit()
    url = f"/calls/criteria/{criterion.id}/edit"

    page = officer.get(url)
    typed = page.value("guidance")
    page.submit("Save", guidance=f"{typed}\n7: large")

    assert typed.split("\n") == ["The need.", "2: small", "10: huge"]
    saved = criteria_of(call.current_round.id)[0]
    assert (saved.guidance, saved.scale_max.number) == ("The need.", 10)
    assert {mark.number: words for mark, words in saved.descriptors.items()} == {
        2: "small",
        7: "large",
        10: "huge",
    }


def test_what_came_back_refused_stays_as_it_was_typed(sign_in) -> None:
    call = make_call("ready", weights=[100], language="en")
    criterion, officer = criteria_of(call.current_round.id)[0], sign_in(make_officer(call.funder))

    page = officer.get(f"/calls/criteria/{criterion.id}/edit")
    page = page.submit("Save", guidance="2: small\nThe need.", weight="0")

    assert page.status == 422
    assert page.value("guidance").split() == ["2:", "small", "The", "need."]


def test_applicants_read_what_each_mark_means(browser) -> None:
    call = make_call("open", weights=[100])
    criteria_of(call.current_round.id)[0].guidance = SAID
    criteria_of(call.current_round.id)[0].descriptors = {Points.of(3): "La moitié est chiffrée"}
    db.session.commit()

    page = browser.get(f"/calls/{call.id}")

    assert page.has(SAID)
    assert page.has("La moitié est chiffrée")
