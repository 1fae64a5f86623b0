"""`make i18n`: put the texts of each feature into its French catalogue; `--check` only looks.

With names (`i18n.py calls juries`), only those catalogues are written.

A text that a lower feature already translates is not repeated. What is no longer said is removed.
"""

import ast
import inspect
import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import click
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from callforprojects.core.text.catalogues import plural_rule  # noqa: E402  # found once the path is set

CATALOGUES = ROOT / "callforprojects" / "translations" / "fr"
KEYWORDS = {
    "_": None,
    "gettext": None,
    "translated": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "Lazy": (2,),
}
CLICK = ("core", "decorators", "exceptions", "formatting", "parser", "termui", "types")
MONTHS = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
UNBROKEN = re.compile(
    rf"(?:(?<=\d)|(?<=1er)) (?=(?:{MONTHS})\b)|(?<=\d) (?=€|h \d)|(?<=\d h) (?=\d)| (?=%%)"
)
PROTECTED = re.compile(r"(%\(\w+\)s|</?\w+[^>]*>|&\w+;|https?://\S+)")
JINJA = {"extensions": "jinja2.ext.do", "trimmed": "true", "silent": "false"}

# Bottom to top, as in docs/architecture.md; templates that belong to no feature are core's.
FEATURES = {
    "core": ("core", "_layouts", "_components", "errors"),
    "iso37101": ("iso37101",),
    "territories": ("territories",),
    "activity": ("activity",),
    "messages": ("messages",),
    "accounts": ("accounts",),
    "files": ("files",),
    "organisations": ("organisations",),
    "questionnaires": ("questionnaires",),
    "calls": ("calls",),
    "applications": ("applications",),
    "juries": ("juries",),
    "reviews": ("reviews",),
    "selection": ("selection",),
    "archives": ("archives",),
    "operations": ("operations",),
    "pages": ("pages",),
    "demonstration": ("demonstration",),
}


def texts_of(feature: str) -> Iterator[tuple[object, str | None, str]]:
    """The texts that a feature says: its code, its commands, its pages, its mails."""
    package = ROOT / "callforprojects"
    yield from _extracted(package / feature, "python", "**.py")
    yield from _of_commands(package / feature / "commands.py")
    if feature == "core":
        for path in ("cli.py", "app.py"):
            yield from _extracted(package, "python", path)
        yield from _of_commands(package / "cli.py")
        for name in CLICK:
            yield from _extracted(Path(click.__file__).parent, "python", f"{name}.py")
    for name in FEATURES[feature]:
        for folder in (ROOT / "templates" / name, ROOT / "templates" / "emails" / name):
            yield from _extracted(folder, "jinja2", "**.html")
            yield from _extracted(folder, "jinja2", "**.txt")


def _extracted(folder: Path, method: str, pattern: str) -> Iterator[tuple[object, str | None, str]]:
    if not folder.is_dir():
        return
    options = {pattern: dict(JINJA)} if method == "jinja2" else {}
    found = extract_from_dir(str(folder), [(pattern, method)], options, KEYWORDS)
    for name, line, message, _comments, context in found:
        yield message, context, f"{(folder / str(name)).as_posix()}:{line}"


def _of_commands(path: Path) -> Iterator[tuple[object, str | None, str]]:
    """What `--help` says, and what is asked: the docstrings of commands, words of their options."""
    tree = ast.parse(path.read_text("utf-8")) if path.exists() else ast.Module([], [])
    for node in ast.walk(tree):
        if not isinstance(node, ast.FunctionDef):
            continue
        calls = [each for each in node.decorator_list if isinstance(each, ast.Call)]
        texts = [keyword.value for call in calls for keyword in call.keywords if _is_text(keyword)]
        said = [text.value for text in texts if isinstance(text, ast.Constant)]
        names = {call.func.attr for call in calls if isinstance(call.func, ast.Attribute)}
        if {"command", "group"} & names:
            said.append(inspect.cleandoc(ast.get_docstring(node) or ""))
        yield from ((text, None, f"{path.as_posix()}:{node.lineno}") for text in said if text)


def _is_text(keyword: ast.keyword) -> bool:
    return keyword.arg in {"help", "prompt"}


def updated(feature: str, below: set[tuple[str, str | None]]) -> Catalog:
    """The catalogue of a feature, with what it says today and nothing else."""
    path = CATALOGUES / f"{feature}.po"
    known = read_po(path.open("rb"), locale="fr") if path.exists() else Catalog(locale="fr")
    fresh = Catalog(
        locale="fr",
        project="callforprojects",
        charset="utf-8",
        fuzzy=False,
        header_comment=f"# The French of callforprojects.{feature}.",
    )
    fresh.mime_headers = [("Plural-Forms", plural_rule(CATALOGUES))]
    for message, context, _where in texts_of(feature):
        singular = message[0] if isinstance(message, tuple | list) else message
        if (singular, context) in below or not singular:
            continue
        identifier = tuple(message) if isinstance(message, tuple | list) else message
        before = known.get(identifier, context)
        string = before.string if before and not before.fuzzy else None
        plural = isinstance(identifier, tuple)
        if string and isinstance(string, tuple | list) != plural:
            string = None
        fresh.add(
            identifier, string or (("",) * fresh.num_plurals if plural else ""), context=context
        )
    return fresh


def typeset(text: str) -> str:
    """French spacing, dates, apostrophes; not in a placeholder, a tag or an address."""
    parts = PROTECTED.split(text)
    for index in range(0, len(parts), 2):
        part = re.sub(r"[ \u202f]([:;!?»])", "\u00a0\\1", parts[index])
        part = UNBROKEN.sub("\u00a0", re.sub(r"« ", "«\u00a0", part))
        parts[index] = re.sub(r"(?<=[^\W\d_])'(?=\w)|(?<=[^\W\d_])'$", "’", part)
    return "".join(parts)


def written(catalogue: Catalog) -> bytes:
    """The catalogue as it is kept: typeset, without dates nor places, so that it changes little."""
    for message in catalogue:
        strings = message.string
        if message.id:
            many = isinstance(strings, tuple | list)
            message.string = tuple(map(typeset, strings)) if many else typeset(strings or "")
    buffer = BytesIO()
    write_po(buffer, catalogue, width=100, no_location=True, omit_header=False, sort_output=False)
    lines = buffer.getvalue().decode().split("\n")
    dated = (
        '"POT-Creation-Date',
        '"PO-Revision-Date',
        '"Last-Translator',
        '"Report-Msgid',
        '"Generated-By',
        '"Language-Team',
    )
    return "\n".join(line for line in lines if not line.startswith(dated)).encode()


def untranslated(catalogue: Catalog) -> list[str]:
    found = []
    for message in catalogue:
        if not message.id:
            continue
        strings = message.string if isinstance(message.string, tuple | list) else (message.string,)
        if message.fuzzy or not all(strings):
            found.append(message.id if isinstance(message.id, str) else message.id[0])
    return found


def main(only: list[str], *, check: bool) -> int:
    """Write the catalogues (all, or those named), or check them all."""
    below: set[tuple[str, str | None]] = set()
    faults = 0
    for feature in FEATURES:
        catalogue = updated(feature, below)
        path = CATALOGUES / f"{feature}.po"
        for message in catalogue:
            identifier = message.id if isinstance(message.id, str) else message.id[0]
            below.add((identifier, message.context))
        if (not len(catalogue) and not path.exists()) or (only and feature not in only):
            continue
        content = written(catalogue)
        if check and (not path.exists() or path.read_bytes() != content):
            print(f"{path.name}: not up to date, run `make i18n`")
            faults += 1
        if not check:
            path.write_bytes(content)
        for text in untranslated(catalogue):
            print(f"{path.name}: not translated: {text!r}")
            faults += 1
    return 1 if faults and check else 0


if __name__ == "__main__":
    names = [name for name in sys.argv[1:] if name != "--check"]
    sys.exit(main(names, check="--check" in sys.argv))
