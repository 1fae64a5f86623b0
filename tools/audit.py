"""Judge the pages as outsiders do, by html-validate and Lighthouse, and write docs/quality.md.

html-validate reads every page, as each person, in both languages; Lighthouse the four pages that
everybody opens. Needs Node 18 or later and a Chromium. The judges are exact npm versions, installed
in a temporary folder. `--html` only validates the HTML.
"""

import argparse
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.chromium import chromium_path  # noqa: E402  # found once the path is set
from tools.markup import every_page, faults_of  # noqa: E402
from tools.screenshots import demonstration  # noqa: E402  # the demonstration is built in one place
from tools.tour import Visit  # noqa: E402

REPORT = ROOT / "docs" / "quality.md"
JUDGES = ("html-validate@10.17.0", "lighthouse@12.8.2")
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
LEAST = 95
FLAGS = "--headless=new --no-sandbox --disable-gpu --no-first-run"
HEAD = (
    "| page | device | performance | accessibility | best practices | SEO"
    " | kB in all | requests | layout shift |"
)

HTML = """
## HTML

html-validate, with its recommended rules, finds nothing to say of {pages:,} pages: those that
links lead to in the demonstration, for {people} readers (a guest and its people), in French and in
English; its forms sent back with their errors; and those of the table of access that it has no
occasion to show. Every link followed leads to a page. The rules set otherwise, and the three that
are off, are in `tools/markup.py`, each with its reason.
"""
KEPT = """
## What the tests keep true

* Every page of the application, in French and in English, on a phone and on a desk: no fault found
  by axe-core (WCAG 2.2 AA and its best practices), in the light and in the dark; nothing to scroll
  sideways at 320 pixels, with the page at 200 %, with the text alone at 200 %; nothing in the
  console of the browser (`tests/journeys/test_every_page.py`, `test_console.py`). The same of the
  forms that come back with their mistakes (`test_forms.py`). Pages and forms come from the policy
  of access, which misses none: a new page is looked at.
* The page of a call travels in 100 kB at most; nothing moves while home, list, call and results
  appear (`tests/journeys/test_weight.py`).
* A call from its draft to its results, in a browser that runs scripts and in one that runs none
  (`tests/journeys/test_story.py`); an application filed and a file scored by keyboard alone
  (`test_applying.py`, `test_keyboard.py`).
* Each colour is read on its ground with a ratio of 4.5 at least, in both themes
  (`tests/style_guide/test_views.py`).
* Long titles, large amounts, names written from right to left, lists of none, one, three and
  10,000 (`tests/journeys/test_hard_states.py`).
"""


@dataclass(frozen=True)
class Verdict:
    """What Lighthouse says of a page on one kind of device."""

    page: str
    device: str
    scores: dict[str, int]
    weight: int
    shift: float
    requests: int
    faults: list[str]


def read(address: str) -> str:
    """A page as a French guest has it."""
    asked = Request(address, headers={"Accept-Language": "fr"})  # noqa: S310  # our own server
    with urlopen(asked) as answer:  # noqa: S310  # the same
        return str(answer.read().decode())


def pages_of(address: str) -> dict[str, str]:
    """The four pages that everybody opens, by name."""
    calls = read(f"{address}/calls/")
    (call,) = re.findall(r'href="(/calls/[0-9a-f-]{36})"[^>]*>[^<]*AVELO', calls)[:1]
    home = read(f"{address}/") + read(f"{address}/calls/?state=announced") + calls
    results = next(iter(re.findall(r'href="(/selection/calls/[^"]+/results)"', home)))
    return {"home": "/", "list of calls": "/calls/", "a call": call, "results": results}


def install(folder: Path) -> Path:
    """The judges, from npm, in a folder of their own."""
    (folder / "package.json").write_text('{"private": true}')
    command = ["npm", "install", "--silent", "--no-fund", "--no-audit", *JUDGES]
    subprocess.run(command, cwd=folder, check=True)
    return folder / "node_modules" / ".bin"


def judged(judges: Path, folder: Path, address: str, pages: dict[str, str]) -> Iterator[Verdict]:
    """Lighthouse on each page, as a phone and as a desk."""
    environment = {**os.environ, "CHROME_PATH": str(chromium_path())}
    for name, path in pages.items():
        for device in ("phone", "desktop"):
            report = folder / "report.json"
            command = [str(judges / "lighthouse"), f"{address}{path}", "--quiet", "--output=json"]
            preset = ["--preset=desktop"] if device == "desktop" else []
            options = [f"--output-path={report}", f"--chrome-flags={FLAGS}", "--locale=en"]
            subprocess.run([*command, *options, *preset], env=environment, check=True)
            yield verdict(name, device, json.loads(report.read_text("utf-8")))


def verdict(page: str, device: str, report: dict[str, Any]) -> Verdict:
    """The few figures to keep of a report."""
    audits = report["audits"]
    counted = {
        each["id"]
        for category in CATEGORIES
        for each in report["categories"][category]["auditRefs"]
        if each["weight"]
    }
    return Verdict(
        page,
        device,
        {name: round(report["categories"][name]["score"] * 100) for name in CATEGORIES},
        int(audits["total-byte-weight"]["numericValue"]),
        float(audits["cumulative-layout-shift"]["numericValue"]),
        len(audits["network-requests"]["details"]["items"]),
        sorted(key for key in counted if audits[key]["score"] not in {1, None}),
    )


def machine() -> str:
    """What it was measured on, in words."""
    made = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores"
    return f"{made}, Python {platform.python_version()}"


def document(verdicts: Sequence[Verdict], visits: Sequence[Visit]) -> str:
    """The figures for people."""
    lines = [
        "# Quality, measured",
        "",
        "Written by `make audit`, from the demonstration of `callforprojects demo`, in French.",
        f"{datetime.now(UTC):%d %B %Y}, {machine()}, {' and '.join(JUDGES)}.",
        "",
        "## Lighthouse",
        "",
        f"The goal is {LEAST} in each. The phone is slowed down four times, on a slow 4G.",
        "",
        HEAD,
        "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for each in verdicts:
        scores = " | ".join(str(each.scores[name]) for name in CATEGORIES)
        lines.append(
            f"| {each.page} | {each.device} | {scores} | {each.weight / 1000:.1f}"
            f" | {each.requests} | {each.shift:.3f} |"
        )
    return "\n".join([*lines, "", *_kept(visits)])


def _kept(visits: Sequence[Visit]) -> list[str]:
    people = len({each.person for each in visits if each.is_followed})
    said = HTML.format(pages=len(visits), people=people)
    return [*said.strip().splitlines(), "", *KEPT.strip().splitlines(), ""]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--html", action="store_true", help="only validate the HTML")
    options = parser.parse_args()
    if shutil.which("npm") is None or chromium_path() is None:
        sys.exit("make audit needs Node (npm) and a Chromium")
    with tempfile.TemporaryDirectory() as place, demonstration() as address:
        folder = Path(place)
        judges = install(folder)
        visits = every_page(address)
        faults = faults_of(judges / "html-validate", folder, visits)
        pages = {} if options.html else pages_of(address)
        verdicts = list(judged(judges, folder, address, pages))
    for each in verdicts:
        print(f"{each.page} ({each.device}): {each.scores} {each.weight} {each.faults}")
    print("\n".join(faults) or f"html-validate: nothing on {len(visits)} pages")
    if verdicts and not faults:
        REPORT.write_text(document(verdicts, visits), "utf-8")
    low = [each for each in verdicts if min(each.scores.values()) < LEAST]
    return 1 if low or faults else 0


if __name__ == "__main__":
    sys.exit(main())
