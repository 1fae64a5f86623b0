"""Links that features put on pages below them."""

from typing import Any

import pytest
from flask import Flask

from callforprojects.accounts.models import User
from callforprojects.core.data.declarations import Link
from callforprojects.core.data.feature import landmark
from callforprojects.core.web.navigation import links_at
from tests.declaring import declare_in
from tests.factories.accounts import make_user


@pytest.fixture
def person(app: Flask) -> User:
    return make_user()


def link(label: str, **options: Any) -> Link[User]:
    endpoint, argument = "accounts.detail", "user_id"
    return Link(label=label, endpoint=endpoint, argument=argument, **options)


def labels(app: Flask, person: User) -> list[str]:
    with app.test_request_context():
        return [str(each.label) for each in links_at("place", person)]


def test_links_stand_by_their_order_then_by_that_of_the_features(
    app: Flask, person: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    declare_in(monkeypatch, navigation={"place": [link("b", order=1), link("a")]})
    declare_in(monkeypatch, navigation={"place": [link("c", order=1)], "elsewhere": [link("d")]})

    assert labels(app, person) == ["a", "b", "c"]


def test_only_who_may_sees_a_link_and_only_when_it_is_of_use(
    app: Flask, person: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    links = [
        link("a", may=lambda visitor, thing: visitor.is_authenticated),
        link("b", when=lambda thing: thing is not person),
        link("c", may=lambda visitor, thing: thing is person),
    ]
    declare_in(monkeypatch, navigation={"place": links})

    assert labels(app, person) == ["c"]


def test_a_link_leads_to_the_page_of_the_thing(
    app: Flask, person: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    declare_in(monkeypatch, navigation={"place": [link("a", look="primary", mark="list")]})

    with app.test_request_context():
        (found,) = links_at("place", person)

    assert (found.url, found.look, found.mark) == (f"/accounts/{person.id}", "primary", "list")
    assert found.step == ("a", found.url)


@pytest.mark.usefixtures("app_without_database")
def test_a_landmark_is_found_by_what_it_is() -> None:
    assert landmark("dashboard") == "dashboard.index"
