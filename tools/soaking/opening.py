"""Open every page many times in this one process, as a thread of the web server does.

`python opening.py PLAN.json`: the settings come from the environment, the plan from the file. One
line of JSON for each result goes to the standard output; the page that a thread opens is written
in a file of its own, `at-…`, so that whoever started us can say where we died. The program and the
standard library are all that this imports: it runs on any Python that has the run lock.
"""

import json
import sys
import threading
import time
import uuid
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from itertools import product
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

import sqlalchemy as sa
from flask import Flask
from werkzeug.routing import Rule

from callforprojects.app import create_app
from callforprojects.core.data import transaction
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.core.web.limits import limiter

OPEN = {200, 202}  # a long document is first being made
THREADS = 4
PHASES = ("judging", "announced")
QUERIES = ("page=2", "view=whole", "q=a")
"""What addresses may ask beside their identifiers; pages that know none of it say the same."""
_ANNOUNCED = ("applications", "calls", "pages", "selection")
"""What an announcement changes."""
_LISTS = ("index", "calls", "ranking", "results", "mine", "assignments", "letters", "decisions")


@dataclass(frozen=True, slots=True)
class Page:
    """One address as one person opens it."""

    endpoint: str
    path: str
    who: str
    seconds: float
    objects: int


def main() -> None:
    plan_file = Path(sys.argv[1])
    plan = json.loads(plan_file.read_text(encoding="utf-8"))
    app = create_app()
    limiter.enabled = False
    soak = Soak(app, plan, plan_file.parent)
    for phase in PHASES:
        if phase == "announced":
            announce(app, plan["call_id"])
        soak.run(phase)


class Soak:
    """The pages of an application, opened turn after turn by threads that share them."""

    def __init__(self, app: Flask, plan: dict[str, Any], folder: Path) -> None:
        self.app, self.plan, self.folder = app, plan, folder
        self.objects = 0
        with app.app_context():
            sa.event.listen(db.session, "loaded_as_persistent", self._count)

    def run(self, phase: str) -> None:
        """Find the pages of a phase, then open each as often as the plan says."""
        pages = list(self.pages(_ANNOUNCED if phase == "announced" else ()))
        chosen = sorted(pages, key=lambda page: page.seconds, reverse=True)
        chosen = chosen[: self.plan["heaviest"] // len(PHASES) or None]
        for page in chosen:
            _say("page", phase=phase, **asdict(page))
        start, times, memory = time.monotonic(), self.plan["times"], 0
        with ThreadPoolExecutor(THREADS) as threads:
            for turn in range(times):
                list(threads.map(self.again, chosen))
                if turn == times // 3:
                    memory = resident()
        facts = {"known": len(pages), "pages": len(chosen), "times": times}
        facts |= {"seconds": round(time.monotonic() - start), "before": memory, "after": resident()}
        _say("done", phase=phase, **facts)

    def again(self, page: Page) -> None:
        status, size = self.open(page.path, page.who)
        if status not in OPEN:
            _say("failed", path=page.path, who=page.who, status=status, size=size)

    def open(self, path: str, who: str) -> tuple[int, int]:
        """One page, to its last byte."""
        at = self.folder / f"at-{threading.get_ident()}"
        at.write_text(f"{path} ({who})", encoding="utf-8")
        client = self.app.test_client()
        if self.plan["cookies"][who]:
            client.set_cookie("session", self.plan["cookies"][who])
        with client.get(path, headers={"Accept-Language": "fr"}) as response:
            return response.status_code, len(response.get_data())

    def pages(self, features: Sequence[str] = ()) -> Iterator[Page]:
        """Every address that somebody may open, as the first who may; without one, as everybody.

        `features` are those that are looked at; all of them by default.
        """
        for rule in sorted(self.app.url_map.iter_rules(), key=str):
            known = rule.arguments <= self.plan["identifiers"].keys()
            mine = not features or rule.endpoint.partition(".")[0] in features
            if known and mine and "GET" in (rule.methods or ()) and rule.endpoint != "static":
                yield from self._pages_of(rule)

    def _pages_of(self, rule: Rule) -> Iterator[Page]:
        names = sorted(rule.arguments)
        for values in product(*(self.plan["identifiers"][name] for name in names)):
            address = self._address(rule, dict(zip(names, values, strict=True)))
            queries = QUERIES if rule.endpoint.rpartition(".")[2] in _LISTS else ()
            for who in self.plan["cookies"]:
                first = self._looked_at(rule, address, who)
                if first is None:
                    continue
                yield first
                for query in queries:
                    page = self._looked_at(rule, f"{address}?{query}", who)
                    if page is not None:
                        yield page
                if names:
                    break

    def _address(self, rule: Rule, values: dict[str, str]) -> str:
        with self.app.test_request_context():
            return self.app.url_for(rule.endpoint, **values, _external=False)

    def _looked_at(self, rule: Rule, path: str, who: str) -> Page | None:
        """The page if it opens; one that redirects, is refused or is not there is none."""
        self.objects, start = 0, time.monotonic()
        status, size = self.open(path, who)
        if status >= 500:  # noqa: PLR2004  # no page may fail
            _say("failed", path=path, who=who, status=status, size=size)
        seconds = time.monotonic() - start
        return Page(rule.endpoint, path, who, seconds, self.objects) if status in OPEN else None

    def _count(self, _session: object, _instance: object) -> None:
        self.objects += 1


def announce(app: Flask, call_id: str) -> None:
    """The results go out, as far as the pages know; no letter is written."""
    turn, decision = db.metadata.tables["round"], db.metadata.tables["decision"]
    with app.app_context(), transaction.transaction():
        mine = db.session.scalar(sa.select(turn.c.id).where(turn.c.call_id == uuid.UUID(call_id)))
        for update in (
            sa.update(turn).where(turn.c.id == mine),
            sa.update(decision).where(decision.c.round_id == mine),
        ):
            db.session.execute(update.values(announced_at=now()))


def resident() -> int:
    """The memory that this process holds, in MB."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096 // 1_000_000


def _say(what: str, **facts: object) -> None:
    print(json.dumps({"what": what, **facts}), flush=True)


if __name__ == "__main__":
    main()
