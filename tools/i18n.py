"""`make i18n`: put the texts of each feature into its catalogues; `--check` only looks.

`<feature>.pot` is what it says, for whoever begins a language; `fr/<feature>.po` is its French.
With names (`i18n.py calls juries`), only those catalogues are written.

A text that a lower feature already translates is not repeated. What is no longer said is removed;
a sentence that changed keeps its French, marked fuzzy until somebody has read it again.
"""

import ast
import inspect
import re
import sys
from collections.abc import Collection, Iterator, Mapping
from io import BytesIO, StringIO
from pathlib import Path

import click
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from callforprojects.core.text.catalogues import messages, plural_rule  # noqa: E402  # found once the path is set

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
PREVIOUS = re.compile(r"^#\| (.*)$", re.MULTILINE)
DATED = tuple(
    f'"{name}'
    for name in (
        "POT-Creation-Date",
        "PO-Revision-Date",
        "Last-Translator",
        "Report-Msgid",
        "Generated-By",
        "Language-Team",
    )
)
JINJA = {"extensions": "jinja2.ext.do", "trimmed": "true", "silent": "false"}

Text = str | tuple[str, ...] | list[str]  # a sentence, or its singular and its plural
Strings = str | tuple[str, ...]
Key = tuple[str, str | None]  # its singular, its context

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
    "criteria": ("criteria",),
    "applications": ("applications",),
    "juries": ("juries",),
    "reviews": ("reviews",),
    "selection": ("selection",),
    "archives": ("archives",),
    "operations": ("operations",),
    "dashboard": ("dashboard",),
    "pages": ("pages",),
    "style_guide": ("style_guide",),
    "demonstration": ("demonstration",),
}


def texts_of(feature: str) -> Iterator[tuple[Text, str | None, str]]:
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


def _extracted(folder: Path, method: str, pattern: str) -> Iterator[tuple[Text, str | None, str]]:
    if not folder.is_dir():
        return
    options = {pattern: dict(JINJA)} if method == "jinja2" else {}
    found = extract_from_dir(str(folder), [(pattern, method)], options, KEYWORDS)
    for name, line, message, _comments, context in found:
        yield message, context, f"{(folder / str(name)).as_posix()}:{line}"


def _of_commands(path: Path) -> Iterator[tuple[Text, str | None, str]]:
    """What `--help` says, and what is asked: the docstrings of commands, words of their options."""
    tree = ast.parse(path.read_text("utf-8")) if path.exists() else ast.Module([], [])
    for node in ast.walk(tree):
        if not isinstance(node, ast.FunctionDef):
            continue
        calls = [each for each in node.decorator_list if isinstance(each, ast.Call)]
        texts = [keyword.value for call in calls for keyword in call.keywords if _is_text(keyword)]
        said = [str(text.value) for text in texts if isinstance(text, ast.Constant)]
        names = {call.func.attr for call in calls if isinstance(call.func, ast.Attribute)}
        if {"command", "group"} & names:
            said.append(inspect.cleandoc(ast.get_docstring(node) or ""))
        yield from ((text, None, f"{path.as_posix()}:{node.lineno}") for text in said if text)


def _is_text(keyword: ast.keyword) -> bool:
    return keyword.arg in {"help", "prompt"}


def template(feature: str, below: Collection[Key]) -> Catalog:
    """What a feature says today and no feature below it does: its `.pot`, without a translation."""
    said = Catalog(
        project="callforprojects",
        charset="utf-8",
        fuzzy=False,
        header_comment=f"# What callforprojects.{feature} says; `make i18n` writes this file.",
    )
    for message, context, _where in texts_of(feature):
        identifier = tuple(message) if isinstance(message, tuple | list) else message
        if identifier and (singular(identifier), context) not in below:
            said.add(identifier, context=context)
    return said


def known_french(feature: str) -> Catalog:
    """The catalogue of a feature as it was left, or an empty one."""
    path = CATALOGUES / f"{feature}.po"
    if path.exists():
        text = path.read_text("utf-8")
        known = read_po(StringIO(text), locale="fr")
        for block in text.split("\n\n"):
            _read_previous(block, known)
        return known
    known = Catalog(
        locale="fr",
        project="callforprojects",
        charset="utf-8",
        fuzzy=False,
        header_comment=f"# The French of callforprojects.{feature}.",
    )
    known.mime_headers = [("Plural-Forms", plural_rule(CATALOGUES))]
    return known


def _read_previous(block: str, known: Catalog) -> None:
    """Note the English that a French to review was made for, in lines `#| msgid` of its block.

    Babel writes them, and reads them as remarks of a translator.
    """
    before = "\n".join(PREVIOUS.findall(block))
    if before:
        (_header, old), (_other_header, new) = (
            read_po(StringIO(f"{text}\n"), locale="fr")
            for text in (f'{before}\nmsgstr ""', PREVIOUS.sub("", block))
        )
        message = known.get(new.id, new.context)
        assert message is not None, "it was read from the same file"
        message.user_comments.clear()
        message.previous_id = [old.id] if isinstance(old.id, str) else list(old.id)


def memory() -> dict[Key, Strings]:
    """The French of every feature: a text that changes feature takes its own with it."""
    return {
        (singular(message.id), message.context): _as_strings(message.string)
        for _feature, message in messages(CATALOGUES)
    }


def updated(feature: str, said: Catalog, elsewhere: Mapping[Key, Strings]) -> Catalog:
    """The French of what a feature says today, and of nothing else.

    A sentence that changed keeps its French, marked fuzzy: it is not shown until a person has read
    it again and taken the mark away. One said elsewhere until now takes its French from there.
    """
    french = known_french(feature)
    for message in said:
        key = (singular(message.id), message.context)
        if message.id and french.get(message.id, message.context) is None and key in elsewhere:
            french.add(message.id, elsewhere[key], context=message.context)
    previous = {message.id: message.previous_id for message in french if message.fuzzy}
    french.update(said)
    french.obsolete.clear()
    for message in french:
        if message.fuzzy and not message.previous_id:
            message.previous_id = previous.get(message.id, [])
    return french


def _as_strings(french: Text | None) -> Strings:
    return tuple(french) if isinstance(french, tuple | list) else french or ""


def singular(identifier: Text) -> str:
    return identifier if isinstance(identifier, str) else identifier[0]


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
        if message.id and strings:
            french = _as_strings(strings)
            many = isinstance(french, tuple)
            message.string = tuple(map(typeset, french)) if many else typeset(str(french))
    buffer = BytesIO()
    write_po(
        buffer,
        catalogue,
        width=100,
        no_location=True,
        omit_header=False,
        sort_output=False,
        include_previous=True,
    )
    lines = buffer.getvalue().decode().split("\n")
    return "\n".join(line for line in lines if not line.startswith(DATED)).encode()


def unfinished(catalogue: Catalog) -> Iterator[str]:
    """What a person has to do for each text: translate it, or read its French again."""
    for message in catalogue:
        strings = message.string if isinstance(message.string, tuple | list) else (message.string,)
        if message.id and not all(strings):
            yield f"not translated: {singular(message.id)!r}"
        elif message.id and message.fuzzy:
            before = f", was {message.previous_id[0]!r}" if message.previous_id else ""
            yield f"to be read again, then take `fuzzy` away: {singular(message.id)!r}{before}"


def main(only: Collection[str], *, check: bool) -> int:
    """Write the templates and the catalogues (all, or those named), or check them all."""
    below: set[Key] = set()
    elsewhere = memory()
    faults = 0
    for feature in FEATURES:
        said = template(feature, below)
        below.update((singular(message.id), message.context) for message in said)
        if only and feature not in only:
            continue
        french = updated(feature, said, elsewhere)
        for path, catalogue in (
            (CATALOGUES.parent / f"{feature}.pot", said),
            (CATALOGUES / f"{feature}.po", french),
        ):
            content = written(catalogue)
            if not check:
                path.write_bytes(content)
            elif not path.exists() or path.read_bytes() != content:
                print(f"{path.name}: not up to date, run `make i18n`")
                faults += 1
        for what in unfinished(french):
            print(f"{feature}.po: {what}")
            faults += 1
    return 1 if faults and check else 0


if __name__ == "__main__":
    names = [name for name in sys.argv[1:] if name != "--check"]
    sys.exit(main(names, check="--check" in sys.argv))
