"""The HTML of every page, judged by html-validate; and whether each link leads somewhere."""

import json
import subprocess
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

from tools.policy_pages import pages_of_the_policy
from tools.tour import FIRST, Visit, tour

RULES: dict[str, Any] = {
    "root": True,
    "extends": ["html-validate:recommended"],
    "rules": {
        # What we chose, and is held to.
        "doctype-style": ["error", {"style": "lowercase"}],
        # A list of boxes shares its name.
        "form-dup-name": [
            "error",
            {"shared": ["radio", "button", "reset", "submit", "checkbox"]},
        ],
        # A list may have a name: ARIA allows it, browsers say it.
        "aria-label-misuse": ["error", {"allowAnyNamable": True}],
        # The frame of a table that scrolls is a region by its role: it is no section of the page.
        "prefer-native-element": ["error", {"exclude": ["region"]}],
        # Taste. A macro that has nothing to say leaves its indent, which compression takes away.
        "no-trailing-whitespace": "off",
        # Titles belong to those who write them: 200 characters for a call.
        "long-title": "off",
        # In mails alone: what one reader of mails, which is not a browser, needs.
        "no-conditional-comment": "off",
    },
}
EXPECTED = {"GET": 200, "POST": 422}


def every_page(address: str) -> list[Visit]:
    """The pages of the demonstration, then those of the table of access."""
    return list(chain(tour(address), pages_of_the_policy()))


def faults_of(judge: Path, folder: Path, visits: Sequence[Visit]) -> list[str]:
    """What is wrong, once for each sentence, with the first page that has it and their number."""
    found = [*astray(visits), *invalid(judge, folder, visits)]
    counted = Counter(fault for fault, _ in found)
    return [
        f"{fault} ({counted[fault]}: {where})" for fault, where in dict(reversed(found)).items()
    ]


def astray(visits: Sequence[Visit]) -> Iterator[tuple[str, str]]:
    """Links that lead nowhere, empty forms that were taken."""
    for each in visits:
        if each.is_followed and each.path not in FIRST and each.status != EXPECTED[each.method]:
            yield f"answers {each.status}", each.name


def invalid(judge: Path, folder: Path, visits: Sequence[Visit]) -> Iterator[tuple[str, str]]:
    """What html-validate finds: the rule and its sentence, then the page and the line."""
    pages = {f"{number}.html": each for number, each in enumerate(visits)}
    for name, each in pages.items():
        (folder / name).write_text(each.html, "utf-8")
    (folder / ".htmlvalidate.json").write_text(json.dumps(RULES))
    report = folder / "report.json"
    command = [str(judge), "--formatter", f"json={report}", "*.html"]
    subprocess.run(command, cwd=folder, check=False)
    for file in json.loads(report.read_text("utf-8")):
        page = pages[Path(file["filePath"]).name]
        for fault in file["messages"]:
            yield f"{fault['ruleId']}: {fault['message']}", f"{page.name}, line {fault['line']}"
