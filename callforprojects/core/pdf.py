"""PDF files: a typst template and its data make a tagged document (PDF/UA-1 and PDF/A-2a).

People's words reach the template as JSON, never as source: whatever they hold is printed as is.
The same data make the same bytes, on any machine: no system font, no clock.
"""

import json
import logging
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, partial
from typing import Any

from callforprojects import paths

logger = logging.getLogger(__name__)
FONTS = paths.STATIC / "vendor" / "source-sans-3"
_LONGEST_WORD = 40
_LONG_WORD = re.compile(rf"\S{{{_LONGEST_WORD + 1},}}")
_FINGERPRINT = re.compile(r"[0-9a-f]{64}")
_UNSHOWN = re.compile(r"the text `\"(.+?)\"` could not be displayed", re.DOTALL)
_ESCAPED = re.compile(r"\\u\{([0-9a-fA-F]+)\}")
_ATTEMPTS = 40
_BREAK = "\u200b"  # a place where a line may break, which does not show
_LAST_OF_OUR_SIGNS = "\u2bff"
_EAST = "\u2e80"  # from here on, signs that none of our fonts draws, but for a few ligatures


@dataclass(frozen=True, slots=True)
class Rendering:
    """A document, and what typst found odd in making it."""

    content: bytes
    warnings: tuple[str, ...]


def render_pdf(template: str, data: Mapping[str, Any]) -> bytes:
    """The document that `templates/pdf/<template>.typ` makes of some JSON data.

    `data` has at least `title`, `language` and `date` (see `moment`). Raises typst.TypstError when
    the template is wrong; a character that no font has never is a failure.
    """
    rendering = render(template, data)
    if rendering.warnings:
        extra = {"template": template, "warnings": rendering.warnings}
        logger.warning("a document was made with warnings", extra=extra)
    return rendering.content


def render(template: str, data: Mapping[str, Any]) -> Rendering:
    """The same, with the warnings: the tests want none.

    PDF/UA refuses a character without a picture. Emoji and writings that our fonts do not have are
    written as their Unicode number, `[U+1F600]`, and the document is made again.
    """
    import typst  # noqa: PLC0415  # 84 MB: only where it works

    unshown: set[str] = set()
    for _attempt in range(_ATTEMPTS):
        try:
            return _compiled(template, _each_text(data, partial(printable, unshown=unshown)))
        except typst.TypstError as error:
            found = _unshown_in(str(error)) - unshown
            if not found:
                raise
            unshown |= found
    return _compiled(template, _each_text(data, _plain))


def moment(at: datetime) -> list[int]:
    """An instant as a template reads it: the date of a document is that of what it shows."""
    return list(at.astimezone(UTC).timetuple()[:6])


def printable(text: str, unshown: set[str]) -> str:
    """A text without invisible controls, with breaks in endless words.

    `unshown` are characters known to have no picture: they, and those of the writings beyond our
    fonts once there is one, become numbers.
    """
    is_beyond = bool(unshown)
    shown = "".join(
        _numbered(letter) if letter in unshown or (is_beyond and letter >= _EAST) else letter
        for letter in unicodedata.normalize("NFC", text)
        if letter in "\n\t" or unicodedata.category(letter) not in {"Cc", "Cs", "Co", "Cn"}
    )
    return _LONG_WORD.sub(_with_breaks, shown)


def _plain(text: str) -> str:
    """The last resort: every sign beyond the common ones as its number."""
    signs = {letter for letter in text if letter > _LAST_OF_OUR_SIGNS}
    return printable(text, signs)


def _compiled(template: str, data: Mapping[str, Any]) -> Rendering:
    import typst  # noqa: PLC0415  # 84 MB: only where it works

    folder = paths.TEMPLATES / "pdf"
    content, warnings = typst.compile_with_warnings(
        folder / f"{template}.typ",
        root=folder,
        font_paths=_fonts(),
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        format="pdf",
        pdf_standards=["ua-1", "a-2a"],
    )
    return Rendering(bytes(content), tuple(str(warning) for warning in warnings))


@cache
def _fonts() -> Any:  # noqa: ANN401  # typst.Fonts
    """Ours, and those that typst carries for other writings; read once, 50 ms."""
    import typst  # noqa: PLC0415  # 84 MB: only where it works

    return typst.Fonts(include_system_fonts=False, font_paths=[FONTS])


def _each_text(value: Any, change: Callable[[str], str]) -> Any:  # noqa: ANN401  # any JSON value
    if isinstance(value, str):
        return change(value)
    if isinstance(value, Mapping):
        return {key: _each_text(each, change) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_each_text(each, change) for each in value]
    return value


def _unshown_in(message: str) -> set[str]:
    found = _UNSHOWN.search(message)
    if found is None:
        return set()
    text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), found[1])
    return {letter for letter in text if letter.isprintable() is False or ord(letter) > ord("~")}


def _numbered(letter: str) -> str:
    """The marks that only dress the sign before them leave nothing behind."""
    if unicodedata.category(letter) in {"Mn", "Cf", "Sk"}:
        return ""
    return f"[U+{ord(letter):04X}]"


def _with_breaks(match: re.Match[str]) -> str:
    word = match[0]
    if _FINGERPRINT.fullmatch(word):
        return word
    step = _LONGEST_WORD // 2
    return _BREAK.join(word[start : start + step] for start in range(0, len(word), step))
