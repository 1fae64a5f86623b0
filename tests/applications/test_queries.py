"""The lists of applications: what they hold, in which order, at what price."""

import pytest

from callforprojects.applications import queries
from callforprojects.applications.models import ApplicationStatus
from callforprojects.applications.tables import FILED
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.core.data.money import Money
from callforprojects.core.data.visitors import Guest
from callforprojects.organisations.models import Organisation, Role
from tests.factories.accounts import make_user
from tests.factories.applications import make_application, make_body, make_member, make_open_call
from tests.factories.territories import make_territory
from tests.seated import officer_of

pytestmark = pytest.mark.usefixtures("in_english")


@pytest.fixture
def call():
    return make_open_call(reference="DVD-2026", territory_types=["commune"])


@pytest.fixture
def filed(call):
    """Three applications, of three organisations and three amounts, and a draft."""
    applications = [
        make_application(call=call, organisation=make_body(name=name), submitted=True)
        for name in ("Zuydcoote", "Arles", "Agence 100 % vélo")
    ]
    for application, amount in zip(
        applications, (Money.euros(5), None, Money.euros(9)), strict=True
    ):
        application.requested_amount = amount
    make_application(call=call)
    make_application(submitted=True)
    db.session.commit()
    return applications


def found(call, **asked):
    page = queries.filed(
        call.current_round.id,
        FILED.state_of({name: [value] for name, value in asked.items()}),
        officer_of(call),
    )
    return [row.reference[-1] for row in page.items]


@pytest.mark.parametrize(
    ("sort", "numbers"),
    [
        ("reference", ["1", "2", "3"]),
        ("-reference", ["3", "2", "1"]),
        ("organisation", ["3", "2", "1"]),
        ("amount", ["1", "3", "2"]),
        ("-amount", ["3", "1", "2"]),
        ("-cost", ["1", "2", "3"]),
        ("-filed", ["3", "2", "1"]),
        ("title", ["1", "2", "3"]),
        ("-departement", ["1", "2", "3"]),
        ("unknown", ["1", "2", "3"]),
    ],
)
def test_what_was_filed_is_sorted_and_what_is_empty_comes_last(call, filed, sort, numbers):
    assert found(call, sort=sort) == numbers


@pytest.mark.parametrize(
    ("text", "numbers"),
    [("arles", ["2"]), ("dvd-2026-0003", ["3"]), ("BICYCLES", ["1", "2", "3"]), ("100 %", ["3"]), ("%", []), ("nothing", [])],
)  # fmt: skip
def test_what_was_filed_is_searched(call, filed, text, numbers):
    assert found(call, q=text) == numbers


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("ecole", "École ouverte"),
        ("ÉCOLE", "École ouverte"),
        ("oeuvre", "Œuvre d’art"),
        ("genicart", "Génicart"),
        ("ile d'yeu", "île d’Yeu"),
        ("éco-quartier", "Eco quartier"),
    ],
)
def test_a_title_is_found_whatever_keyboard_wrote_it(call, text, title):
    make_titles(call, "École ouverte", "Œuvre d’art", "Génicart", "île d’Yeu", "Eco quartier")

    assert titles(call, q=text) == [title]


def test_titles_sort_without_capitals_and_accents(call):
    make_titles(call, "Zoo", "École", "eau", "Île", "Œuvre", "oasis", "Été", "ile", "École bis")

    assert titles(call, sort="title") == [
        "eau", "École", "École bis", "Été", "Île", "ile", "oasis", "Œuvre", "Zoo",
    ]  # fmt: skip


def make_titles(call, *titles):
    for title in titles:
        make_application(call=call, submitted=True).title = title
        db.session.flush()


def titles(call, **asked):
    state = FILED.state_of({name: [value] for name, value in asked.items()})
    return [
        row.title for row in queries.filed(call.current_round.id, state, officer_of(call)).items
    ]


def test_what_was_filed_is_narrowed(call, filed):
    filed[1].status, filed[1].withdrawn_at = ApplicationStatus.WITHDRAWN, now()
    db.session.get_one(Organisation, filed[2].organisation_id).territory_type = "cc"
    db.session.commit()

    assert found(call, status="withdrawn") == ["2"]
    assert found(call, status="draft") == ["1", "2", "3"]
    assert found(call, type="cc") == ["3"]
    assert found(call, type="cc", status="withdrawn") == []


def test_what_was_filed_is_narrowed_by_what_applicants_are_and_where(call, filed):
    homes = ("departement:974", "commune:75056", "commune:35238")
    for application, home in zip(filed, homes, strict=True):
        body = db.session.get_one(Organisation, application.organisation_id)
        body.territory_id = make_territory(home).id
        body.territory_type = make_territory(home).kind
    db.session.commit()

    assert found(call, type="departement") == ["1", "2"]
    assert found(call, type="commune") == ["2", "3"]
    assert found(call, area="drom") == ["1"]
    assert found(call, area="metro", type="departement") == ["2"]


def test_all_that_was_filed_is_the_list_without_its_pages(call, filed):
    state = FILED.state_of({"sort": ["-amount"], "page": ["2"]})

    assert [
        row.reference[-1]
        for row in queries.all_filed(call.current_round.id, state, officer_of(call))
    ] == [
        "3",
        "1",
        "2",
    ]


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("asked", [{}, {"q": ["bicycles"], "type": ["commune"]}])
def test_the_list_costs_two_queries(call, count_queries, asked, count):
    for _ in range(count):
        make_application(call=call, submitted=True)
    round_id, officer = call.current_round.id, officer_of(call)

    with count_queries() as run:
        page = queries.filed(round_id, FILED.state_of(asked), officer)
        names = [text for column in FILED.columns for text in column.texts(page.items)]

    assert len(names) == count * len(FILED.columns)
    assert page.total == count
    assert len(run) == 2


@pytest.mark.parametrize("count", [1, 3])
def test_my_list_has_a_constant_price(count_queries, count):
    organisation = make_body()
    member = make_member(organisation)
    for _ in range(count):
        make_application(organisation=organisation, by=member)
    make_application()
    db.session.commit()
    db.session.refresh(member)
    member.__dict__.pop("_seats_held", None)

    with count_queries() as asked:
        mine = queries.applications_of(member)
        titles = [(each.call.title, each.call.funder.name, each.organisation.name) for each in mine]

    assert len(titles) == count
    assert len(asked) <= 4


def test_a_guest_has_no_application():
    make_application()

    assert queries.applications_of(Guest()) == []


def test_the_start_page_says_why_not(call):
    user = make_user()
    able, unable = make_body(name="A"), make_body(name="B", territory_type="departement")
    read_only = make_body(name="C")
    for organisation, role in (
        (able, Role.EDITOR),
        (unable, Role.EDITOR),
        (read_only, Role.READER),
    ):
        make_member_of(user, organisation, role)
    draft = make_application(call=call, organisation=able, by=user)

    choices = queries.start_choices(call, user)

    assert [choice.organisation.name for choice in choices] == ["A", "B", "C"]
    assert choices[0].reason is None
    assert choices[0].draft is draft
    assert "not accepted" in str(choices[1].reason)
    assert choices[1].draft is None
    assert "You may read its applications" in str(choices[2].reason)


def make_member_of(user, organisation, role):
    from callforprojects.organisations.models import Membership

    db.session.add(Membership(organisation_id=organisation.id, user_id=user.id, role=role))
    db.session.commit()
    user.__dict__.pop("_seats_held", None)
