"""One catalogue per feature, merged and compiled into the one that gettext reads.

It imports nothing of ours: the build of a wheel uses it too.
"""

from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


def merged_catalogue(folder: Path) -> Catalog:
    """The catalogues of all features as one. Raises ValueError when two disagree on a text."""
    merged = Catalog(locale=folder.name, charset="utf-8")
    for path in sorted(folder.glob("*.po")):
        with path.open("rb") as file:
            catalogue = read_po(file, locale=folder.name)
        for message in catalogue:
            if not message.id or not message.string or message.fuzzy:
                continue
            known = merged.get(message.id, message.context)
            if known and known.string != message.string:
                raise ValueError(
                    f"{path.name} translates {message.id!r} otherwise than another catalogue"
                )
            merged.add(message.id, message.string, context=message.context)
    return merged


def compile_folder(folder: Path) -> None:
    """Write `messages.mo` of one language, when a catalogue is newer than it."""
    sources = list(folder.glob("*.po"))
    target = folder / "LC_MESSAGES" / "messages.mo"
    newest = max((path.stat().st_mtime_ns for path in sources), default=0)
    if not sources or (target.exists() and target.stat().st_mtime_ns >= newest):
        return
    target.parent.mkdir(exist_ok=True)
    partial = target.with_suffix(".mo.part")
    with partial.open("wb") as file:
        write_mo(file, merged_catalogue(folder))
    partial.replace(target)
