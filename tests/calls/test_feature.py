"""Who may do what with a call in life: the seats that the database gives, and what they open."""

import pytest

from callforprojects.calls import permissions
from callforprojects.core.data.visitors import Guest
from callforprojects.organisations.models import Role
from tests.factories.accounts import make_administrator, make_user
from tests.factories.calls import make_call, make_funder, make_officer

pytestmark = pytest.mark.usefixtures("app")

WHO = ("guest", "stranger", "reader", "editor", "administrator", "site")


def somebody(who, funder):
    if who == "guest":
        return Guest()
    if who == "stranger":
        return make_user()
    if who == "site":
        return make_administrator()
    return make_officer(funder, Role(who))


@pytest.mark.parametrize(
    ("rule", "stage", "allowed"),
    [
        ("see_call", "draft", {"reader", "editor", "administrator"}),
        ("see_call", "upcoming", set(WHO)),
        ("see_call", "open", set(WHO)),
        ("see_call", "closed", set(WHO)),
        ("see_call", "announced", set(WHO)),
        ("see_call", "cancelled", set(WHO)),
        ("edit_call", "draft", {"editor", "administrator"}),
        ("edit_call", "open", {"editor", "administrator"}),
        ("manage_call", "draft", {"editor", "administrator"}),
        ("manage_call", "closed", {"editor", "administrator"}),
    ],
)
@pytest.mark.parametrize("who", WHO)
def test_who_may_do_what_with_a_call(rule, stage, allowed, who):
    call = make_call(stage)

    assert getattr(permissions, rule)(somebody(who, call.funder), call) is (who in allowed)


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("is_funder", [True, False])
def test_who_may_create_a_call(who, is_funder):
    organisation = make_funder(is_funder=is_funder, is_applicant=True)
    expected = is_funder and who in {"editor", "administrator"}

    assert permissions.create_call(somebody(who, organisation), organisation) is expected


def test_editor_of_another_funder_edits_nothing_here():
    call, elsewhere = make_call("draft"), make_officer(make_funder())

    assert not permissions.see_call(elsewhere, call)
    assert not permissions.edit_call(elsewhere, call)
