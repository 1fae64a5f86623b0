"""Measuring every page of one database: time beside the floor, and queries."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from flask import Flask

from callforprojects.core.outside.engine import engine_of
from tools.benchmark.pages import Page, Site, filled_form
from tools.benchmark.visitor import Act, Timing, Visitor, count_many, time_one

VISITORS = 8
_WARM_UP = 12


@dataclass(frozen=True, slots=True)
class Pace:
    """How long to measure: requests one after the other, then seconds of eight at once."""

    requests: int = 200
    seconds: float = 5


@dataclass(frozen=True, slots=True)
class Ports:
    """Where the two servers listen."""

    floor: int
    application: int


@dataclass(frozen=True, slots=True)
class Measure:
    """One page, measured in one database.

    `floor` is what the quickest tenth of the least page took just before and just after, in
    milliseconds: other work of the machine changes it and the page alike.
    """

    page: Page
    floor: float
    timing: Timing
    queries: int
    kilobytes: float

    @property
    def ratio(self) -> float:
        """How many times the floor."""
        return self.timing.quick / self.floor


def measure_page(app: Flask, ports: Ports, site: Site, page: Page, pace: Pace) -> Measure:
    """Count the queries of a page, then time it between two looks at the floor."""
    queries, kilobytes = queries_of(app, site, page)
    before = floor_now(ports.floor, site, pace)
    timing = time_page(ports.application, site, page, pace)
    after = floor_now(ports.floor, site, pace)
    return Measure(page, (before + after) / 2, timing, queries, kilobytes)


def time_floor(port: int, site: Site, pace: Pace) -> Timing:
    """The least that the same server takes for any page at all."""
    visitors = [Visitor(port) for _place in range(VISITORS)]
    path = f"/{site.call_id}"
    return _timed(visitors, [_opening(visitor, path) for visitor in visitors], pace)


def floor_now(port: int, site: Site, pace: Pace) -> float:
    """What the quickest tenth of the floor takes at this moment, in milliseconds."""
    visitor = Visitor(port)
    act = _opening(visitor, f"/{site.call_id}")
    quick, _median, _p95 = time_one(act, pace.requests)
    visitor.close()
    return quick


def time_page(port: int, site: Site, page: Page, pace: Pace) -> Timing:
    """What a page takes, opened or saved by one visitor and then by eight."""
    visitors = [Visitor(port, site.cookie(page.who, place)) for place in range(VISITORS)]
    act = _saving if page.is_saved else _opening
    acts = [act(visitor, site.path(page, place)) for place, visitor in enumerate(visitors)]
    return _timed(visitors, acts, pace)


def queries_of(app: Flask, site: Site, page: Page) -> tuple[int, float]:
    """How many queries a page makes, and how many kB of HTML it is; asked in this process."""
    client = app.test_client()
    client.set_cookie("session", site.cookie(page.who))
    headers = {"Accept-Language": "fr"}
    html = client.get(page.path, headers=headers).text
    with _counted(app) as statements:
        if page.is_saved:
            response = client.post(page.path, data=filled_form(html), headers=headers)
        else:
            response = client.get(page.path, headers=headers)
    if response.status_code not in {200, 302}:
        raise RuntimeError(f"{page.path}: {response.status_code}")
    return len(statements), len(response.data) / 1000


def _timed(visitors: list[Visitor], acts: list[Act], pace: Pace) -> Timing:
    """Connections are opened anew for each part: the server closes those that stay idle."""
    for visitor, act in zip(visitors, acts, strict=True):
        visitor.close()
        for _turn in range(_WARM_UP):
            act()
    _close(visitors)
    quick, middle, p95 = time_one(acts[0], pace.requests)
    _close(visitors)
    per_second = count_many(acts, pace.seconds)
    _close(visitors)
    return Timing(quick, middle, p95, per_second)


def _close(visitors: list[Visitor]) -> None:
    for visitor in visitors:
        visitor.close()


def _opening(visitor: Visitor, path: str) -> Act:
    return lambda: visitor.get(path)


def _saving(visitor: Visitor, path: str) -> Act:
    """Save the draft as it stands, each time at the version that the last time has made."""
    values = filled_form(visitor.get(path).decode())

    def save() -> None:
        visitor.post(path, values)
        values["version"] = str(int(values["version"]) + 1)

    return save


@contextmanager
def _counted(app: Flask) -> Iterator[list[str]]:
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA", "SAVEPOINT", "RELEASE")):
            statements.append(statement)

    engine = engine_of(app)
    sa.event.listen(engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        sa.event.remove(engine, "before_cursor_execute", note)
