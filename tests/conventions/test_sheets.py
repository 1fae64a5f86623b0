"""The sheet of `templates/x.html` is `static/css/x.css`: one that draws many pages says why."""

import re
from collections.abc import Iterable
from pathlib import Path

from callforprojects import paths
from callforprojects.core.web.static_files import BUNDLES, static_content

SHEETS = paths.STATIC / "css"
SITE_WIDE = {
    "tokens": "colours, space and type, from which all the others are made",
    "theme": "the elements, and the few classes that any page may write",
    "forced_colours": "what a reader's own colours change, after all the others",
    "print": "what paper changes, on every page",
}
SHOWN_BY_A_FEATURE_ABOVE = {"calls/detail": "criteria/_section"}  # `sections` of its `Feature`
_COMMENTS = re.compile(r"/\*.*?\*/|\{#.*?#\}", re.DOTALL)
TEMPLATES = {
    path.relative_to(paths.TEMPLATES).with_suffix("").as_posix(): _COMMENTS.sub(
        "", path.read_text("utf-8")
    )
    for path in paths.TEMPLATES.rglob("*.html")
}
NAMED = {
    name: {each for each in re.findall(r'"([\w/]+)\.html"', text) if each in TEMPLATES}
    for name, text in TEMPLATES.items()
}
"""The templates that one takes, shows or extends."""
MACROS = {
    f"{name}{macro}": name
    for name, text in TEMPLATES.items()
    for macro in re.findall(r"\{%-?\s*macro (_\w+)\(", text)
}
SCRIPTS = "".join(path.read_text("utf-8") for path in (paths.STATIC / "js").rglob("*.js"))


def names(folder: Path) -> list[str]:
    return sorted(
        path.relative_to(folder).with_suffix("").as_posix() for path in folder.rglob("*.css")
    )


def misnamed(sheets: Iterable[str]) -> list[str]:
    """Those of no component, no macro of a component, no page and no part of pages."""
    return [each for each in sheets if not {each} & {*TEMPLATES, *MACROS, *SITE_WIDE}]


def askers(sheet: str) -> set[str]:
    """The templates that ask for a sheet."""
    asking = {name for name, text in TEMPLATES.items() if f"css/{sheet}.css" in text}
    listing = {name for name, text in TEMPLATES.items() if "'css/' ~ sheet" in text}
    return asking | {name for name in listing if f'"{sheet}"' in TEMPLATES[name]}


def drawn_by(sheet: str) -> set[str]:
    """The templates that a sheet may draw: its own, who asks for it, their pages and parts."""
    near = {MACROS.get(sheet, sheet), *askers(sheet)}
    if sheet in SHOWN_BY_A_FEATURE_ABOVE:
        near.add(SHOWN_BY_A_FEATURE_ABOVE[sheet])
    near |= {name for name, named in NAMED.items() if near & named}
    parts = {name for name in TEMPLATES if name.startswith(f"{sheet.rpartition('/')[0]}/_")}
    near |= parts if "include" in TEMPLATES.get(sheet, "") else set()
    waiting = list(near)
    while waiting:
        found = NAMED[waiting.pop()] - near
        near |= found
        waiting += found
    return near


def leading_classes(text: str) -> set[str]:
    """The first class of each selector of a sheet: what the rule is about."""
    rules = re.sub(r"url\([^)]*\)", "", _COMMENTS.sub("", text))
    selectors = ",".join(re.findall(r"([^{};]+)\{", re.sub(r"@[^{]+\{", "", rules))).split(",")
    found = (re.search(r"\.([a-zA-Z][\w-]*)", each) for each in selectors)
    return {each[1] for each in found if each}


def strangers(sheet: str, text: str) -> list[str]:
    """The classes that a sheet draws and that none of its templates writes."""
    written = "".join(TEMPLATES[name] for name in drawn_by(sheet)) + SCRIPTS
    words = set(re.findall(r"[\w-]+", written))
    begun = tuple(re.findall(r"([\w-]+-)(?:\{\{|[\"']\s*~)", written))
    return [
        f"{sheet}: .{each}"
        for each in sorted(leading_classes(text) - words)
        if not each.startswith(begun or " ")
    ]


def test_a_sheet_is_named_after_the_template_that_it_draws() -> None:
    sheets = names(SHEETS)

    assert len(sheets) > 40
    assert misnamed(sheets) == []
    assert set(SITE_WIDE) <= set(sheets)


def test_a_sheet_draws_what_its_templates_write() -> None:
    vendored = "input: .autocomplete__wrapper"  # written by accessible-autocomplete

    found = [
        each
        for sheet in names(SHEETS)
        if sheet not in SITE_WIDE
        for each in strangers(sheet, (SHEETS / f"{sheet}.css").read_text("utf-8"))
    ]

    assert found == [f"_components/{vendored}"]


def test_a_sheet_is_asked_for_by_a_page_or_travels_with_all() -> None:
    bundled = {part for parts in BUNDLES.values() for part in parts}

    alone = {each for each in names(SHEETS) if f"css/{each}.css" not in bundled}

    assert [each for each in sorted(alone) if not askers(each)] == []


def test_what_every_page_asks_for_comes_in_order_and_without_comments() -> None:
    sheets = BUNDLES["css/site.css"]

    assert sheets[:2] == ("css/tokens.css", "css/theme.css")
    assert sheets[-1] == "css/forced_colours.css"
    assert b"/*" not in static_content("css/site.css")
    assert b"--paper" in static_content("css/site.css")


def test_a_sheet_that_is_out_of_place_is_seen() -> None:
    assert misnamed(["theme", "calls/index", "_components/matrix_list", "judging"]) == ["judging"]
    assert strangers("juries/_person", ".load p { } @media print { .verdict p, .load { } }") == [
        "juries/_person: .verdict"
    ]
