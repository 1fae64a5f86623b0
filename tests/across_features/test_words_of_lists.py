"""Every list that is searched finds a name whatever keyboard writes it, and sorts as people do."""

from collections.abc import Callable, Iterable
from typing import Any

import pytest

from callforprojects.accounts.models import User
from callforprojects.core.data.clock import now
from callforprojects.organisations.models import Role
from callforprojects.selection.models import Outcome
from tests.browser import Browser
from tests.factories import calls, juries, organisations, selection
from tests.factories.accounts import make_administrator, make_user
from tests.factories.activity import make_activity

NAMES = ("Zoo", "Île de Ré", "École de Génicart", "Ouvrage", "Mise en œuvre", "eau", "Œuvre à part")
SORTED = (
    "eau",
    "École de Génicart",
    "Île de Ré",
    "Mise en œuvre",
    "Œuvre à part",
    "Ouvrage",
    "Zoo",
)
FOUND = {
    "École": {"École de Génicart"},
    "ecole": {"École de Génicart"},
    "genicart": {"École de Génicart"},
    "oeuvre": {"Mise en œuvre", "Œuvre à part"},
    "ŒUVRE": {"Mise en œuvre", "Œuvre à part"},
    "ile": {"Île de Ré"},
}

Made = tuple[Any, str]


def people() -> list[User]:
    return [make_user(last_name=name, first_name="") for name in NAMES]


def bodies(**values: Any) -> None:
    for name in NAMES:
        organisations.make_organisation(name=name, **values)


def accounts() -> Made:
    people()
    return make_administrator(last_name="Administrator"), "/accounts/?text={}&sort=name"


def activity() -> Made:
    body = organisations.make_organisation(name="Body")
    for person in people():
        make_activity(actor_id=person.id, subject_kind="organisation", subject_id=body.id)
    return make_administrator(last_name="Administrator"), "/activity/?person={}"


def own_calls() -> Made:
    funder = calls.make_funder()
    for name in NAMES:
        calls.make_call("open", funder=funder, title=name, summary="")
    return calls.make_officer(funder), "/calls/mine?q={}&sort=title"


def public_calls() -> Made:
    own_calls()
    return None, "/calls/?text={}"


def call_with_files(path: str, **values: Any) -> Made:
    call, _none = selection.make_ranked_call(title="Sober towns", **values)
    for name in NAMES:
        application = selection.make_ranked(call, 50, title=name)
        selection.make_decision(
            application, Outcome.SELECTED, announced_at=values.get("announced_at")
        )
    return juries.make_officer(call, role=Role.ADMINISTRATOR), path.format(call.id)


def applications() -> Made:
    return call_with_files("/applications/calls/{}?q={{}}&sort=title")


def assignments() -> Made:
    return call_with_files("/juries/calls/{}/assignments?q={{}}&sort=title")


def ranking() -> Made:
    return call_with_files("/selection/calls/{}?sort=title")


def decisions() -> Made:
    return call_with_files("/selection/calls/{}/decisions?sort=title")


def results() -> Made:
    path = "/selection/calls/{}/results?q={{}}&sort=title"
    return None, call_with_files(path, announced_at=now())[1]


def jurors() -> Made:
    call = juries.make_judged_call()
    for person in people():
        juries.make_juror(call, user=person)
    return juries.make_officer(call), f"/juries/calls/{call.id}?q={{}}&sort=name"


def directory() -> Made:
    bodies()
    return make_administrator(last_name="Administrator"), "/organisations/?text={}&sort=name"


def administration() -> Made:
    bodies()
    return make_administrator(), "/organisations/administration?text={}&sort=name"


def members() -> Made:
    body = organisations.make_organisation(name="Body")
    for person in people():
        organisations.make_member(body, user=person)
    seated = organisations.make_member(body, Role.ADMINISTRATOR, user=make_user(last_name="Seated"))
    return seated, f"/organisations/{body.id}/members?text={{}}&sort=name"


def accreditations() -> Made:
    for name in NAMES:
        body = organisations.make_organisation(name=name, accredited_at=None)
        organisations.make_accreditation_request(body)
    return make_administrator(), "/organisations/accreditation-requests?text={}&sort=organisation"


LISTS = [
    accounts, activity, own_calls, public_calls, applications, assignments, ranking, decisions, results, jurors,
    directory, administration, members, accreditations,
]  # fmt: skip


def named(page: Any) -> Iterable[str]:
    """The names that a page says, in their order."""
    places = {name: page.main.find(name) for name in NAMES if name in page.main}
    return sorted(places, key=lambda name: places[name])


@pytest.mark.parametrize("made", LISTS)
def test_a_list_finds_and_sorts_names_as_people_do(
    made: Callable[[], Made], browser: Browser, sign_in: Callable[[Any], Browser]
) -> None:
    person, path = made()
    visitor = sign_in(person) if person else browser

    for typed, names in FOUND.items() if "={}" in path else ():
        assert set(named(visitor.get(path.format(typed)))) == names, typed
    everything = named(visitor.get(path.format("")))
    assert set(everything) == set(NAMES)
    if "sort=" in path:
        assert tuple(everything) == SORTED
