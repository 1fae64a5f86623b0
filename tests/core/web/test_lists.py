"""What the address of a list asks, read from a request."""

import pytest
from werkzeug.exceptions import NotFound

from callforprojects.core.tables import BY_VALUE, Column, Filter, Table
from callforprojects.core.web.lists import list_state_from_request, page_from_request

pytestmark = pytest.mark.unit
TABLE = Table(
    sort="name",
    columns=[Column("name", "Name", lambda row: row, order_by=BY_VALUE)],
    filters=[Filter("q", "Words")],
)


def test_a_list_is_what_its_address_asks_and_leads_where_the_page_does(app_without_database):
    with app_without_database.test_request_context("/list?q=plum&sort=-name&page=3&next=/calls/"):
        state = list_state_from_request(TABLE)

    assert (state.text("q"), state.sort, state.page) == ("plum", "-name", 3)
    assert state.next_path == "/calls/"


def test_nobody_is_led_to_another_site(app_without_database):
    with app_without_database.test_request_context("/list?next=//elsewhere.example/"):
        assert list_state_from_request(TABLE).next_path == ""


@pytest.mark.parametrize(("query", "number"), [("", 1), ("?page=7", 7), ("?page=99999", 99_999)])
def test_a_page_has_a_number(app_without_database, query, number):
    with app_without_database.test_request_context(f"/list{query}"):
        assert page_from_request() == number


@pytest.mark.parametrize("page", ["0", "-1", "x", "1.5", "100000"])
def test_what_is_no_number_is_no_page(app_without_database, page):
    with app_without_database.test_request_context(f"/list?page={page}"), pytest.raises(NotFound):
        page_from_request()
