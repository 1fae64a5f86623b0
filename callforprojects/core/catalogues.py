"""One catalogue per feature, merged and compiled into the one that gettext reads.

It imports nothing of ours: the build of a wheel uses it too.
"""

from collections.abc import Iterator
from pathlib import Path
from tempfile import NamedTemporaryFile

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


def merged_catalogue(folder: Path) -> Catalog:
    """The catalogues of all features as one; where two disagree, the first by name stands."""
    merged = Catalog(locale=folder.name, charset="utf-8")
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
    target.parent.mkdir(exist_ok=True)
    # several processes may start at once: each writes a file of its own, the last one stays
    with NamedTemporaryFile(dir=target.parent, suffix=".part", delete=False) as file:
        write_mo(file, merged_catalogue(folder))
    Path(file.name).replace(target)
