"""The table of the figures, on the terminal and in docs/performance.md."""

import os
import platform
import re
from dataclasses import dataclass
from pathlib import Path

from callforprojects.core.data.clock import now, to_paris
from tools.benchmark.conditions import BUDGET, CONDITIONS, QUESTIONS
from tools.benchmark.measuring import Measure
from tools.benchmark.visitor import Timing

_HEADINGS = (
    "Page",
    "Median",
    "p95",
    "× floor",
    "Budget",
    "A second",
    "Queries",
    "kB",
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that was measured in one database of `size` applications."""

    size: int
    floor: Timing
    measures: list[Measure]


@dataclass(frozen=True, slots=True)
class Report:
    """One run: the database, its sheets from the smallest to the largest, a note for readers.

    `checking`: milliseconds to check a large form with conditions (`benchmark.conditions`).
    """

    engine: str
    database: str
    sheets: list[Sheet]
    note: str = ""
    checking: float = 0.0

    def text(self) -> str:
        """In Markdown, which is read well on a terminal too."""
        parts = [self._facts(), *(_table(sheet) for sheet in self.sheets)]
        return "\n\n".join([*parts, self._checking(), "\n".join(self.findings())])

    def findings(self) -> list[str]:
        """What is above its budget or does not stay constant, one line each."""
        found = [line for sheet in self.sheets for line in _beyond(sheet)]
        found += _growing(self.sheets)
        if self.checking > BUDGET:
            found.append(f"checking a form: {self.checking:.0f} ms, budget {BUDGET:.0f}")
        return [f"* {line}" for line in found] or ["* Every page keeps its budget."]

    def write(self, path: Path) -> None:
        """Put the tables between the marks of this engine. Raises ValueError without marks."""
        begin, end = (f"<!-- {self.engine}: {word} -->" for word in ("begin", "end"))
        text = path.read_text(encoding="utf-8")
        pattern = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
        if not pattern.search(text):
            raise ValueError(f"{path.name} has no marks {begin}")
        filled = f"{begin}\n{self.text()}\n{end}"
        path.write_text(pattern.sub(lambda _match: filled, text), encoding="utf-8")

    def _checking(self) -> str:
        return (
            f"Checking a form of {QUESTIONS} questions and {CONDITIONS} conditions, in the process:"
            f" {self.checking:.1f} ms, budget {BUDGET:.0f}."
        )

    def _facts(self) -> str:
        day = to_paris(now()).strftime("%Y-%m-%d %H:%M")
        facts = (
            f"{day} (Paris)",
            self.database,
            f"Python {platform.python_version()}",
            f"{os.cpu_count()} cores of {platform.machine()}, shared by server and client",
            f"load average {os.getloadavg()[1]:.1f} over the last five minutes",
        )
        return f"Measured {', '.join(facts)}." + (f" {self.note}" if self.note else "")


def _table(sheet: Sheet) -> str:
    floor = sheet.floor
    rows = [
        (
            "*Floor*",
            f"{floor.median:.1f} ms",
            f"{floor.p95:.1f} ms",
            "1",
            "",
            _rate(floor),
            "1",
            "",
        ),
        *(_row(measure) for measure in sheet.measures),
    ]
    title = f"**{sheet.size:,} applications**".replace(",", " ")
    lines = [_HEADINGS, tuple("---" if not n else "--:" for n in range(len(_HEADINGS))), *rows]
    return f"{title}\n\n" + "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _row(measure: Measure) -> tuple[str, ...]:
    timing, budget = measure.timing, measure.page.budget
    return (
        measure.page.name,
        f"{timing.median:.1f} ms",
        f"{timing.p95:.1f} ms",
        f"{measure.ratio:.1f}",
        f"{budget.ratio:g}" if budget.ratio else "",
        _rate(timing),
        str(measure.queries),
        "" if measure.page.is_saved else f"{measure.kilobytes:.0f}",
    )


def _rate(timing: Timing) -> str:
    return f"{timing.per_second:.0f}"


def _beyond(sheet: Sheet) -> list[str]:
    found = []
    for measure in sheet.measures:
        page, budget = f"{measure.page.name} ({sheet.size})", measure.page.budget
        if budget.ratio and measure.ratio > budget.ratio:
            found.append(f"{page}: {measure.ratio:.1f} × the floor, budget {budget.ratio:g}")
        if budget.queries and measure.queries > budget.queries:
            found.append(f"{page}: {measure.queries} queries, budget {budget.queries}")
        if budget.per_second and measure.timing.per_second < budget.per_second:
            rate = _rate(measure.timing)
            found.append(f"{page}: {rate} a second, budget {budget.per_second:g}")
        if measure.kilobytes > 100 and not measure.page.is_saved:  # noqa: PLR2004  # the budget
            found.append(f"{page}: {measure.kilobytes:.0f} kB, budget 100")
    return found


def _growing(sheets: list[Sheet]) -> list[str]:
    """Pages whose queries, or whose time by more than a fifth, depend on the size."""
    if len(sheets) < 2:  # noqa: PLR2004  # one size compares with nothing
        return []
    found = []
    for small, large in zip(sheets[0].measures, sheets[-1].measures, strict=True):
        if small.queries != large.queries:
            found.append(f"{small.page.name}: {small.queries} queries, then {large.queries}")
        growth = large.ratio / small.ratio - 1
        if growth > 0.2:  # noqa: PLR2004  # the tolerance of the design
            found.append(
                f"{small.page.name}: {growth:+.0%} of time, in floors, from {sheets[0].size}"
                f" to {sheets[-1].size} applications"
            )
    return found
