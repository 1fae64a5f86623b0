"""The pages that are measured, who opens them, and what they may cost."""

import uuid
from dataclasses import dataclass
from html.parser import HTMLParser

from flask import Flask

from tools.benchmark.world import World

GUEST = "guest"
OFFICER = "officer"
JUROR = "juror"


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """The most that a page may cost: times the floor, queries, and the least pages a second."""

    ratio: float | None = None
    queries: int | None = None
    per_second: float | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One page. `is_saved` means that its form is sent, not that it is opened.

    `is_own` means that each of eight jurors opens the one of their own file.
    """

    name: str
    path: str
    who: str
    budget: Budget = Budget()
    is_own: bool = False
    is_saved: bool = False


@dataclass(frozen=True, slots=True)
class Site:
    """What the client knows of a generated database: addresses and cookies, no rows."""

    call_id: uuid.UUID
    application_id: uuid.UUID
    officer: str
    jurors: list[str]
    drafts: list[uuid.UUID]

    def path(self, page: Page, place: int) -> str:
        """What the visitor at one of the eight connections asks."""
        return _scoring_page(self.drafts[place]) if page.is_own else page.path

    def cookie(self, who: str, place: int = 0) -> str:
        """The cookie of the visitor at one of the eight connections."""
        return {GUEST: "", OFFICER: self.officer}.get(who, self.jurors[place])


def site_of(app: Flask, world: World) -> Site:
    """Take what is needed while the database is at hand."""
    jurors = world.jurors[: len(world.keys) - 1]
    return Site(
        call_id=world.call.id,
        application_id=world.application_ids[len(world.application_ids) // 2],
        officer=cookie_of(app, world.keys[world.officer.id]),
        jurors=[cookie_of(app, world.keys[juror.user_id]) for juror in jurors if juror.user_id],
        drafts=world.application_ids[: len(jurors)],
    )


def cookie_of(app: Flask, key: str) -> str:
    """The cookie of somebody who has signed in, made by the application's own signature."""
    signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    return str(signer.dumps({"_user_id": key, "_fresh": True, "csrf_token": "0" * 40}))


def pages_of(site: Site) -> list[Page]:
    """Every page that is measured, with the budgets of the design."""
    call, file = site.call_id, site.application_id
    scoring = _scoring_page(site.drafts[0])
    saving = Budget(ratio=5, queries=12)
    a_list = Budget(ratio=6, queries=8, per_second=100)
    return [
        Page("Public list of calls", "/calls/", GUEST),
        Page("Public page of a call", f"/calls/{call}", GUEST, Budget(ratio=3)),
        Page("List of applications", f"/applications/calls/{call}", OFFICER, a_list),
        Page("One application", f"/applications/{file}", OFFICER),
        Page("Ranking, first page", f"/selection/calls/{call}", OFFICER, Budget(ratio=10)),
        Page("Scores of a call", f"/reviews/calls/{call}/results", OFFICER),
        Page("Files and their jurors", f"/juries/calls/{call}/assignments", OFFICER),
        Page("Dashboard of an officer", "/dashboard", OFFICER),
        Page("Files of a juror", "/reviews/mine", JUROR, Budget(ratio=5)),
        Page("Dashboard of a juror", "/dashboard", JUROR, Budget(ratio=5)),
        Page("Scoring page", scoring, JUROR, is_own=True),
        Page("Saving a review", scoring, JUROR, saving, is_own=True, is_saved=True),
    ]


def _scoring_page(application_id: uuid.UUID) -> str:
    return f"/reviews/applications/{application_id}"


class _Fields(HTMLParser):
    """What a form would send, as it stands."""

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, str] = {}
        self.area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name = given.get("name") or ""
        if tag == "textarea":
            self.area, self.values[name] = name, ""
        elif tag == "input" and name:
            ticked = given.get("type") not in {"radio", "checkbox"} or "checked" in given
            if ticked:
                self.values[name] = given.get("value") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.area = ""

    def handle_data(self, data: str) -> None:
        if self.area:
            self.values[self.area] += data


def filled_form(html: str) -> dict[str, str]:
    """The fields of a page and what they hold. Raises ValueError without a version to send."""
    fields = _Fields()
    fields.feed(html)
    if "version" not in fields.values:
        raise ValueError("the page has no form with a version")
    return fields.values
