"""Nothing is sent that no page uses: classes of the style sheets, icons of the sprite, macros."""

import re
from pathlib import Path

from callforprojects import paths

OWN = [
    path
    for folder, kinds in (
        (paths.TEMPLATES, {".html", ".svg"}),
        (paths.STATIC / "js", {".js"}),
        (paths.STATIC / "vendor" / "accessible-autocomplete", {".css"}),
        (paths.PACKAGE, {".py"}),
    )
    for path in folder.rglob("*")
    if path.suffix in kinds
]
TEXT = "\n".join(path.read_text("utf-8") for path in OWN)
TOKENS = (paths.STATIC / "css" / "tokens.css").read_text("utf-8")
WORDS = set(re.findall(r"[\w-]+", TEXT))
JOINED = set(re.findall(r"([\w-]+-)(?:\{\{|[\"']\s*~|\$\{)", TEXT))
"""What begins a class whose end is only known when the page is written: `level-{{ level }}`."""
VALUES = {*re.findall(r"[\"']([\w-]+)[\"']", TEXT), *re.findall(r"--([\w-]+):", TOKENS), *"01234"}
"""What may end it: the values that the program gives, the names of the tokens, levels."""


def is_written(name: str) -> bool:
    ends = (place for place, letter in enumerate(name, start=1) if letter == "-")
    return name in WORDS or any(name[:end] in JOINED and name[end:] in VALUES for end in ends)


def classes_of(sheet: Path) -> set[str]:
    rules = re.sub(r"/\*.*?\*/|url\([^)]*\)", "", sheet.read_text("utf-8"), flags=re.DOTALL)
    selectors = " ".join(re.findall(r"([^{}]+)\{", rules))
    return set(re.findall(r"\.([a-zA-Z][\w-]*)", selectors))


def test_every_class_of_a_style_sheet_is_written_in_a_page() -> None:
    sheets = sorted((paths.STATIC / "css").rglob("*.css"))
    useless = [
        f"{sheet.name}: .{name}"
        for sheet in sheets
        for name in sorted(classes_of(sheet))
        if not is_written(name)
    ]

    assert len(sheets) > 40
    assert useless == []


def test_every_icon_of_the_sprite_is_shown_somewhere() -> None:
    icons = re.findall(r'<symbol id="([\w-]+)"', (paths.STATIC / "icons.svg").read_text("utf-8"))

    assert len(icons) > 20
    assert [icon for icon in icons if not re.search(rf"[\"'#]{icon}[\"']", TEXT)] == []


def test_every_macro_is_called() -> None:
    macros = set(re.findall(r"\{%-?\s*macro (\w+)\(", TEXT))
    calls = re.sub(r"macro \w+\(|import [^%]*%\}", "", TEXT)

    assert len(macros) > 50
    assert sorted(macro for macro in macros if not re.search(rf"\b{macro}\b", calls)) == []


def test_what_a_script_looks_for_once_in_a_page_has_a_name_of_its_own() -> None:
    """A second component with the same attribute would be taken for the first."""
    scripts = "".join(path.read_text("utf-8") for path in (paths.STATIC / "js").glob("*.js"))
    templates = [path.read_text("utf-8") for path in paths.TEMPLATES.rglob("*.html")]
    looked_for = set(re.findall(r'document\.querySelector\("\[(data-[a-z-]+)]"\)', scripts))

    owners = {
        name: sum(len(re.findall(rf"{name}(?=[=\s>])", source)) for source in templates)
        for name in looked_for
    }

    assert "data-form-sending" in looked_for
    assert {name: count for name, count in owners.items() if count != 1} == {}
