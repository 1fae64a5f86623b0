"""Names of files, as shown and as sent back: without path, without what does not show."""

import unicodedata

LONGEST = 150
_LONGEST_EXTENSION = 10
_READ = 500  # signs, at its beginning: making one writing of combining marks takes their square


def clean_name(name: str) -> str:
    """The last part of a path, without control or invisible characters, 150 characters at most.

    Accents stay, the extension too. What would be left empty is called `document`.
    """
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    if len(last) > _READ:
        last = last[:_READ] + last[-_LONGEST_EXTENSION - 1 :]
    last = unicodedata.normalize("NFC", last)
    visible = "".join(
        " " if unicodedata.category(letter) in {"Zs", "Cc"} else letter
        for letter in last
        if unicodedata.category(letter) not in {"Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
    )
    stem, extension = _split(" ".join(visible.split()).strip(". "))
    ending = f".{extension}" if extension else ""
    return f"{stem[: LONGEST - len(ending)].rstrip() or 'document'}{ending}"


def extension_of(name: str) -> str:
    """The extension of a clean name, in lower case, without its dot; empty if there is none."""
    return _split(name)[1].lower()


def _split(name: str) -> tuple[str, str]:
    stem, dot, extension = name.rpartition(".")
    if not dot or len(extension) > _LONGEST_EXTENSION or " " in extension:
        return name, ""
    return stem, extension
