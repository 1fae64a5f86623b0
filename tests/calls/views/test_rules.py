"""The rules of a draft on their pages: the list, the library, one rule, its removal."""

import pytest

from callforprojects.calls import queries
from callforprojects.calls.models import Severity
from callforprojects.core.data.database import db
from tests.factories.accounts import make_user
from tests.factories.calls import make_call, make_officer
from tests.factories.rules import add_rule_to, at_most_euros
from tests.factories.territories import make_territory

pytestmark = pytest.mark.usefixtures("app")

FIGURES = {"envelope": None, "ceiling": None, "rate": None}


@pytest.fixture
def call():
    return make_call("ready", language="en", **FIGURES)


@pytest.fixture
def officer(sign_in, call):
    return sign_in(make_officer(call.funder))


def kept(call):
    db.session.expire_all()
    return [(rule.kind, rule.severity, rule.sentence) for rule in queries.rules_of(call)]


def test_a_draft_without_rules_says_how_to_begin(officer, call):
    page = officer.get(f"/calls/{call.id}/rules")

    assert page.has("No rule yet: every application can be filed.")
    assert page.links["Enter the funding"] == f"/calls/{call.id}/funding"
    assert page.links["Say who may apply"] == f"/calls/{call.id}/applicants"


def test_figures_show_as_rules_that_are_changed_in_their_step(sign_in):
    call = make_call("ready", language="en")
    officer = sign_in(make_officer(call.funder))

    page = officer.get(f"/calls/{call.id}/rules")

    assert page.has("The aid requested is at most €500,000.")
    assert page.has("Reads: The amount requested.")
    assert not page.has("Remove")


def test_a_rule_is_added_from_the_library(officer, call):
    make_territory("region:53")
    page = officer.get(f"/calls/{call.id}/rules").follow("Add a rule")
    page = page.follow("Inside a perimeter")

    page = page.submit("Save", places="region:53", severity="blocking").follow()

    assert page.has("The rule is added.")
    ((kind, severity, sentence),) = kept(call)
    assert (kind, severity) == ("perimeter", Severity.BLOCKING)
    assert "Bretagne" in sentence


def test_a_place_that_is_none_is_said_beside_its_box(officer, call):
    page = officer.get(f"/calls/{call.id}/rules/new?kind=perimeter")

    page = page.submit("Save", places="Atlantide", severity="blocking")

    assert page.status == 422
    assert page.has("Enter each territory by its name: “Atlantide” is none.")
    assert kept(call) == []


def test_a_rule_is_changed_with_the_same_boxes(officer, call):
    make_territory("region:53")
    page = officer.get(f"/calls/{call.id}/rules/new?kind=perimeter")
    page = page.submit("Save", places="region:53", severity="blocking").follow()

    page = page.follow(f"Edit {kept(call)[0][2]}")
    assert page.has("Bretagne")
    page = page.submit("Save", severity="to_check", sentence="In Brittany.").follow()

    assert page.has("The rule is saved.")
    assert kept(call) == [("perimeter", Severity.TO_CHECK, "In Brittany.")]


def test_a_rule_that_reads_what_nobody_is_asked_says_so(officer, call):
    page = officer.get(f"/calls/{call.id}/rules/new?kind=partners")

    page = page.submit("Save", count="2", severity="warning").follow()

    assert page.has("No question asks: The number of partners.")


def test_rules_are_moved_and_removed(officer, call):
    for sentence in ("First", "Second"):
        add_rule_to(call, at_most_euros("project.total_cost", 9), sentence=sentence)
    db.session.commit()
    first = queries.rules_of(call)[0]

    officer.post(f"/calls/rules/{first.id}/move", data={"direction": "down"})
    officer.get(f"/calls/rules/{first.id}/remove").submit("Remove the rule")

    assert [sentence for _kind, _severity, sentence in kept(call)] == ["Second"]


def test_a_rule_of_an_unknown_kind_is_not_found(officer, call):
    assert officer.get(f"/calls/{call.id}/rules/new?kind=nothing").status == 404
    assert officer.get(f"/calls/{call.id}/rules/new?kind=ceiling").status == 404


def test_a_published_call_shows_its_rules_and_changes_none(sign_in):
    call = make_call("open")
    page = sign_in(make_officer(call.funder)).get(f"/calls/{call.id}/rules")

    assert page.has("500")
    assert "Add a rule" not in page.links


def test_another_funder_reads_nothing_of_a_draft(sign_in, call):
    assert sign_in(make_user()).get(f"/calls/{call.id}/rules").status == 404


@pytest.mark.parametrize("count", [1, 3])
def test_list_takes_a_constant_number_of_queries(officer, call, count, count_queries):
    for position in range(1, count + 1):
        add_rule_to(call, at_most_euros("project.total_cost", 9), position=position)
    url = f"/calls/{call.id}/rules"
    db.session.commit()
    officer.get(url)

    with count_queries() as statements:
        officer.get(url)

    assert len([s for s in statements if s.startswith("SELECT")]) == 10
