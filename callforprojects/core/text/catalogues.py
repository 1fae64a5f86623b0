"""One catalogue per feature, merged and compiled into the one that gettext reads.

It imports nothing of ours: the build of a wheel uses it too.

How many plurals a language has, and which number takes which, is what the headers of the catalogues
say, never what the Babel of the day knows: 2.19 counts three in French, our sentences have two.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from tempfile import NamedTemporaryFile

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

_PLURAL_RULE = re.compile(r'^"Plural-Forms: (?P<rule>nplurals=.+?)(?:\\n)?"$', re.MULTILINE)


class CatalogueError(Exception):
    """The catalogues of a language cannot be one: the sentence says which and why."""


def plural_rule(folder: Path) -> str:
    """The rule of plurals that all catalogues of a language state in their headers.

    It is as gettext writes it: `nplurals=2; plural=(n > 1);`. Raises CatalogueError when a header
    lacks it, or when two differ.
    """
    rules: dict[str, str] = {}
    for path in sorted(folder.glob("*.po")):
        found = _PLURAL_RULE.search(path.read_text("utf-8"))
        if found is None:
            msg = f"{path.name}: its header does not say which plurals the language has"
            raise CatalogueError(msg)
        rules[path.name] = found["rule"]
    if len(set(rules.values())) != 1:
        known = ", ".join(f"{name} ({rule})" for name, rule in rules.items())
        msg = f"the headers of the catalogues of {folder.name!r} differ: {known or 'there is none'}"
        raise CatalogueError(msg)
    return next(iter(rules.values()))


def merged_catalogue(folder: Path) -> Catalog:
    """The catalogues of all features as one; where two disagree, the first by name stands.

    Raises CatalogueError (see `plural_rule`).
    """
    merged = Catalog(locale=folder.name, charset="utf-8")
    merged.mime_headers = [("Plural-Forms", plural_rule(folder))]
    for _name, message in messages(folder):
        if merged.get(message.id, message.context) is None:
            merged.add(message.id, message.string, context=message.context)
    return merged


def disagreements(folder: Path) -> list[str]:
    """Texts that two features translate differently: a fault of theirs, found by the tests."""
    first: dict[tuple[object, str | None], tuple[str, object]] = {}
    found = []
    for name, message in messages(folder):
        before = first.setdefault((message.id, message.context), (name, message.string))
        if before[1] != message.string:
            found.append(f"{before[0]}, {name}: {message.id!r}")
    return found


def messages(folder: Path) -> Iterator[tuple[str, Message]]:
    """The translated texts of each feature, with its name."""
    for path in sorted(folder.glob("*.po")):
        with path.open("rb") as file:
            catalogue = read_po(file, locale=folder.name)
        for message in catalogue:
            if message.id and message.string and not message.fuzzy:
                yield path.stem, message


def compile_folder(folder: Path) -> None:
    """Write `messages.mo` of one language, when a catalogue is newer than it."""
    sources = list(folder.glob("*.po"))
    target = folder / "LC_MESSAGES" / "messages.mo"
    newest = max((path.stat().st_mtime_ns for path in sources), default=0)
    if not sources or (target.exists() and target.stat().st_mtime_ns >= newest):
        return
    merged = merged_catalogue(folder)
    target.parent.mkdir(exist_ok=True)
    # several processes may start at once: each writes a file of its own, the last one stays
    unfinished = NamedTemporaryFile(dir=target.parent, suffix=".part", delete=False)  # noqa: SIM115
    try:
        with unfinished:
            write_mo(unfinished, merged)
        Path(unfinished.name).replace(target)
    finally:
        Path(unfinished.name).unlink(missing_ok=True)
