"""Every page of the application, and who opens it: taken from the policy, which misses none.

`tests/access/policy` has a row for each route, and a test fails for a route without one. The first
row that answers 200 gives the page and the person who opens it here.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

import sqlalchemy as sa
from playwright.sync_api import (
    Browser as Chromium,
    Error as PlaywrightError,
    Page,
    Response,
)

from callforprojects.accounts.models import User
from callforprojects.core.data.database import db
from callforprojects.core.data.transaction import transaction
from callforprojects.core.web import demonstration_mode
from callforprojects.core.web.limits import limiter
from tests.access import table
from tests.access.world import (
    ADMINISTRATOR,
    APPLICANT,
    GUEST,
    JUROR,
    OFFICER,
    OTHER_APPLICANT,
    OTHER_JUROR,
    OTHER_OFFICER,
    ROLES,
    World,
    build as build_world,
)
from tests.browser import Browser
from tests.journeys.site import Site

OPENERS = (
    GUEST,
    APPLICANT,
    JUROR,
    OFFICER,
    ADMINISTRATOR,
    OTHER_APPLICANT,
    OTHER_JUROR,
    OTHER_OFFICER,
)
# No pages: what a script asks for, what a machine that watches asks for.
FOR_SCRIPTS = {"territories.search", "operations.alive", "operations.ready"}
# Only a demonstration has them: the policy, walked outside of one, says 404.
OF_A_DEMONSTRATION = ("demonstration.index", "style_guide.index")
# Pages of what cannot be: nowhere, not allowed, no longer.
FAILURES = (
    (GUEST, "/nowhere", 404),
    (APPLICANT, "/activity/", 403),
    (GUEST, "/accounts/confirm/nothing-opens-with-this", 410),
    (GUEST, "/language", 405),
)


@dataclass(frozen=True)
class Place:
    """A page, and who opens it."""

    endpoint: str
    role: str
    subject: str = ""


def rows_that_open() -> list[table.Row]:
    """The rows of the policy by which somebody sees a page."""
    rows = [row for row in table.rows() if row.endpoint not in FOR_SCRIPTS]
    return [row for row in rows if row.method == "GET" and 200 in row.statuses]


def places() -> list[Place]:
    """Each page once, with the first person in the order of OPENERS who may open it."""
    found = {endpoint: Place(endpoint, GUEST) for endpoint in OF_A_DEMONSTRATION}
    for row in rows_that_open():
        if row.endpoint not in found:
            role = next(each for each in OPENERS if sees(row, each))
            found[row.endpoint] = Place(row.endpoint, role, row.subject)
    return list(found.values())


def pages_of(role: str) -> list[Place]:
    """Each page once that this person may open, whoever else may."""
    rows = {row.endpoint: row for row in rows_that_open() if sees(row, role)}
    return [Place(endpoint, role, row.subject) for endpoint, row in rows.items()]


def forms() -> list[Place]:
    """Each form that comes back with its mistakes, with the first person who may send it empty."""
    pages = {row.endpoint for row in rows_that_open()}
    found: dict[str, Place] = {}
    for row in table.rows():
        if row.method == "POST" and row.endpoint in pages and 422 in row.statuses:
            role = next(each for each in OPENERS if row.statuses[ROLES.index(each)] == 422)
            found.setdefault(row.endpoint, Place(row.endpoint, role, row.subject))
    return list(found.values())


def opened(page: Page, path: str) -> Response | None:
    """Open an address; None when it gives a file, not a page."""
    limiter.reset()  # how often one knocks is not the question
    try:
        answer = page.goto(path)
    except PlaywrightError as error:
        if "Download is starting" in error.message:
            return None
        raise
    assert answer is not None, path
    return answer if answer.headers["content-type"].startswith("text/html") else None


def complaints(page: Page) -> list[str]:
    """What the browser says from now on: breaches of the policy, missing files, broken scripts."""
    said: list[str] = []
    context = page.context
    context.on("console", lambda each: said.append(f"{each.page and each.page.url}: {each.text}"))
    context.on("weberror", lambda each: said.append(f"{each.page and each.page.url}: {each.error}"))
    return said


def sees(row: table.Row, role: str) -> bool:
    """Whether this person opens the page of the row."""
    return row.statuses[ROLES.index(role)] == 200


class Tour:
    """The small world of the policy, served, and a browser for each person of it."""

    def __init__(self, site: Site, chromium: Chromium, world: World) -> None:
        self.site = site
        self.chromium = chromium
        self.world = world

    def path(self, endpoint: str, subject: str) -> str:
        """Where a page is."""
        (rule,) = self.site.app.url_map.iter_rules(endpoint)
        value = self.world.subjects[subject] if subject else None
        return self.site.app.url_map.bind("localhost").build(
            endpoint, dict.fromkeys(rule.arguments, value)
        )

    @contextmanager
    def tab(self, role: str, language: str) -> Iterator[Page]:
        """A page of this person, signed in, who reads this language."""
        context = self.chromium.new_context(
            base_url=self.site.url,
            locale={"fr": "fr-FR", "en": "en-GB"}[language],
            timezone_id="Europe/Paris",
            reduced_motion="reduce",
        )
        with self.site.app.app_context():
            db.session.execute(sa.update(User).values(language=language))
            db.session.commit()
            if role != GUEST:
                key = self._key(role)
                context.add_cookies([{"name": "session", "value": key, "url": self.site.url}])
        yield context.new_page()
        context.close()

    def _key(self, role: str) -> str:
        browser = Browser(self.site.app).sign_in(self.world.people[role])
        cookie = browser.client.get_cookie("session")
        assert cookie is not None
        return str(cookie.value)


@contextmanager
def touring(site: Site, chromium: Chromium) -> Iterator[Tour]:
    """The world of the policy, in the database of the site."""
    world = site.set_scene("world", _world)
    with as_demonstration(site):
        yield Tour(site, chromium, world)


def _world() -> World:
    world = build_world()
    for person in world.people.values():
        db.session.refresh(person)
        db.session.expunge(person)
    return world


@contextmanager
def as_demonstration(site: Site) -> Iterator[None]:
    """The site as a demonstration: its banner is there too, and no mail leaves."""
    before = site.app.extensions["settings"]
    with site.app.app_context(), transaction():
        demonstration_mode.mark()
    site.app.extensions["settings"] = replace(before, is_demonstration=True)
    try:
        yield
    finally:
        site.app.extensions["settings"] = before
