"""Lists cut into pages: their rows, and how many there are in all."""

import pytest
from sqlalchemy import func, literal, select

from callforprojects.accounts.models import User
from callforprojects.core.data.database import db
from callforprojects.core.tables.pagination import paginate, row_count
from callforprojects.organisations.models import Membership, Organisation
from callforprojects.territories.models import Territory
from tests.factories.accounts import make_user
from tests.factories.organisations import make_member, make_organisation

pytestmark = pytest.mark.usefixtures("app")


def test_a_page_counts_every_row() -> None:
    for _turn in range(3):
        make_organisation()

    page = paginate(select(Organisation).order_by(Organisation.name), page=2, per_page=2)

    assert (len(page.items), page.total) == (1, 3)


def test_rows_are_counted_whatever_is_read_of_them() -> None:
    organisation = make_organisation()
    for _turn in range(3):
        make_member(organisation)
    seats = select(func.count(Membership.id)).where(Membership.user_id == User.id)

    queries = [
        select(User),
        select(User.email, User.id),
        select(seats.scalar_subquery(), User.id),
        select(seats.scalar_subquery()).select_from(User),
        select(func.count(Membership.id)).select_from(User).join(Membership).group_by(User.id),
        select(literal(1)).select_from(User),
        select(User).join(Membership, Membership.user_id == User.id).order_by(User.email),
        select(Membership)
        .join(Membership.organisation)
        .outerjoin(Organisation.territory)
        .with_only_columns(Membership.id, Organisation.name, Territory.name),
    ]

    assert [row_count(query) for query in queries] == [3] * len(queries)


def test_a_list_of_nothing_has_no_row() -> None:
    make_user()
    db.session.flush()

    assert row_count(select(Organisation)) == 0
    assert paginate(select(User).where(User.email == "nobody@town.example")).total == 0
