"""Reading calls: order, filters, and a constant number of queries."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from callforprojects.calls import queries
from callforprojects.calls.applicants import Applicant, applicant_from
from callforprojects.calls.models import Call
from callforprojects.calls.queries import ListedState, accepts_applicant, accepts_type
from callforprojects.calls.tables import OWN, public_table
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from tests.factories.calls import make_call, make_funder
from tests.factories.organisations import make_organisation
from tests.factories.territories import make_territory

pytestmark = pytest.mark.usefixtures("app")


def listing(at=None, *, funders=(), **asked):
    """The public list as its address asks for it."""
    table = public_table(funders, at or now())
    return queries.public_calls(table.state_of({key: [value] for key, value in asked.items()}))


def titles(at=None, **asked):
    return [call.title for call in listing(at, **asked).page.items]


def accepting(applicant):
    return called(accepts_applicant(applicant))


def called(condition):
    return sorted(db.session.scalars(select(Call.title).where(condition)))


@pytest.mark.parametrize("count", [1, 3])
def test_list_takes_three_queries(count, count_queries):
    for _ in range(count):
        make_call("open")

    with count_queries() as statements:
        page = listing().page
        shown = [(call.funder, call.expected_profile.total) for call in page.items]

    assert len(shown) == count
    assert len(statements) == 3


@pytest.mark.parametrize("count", [1, 3])
def test_search_takes_no_query_more(count, count_queries):
    for _ in range(count):
        make_call("open", title="Forêt des bois")

    with count_queries() as statements:
        page = listing(text="foret bois", purpose="resilience").page

    assert page.total == count
    assert len(statements) == 3


@pytest.mark.parametrize("count", [1, 3])
def test_page_of_a_call_takes_four_queries(count, count_queries):
    call = make_call(
        "open",
        cells=[("resilience", d, 3) for d in ("mobility", "health", "governance")[:count]],
        co_funders=[make_funder() for _ in range(count)],
    )
    call_id = call.id

    with count_queries() as statements:
        found = queries.call_page(call_id)

    assert found is not None
    assert len(found.co_funders) == len(found.expectations) == count
    assert found.funder.name
    assert len(statements) == 4


def test_open_calls_come_by_closing_then_upcoming_by_opening():
    at = now()
    make_call("upcoming", title="later", opens_at=at + timedelta(days=20))
    make_call("upcoming", title="soon", opens_at=at + timedelta(days=1))
    make_call("open", title="far", closes_at=at + timedelta(days=50))
    make_call("open", title="near", closes_at=at + timedelta(days=2))
    make_call("closed", title="closed")
    make_call("ready", title="draft")

    assert titles() == ["near", "far", "soon", "later"]
    assert [call.title for call in queries.open_calls()] == ["near", "far"]
    assert [call.title for call in queries.open_calls(limit=1)] == ["near"]


def test_each_state_has_its_calls_and_its_count():
    for stage in ("upcoming", "open", "closed", "announced", "cancelled", "draft"):
        make_call(stage, title=stage)

    found = {state: titles(state=state) for state in ListedState}

    assert found == {
        ListedState.CURRENT: ["open", "upcoming"],
        ListedState.OPEN: ["open"],
        ListedState.UPCOMING: ["upcoming"],
        ListedState.CLOSED: ["cancelled", "closed"],
        ListedState.ANNOUNCED: ["announced"],
    }
    counts = listing().counts
    assert counts == {state: len(names) for state, names in found.items()}


def test_counts_are_those_of_the_same_search():
    make_call("open", title="Vélo")
    make_call("closed", title="Vélo ancien")
    make_call("closed", title="Forêt")

    counts = listing(text="velo").counts

    assert counts[ListedState.CURRENT] == counts[ListedState.CLOSED] == 1


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("deadline", ["near", "far"]),
        ("newest", ["far", "near"]),
        ("envelope", ["far", "near"]),
    ],
)
def test_list_is_sorted_as_asked(sort, order):
    at = now()
    make_call("open", title="near", closes_at=at + timedelta(days=2), envelope=None)
    make_call("open", title="far", closes_at=at + timedelta(days=50), published_at=at)

    assert titles(sort=sort) == order


def test_list_of_one_funder():
    funder = make_funder()
    make_call("open", title="ours", funder=funder)
    make_call("open", title="theirs")
    make_call("draft", funder=make_funder(name="Without a call"))

    assert titles(funders=queries.publishing_funders(), funder=str(funder.id)) == ["ours"]
    assert "Without a call" not in [name for _, name in queries.publishing_funders()]


@pytest.mark.parametrize("count", [1, 3])
def test_documents_asked_take_one_query(count, count_queries):
    questionnaire_id = make_call("open", weights=(10,) * count).questionnaire_id

    with count_queries() as statements:
        asked = queries.questions_beyond_text(questionnaire_id)

    assert [document.key for document in asked.documents] == ["deliberation", "budget_table"]
    assert asked.has_matrix
    assert len(statements) == 1


def test_organisations_reached_are_of_the_types_accepted():
    make_organisation(territory_type="commune")
    make_organisation(territory_type="cc")

    assert queries.organisations_reached(make_call("open", territory_types=["commune"])) == 1
    assert queries.organisations_reached(make_call("open")) == 2


def test_call_leaves_the_list_at_the_very_instant_of_its_closing():
    call = make_call("open")
    assert call.closes_at is not None
    just_before = call.closes_at - timedelta(microseconds=1)

    assert titles(at=just_before) == [call.title]
    assert titles(at=call.closes_at) == []


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("eco", True),
        ("ÉCO-QUARTIER", True),
        ("quartier durable", True),
        ("durable quartier", True),
        ("mobilites", True),
        ("caisse des depots", True),
        ("cdc", True),
        ("ECO-1", True),
        ("forêt", False),
        ("%", False),
        ("quartier forêt", False),
        ("", True),
    ],
)
def test_words_are_found_without_accents_in_title_summary_reference_and_funder(text, is_found):
    funder = make_funder(name="Caisse des Dépôts", aliases="CDC")
    make_call(
        "open",
        funder=funder,
        title="Éco-quartier durable",
        summary="Les mobilités.",
        reference="ECO-1",
    )

    assert bool(titles(text=text)) is is_found


@pytest.mark.parametrize(
    ("purpose", "domain", "found"),
    [
        ("resilience", "", ["both", "first"]),
        ("", "health", ["both", "second"]),
        ("resilience", "mobility", ["both", "first"]),
        ("resilience", "health", []),
        ("attractiveness", "", []),
    ],
)
def test_expectations_filter_by_purpose_domain_and_cell(purpose, domain, found):
    mobility, health = ("resilience", "mobility", 3), ("cohesion", "health", 2)
    make_call("open", title="first", cells=[mobility])
    make_call("open", title="second", cells=[health])
    make_call("open", title="both", cells=[mobility, health])

    assert sorted(titles(purpose=purpose, domain=domain)) == found


@pytest.mark.parametrize(
    ("code", "found"),
    [("commune", ["all", "communes"]), ("cc", ["all", "groups"]), ("c", ["all"])],
)
def test_types_accepted_filter_and_an_empty_list_accepts_all(code, found):
    make_call("open", title="all")
    make_call("open", title="communes", territory_types=["commune"])
    make_call("open", title="groups", territory_types=["ca", "cc"])

    assert called(accepts_type(code)) == found
    assert accepting(Applicant(frozenset({code}))) == found


def test_a_type_that_is_offered_narrows_the_list():
    make_call("open", title="communes", territory_types=["commune"])
    make_call("open", title="groups", territory_types=["ca", "cc"])

    assert titles(territory_type="commune") == ["communes"]
    assert titles(territory_type="c") == ["communes", "groups"]


def test_calls_are_asked_what_an_applicant_is_and_where():
    make_call("open", title="all")
    make_call("open", title="départements", territory_types=["departement"])
    make_call("open", title="mainland", territory_types=["departement"], areas=["metro"])
    make_call("open", title="overseas", areas=["drom", "com"])
    reunion = applicant_from(make_territory("departement:974"))
    paris = applicant_from(make_territory("commune:75056"))
    rennes = applicant_from(make_territory("commune:35238"))

    assert accepting(reunion) == ["all", "départements", "overseas"]
    assert accepting(paris) == ["all", "départements", "mainland"]
    assert accepting(rennes) == ["all"]


def test_second_page_of_the_list():
    for number in range(queries.PER_PAGE + 1):
        make_call("open", closes_at=now() + timedelta(days=1 + number), title=f"n{number}")

    assert titles(page="2") == [f"n{queries.PER_PAGE}"]


@pytest.mark.parametrize("count", [1, 3])
def test_officers_calls_take_three_queries(count, count_queries):
    funder, other = make_funder(), make_funder(is_funder=False, is_applicant=True)
    made = [make_call("draft", funder=funder) for _ in range(count)]
    make_call("open")
    ids, expected = {funder.id, other.id}, [call.id for call in reversed(made)]

    with count_queries() as statements:
        found = queries.funders_among(ids)
        page = queries.calls_of([each.id for each in found], OWN.state_of({}))
        names = {call.funder.name for call in page.items}

    assert [call.id for call in page.items] == expected
    assert len(names) == 1
    assert len(statements) == 3


def test_references_taken():
    call = make_call(reference="DVD-2026")
    make_call(reference="DVD-2026-2")
    make_call(reference="OTHER")

    assert queries.references_like("DVD-2026") == {"DVD-2026", "DVD-2026-2"}
    assert queries.is_reference_taken("OTHER", but=call.id)
    assert not queries.is_reference_taken("DVD-2026", but=call.id)
    assert queries.is_reference_taken("DVD-2026")
    assert not queries.is_reference_taken("FREE")
