"""What a text from outside becomes: signs that can be kept, shown and counted, within a length.

What is pasted from a word processor or a PDF brings signs that nobody has typed: ligatures,
optional hyphens, bullets of a private font, lines cut where a column ended. They become what they
mean. All of it takes a time that grows with the length of the text, whatever it holds.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

LONGEST_LINE = 500  # signs of what is written on one line
LONGEST_TEXT = 30_000  # signs of a text of several lines: 5,000 words
_MOST_MARKS = 8  # one over another: Hebrew and Vietnamese need three

_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# controls, optional hyphens and breaks, directions (each line finds its own), marks of byte order,
# fillers, tags, halves of a pair, no characters
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffc\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_JOINING = re.compile(
    "[\u034f\u180b-\u180d\u180f\u200c\u200d\ufe00-\ufe0f]"
)  # not seen alone either
_BLANK = re.compile(rf"(?:{_JOINING.pattern}|[\s\u2800])+")  # an empty sign of Braille
_FLAG_HALVES = range(0x1F1E6, 0x1F200)
_SKINS = range(0x1F3FB, 0x1F400)
_FIRST_MARK = "\u0300"
_JOINER = "\u200d"
_UNKEPT = re.compile("[\x00\ud800-\udfff]")
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_LIGATURE = re.compile("[ﬀ-ﬆ]")
_MARKED = re.compile(f"[\u0300-\U0010ffff]{{{_MOST_MARKS + 1},}}")
_MARGIN = r"^([ \t\u00a0]*)"
_TAB = r"[ \u00a0]*\t[ \t\u00a0]*"
_PRIVATE = "\ue000-\uf8ff"  # the bullets of the fonts Symbol and Wingdings
_BULLET = re.compile(
    rf"{_MARGIN}(?:([•·‧∙●▪■‣➢✓◦○])(?:{_TAB}|[ \u00a0]+)|([-–—*o]|\d{{1,3}}[.)]){_TAB}"
    rf"|[{_PRIVATE}][ \t\u00a0]*)",
    re.MULTILINE,
)
_BULLETS = dict.fromkeys("·‧∙●▪■‣", "•") | {"o": "◦", "○": "◦"}
_SIGN = "[-–—*•◦➢✓]"  # of an item, once clean
_NUMBER = r"(\d{1,3})[.)]"
_LIST_ITEM = re.compile(rf"\s*(?:{_SIGN}|{_NUMBER}|[a-z]\))\s")
_ITEM = re.compile(rf"{_MARGIN}(?:({_SIGN})|{_NUMBER})\s+(\S.*)")
_LETTER = re.compile(r"[^\W_]")
_LEAST_COLUMN = 40  # signs: shorter lines are short on purpose


class ListItem(NamedTuple):
    """A line that is an item of a list: how far it is set in, its bullet or its number."""

    margin: int
    sign: str
    number: int | None
    text: str


def clean(text: str) -> str:
    """One writing of each sign, line ends as everywhere, nothing that does not show, no margin.

    What shows nothing at all is empty: a name of joiners would be a link that nobody sees.
    Of marks one over another, eight are kept. Cleaning twice changes nothing more. One request
    cleans the same answer a dozen times: the last texts are remembered.
    """
    return _clean(text) if len(text) <= LONGEST_TEXT else _clean.__wrapped__(text)


@lru_cache(maxsize=128)
def _clean(text: str) -> str:
    text = _UNSEEN.sub("", _LINE_ENDS.sub("\n", text))
    text = _LIGATURE.sub(lambda found: _LIGATURES[found[0]], text)
    text = unicodedata.normalize("NFC", _MARKED.sub(_with_few_marks, text))
    text = _BULLET.sub(_plain_bullet, text).strip()
    return "" if _BLANK.fullmatch(text) else text


def visible(text: str | None) -> str:
    """What shows of a text on one line: single spaces, no sign that only joins or chooses a form.

    For names, numbers and addresses, where such a sign means nothing.
    """
    return " ".join(_JOINING.sub("", clean(text or "")).split())


def same_on_every_keyboard(text: str) -> str:
    """A secret as every keyboard writes it: an accent apart or not, a space that breaks or not.

    Nothing else is taken away: the spaces at both ends count.
    """
    return unicodedata.normalize("NFKC", _JOINING.sub("", _UNSEEN.sub("", text)))


def list_item(line: str) -> ListItem | None:
    """What a line of a clean text says as an item of a list, or None when it is no item."""
    found = _ITEM.fullmatch(line)
    if found is None:
        return None
    margin, sign, number, text = found.groups()
    return ListItem(len(margin), sign or "", int(number) if number else None, text)


def without_unkept(value: Any) -> Any:  # noqa: ANN401  # any JSON value
    """The same without the signs that no database keeps: NUL, and halves of a pair.

    Texts, and the texts that lists and mappings hold.
    """
    if isinstance(value, str):
        return _UNKEPT.sub("", value)
    if isinstance(value, dict):
        return {without_unkept(key): without_unkept(item) for key, item in value.items()}
    return [without_unkept(item) for item in value] if isinstance(value, list | tuple) else value


def unwrapped(text: str) -> str:
    """Paragraphs whose lines were cut by the edge of a column, as in a PDF, on one line each."""
    return "\n".join(line for block in _blocks(text) for line in _joined(block))


def word_count(text: str | None) -> int:
    """Words as word processors count them: between spaces, with one letter or digit at least."""
    return sum(_LETTER.search(word) is not None for word in (text or "").split())


def character_count(text: str | None) -> int:
    """Characters as people see them: a letter with its marks is one, so is a flag or a family."""
    text = text or ""
    if max(text, default="") < _FIRST_MARK:
        return len(text)
    count, before, is_half_flag = 0, "", False
    for sign in text:
        is_second_half = is_half_flag and ord(sign) in _FLAG_HALVES
        is_joined = before == _JOINER and unicodedata.category(sign) == "So"
        goes_on = before != "" and (is_second_half or is_joined or _extends(sign))
        is_half_flag = ord(sign) in _FLAG_HALVES and not is_second_half
        count += not goes_on
        before = sign
    return count


def _extends(sign: str) -> bool:
    """Whether a sign belongs to the character before it: a mark, a joiner, the colour of a skin."""
    return unicodedata.category(sign)[0] == "M" or sign in "\u200c\u200d" or ord(sign) in _SKINS


def _with_few_marks(match: re.Match[str]) -> str:
    kept, marks = [], 0
    for sign in match[0]:
        marks = marks + 1 if unicodedata.category(sign)[0] == "M" else 0
        if marks <= _MOST_MARKS:
            kept.append(sign)
    return "".join(kept)


def _plain_bullet(match: re.Match[str]) -> str:
    bullet = match[2] or match[3] or "•"
    return f"{match[1]}{_BULLETS.get(bullet, bullet)} "


def _blocks(text: str) -> Iterator[list[str]]:
    """Lines that follow each other, up to an empty one or to the next item of a list."""
    block: list[str] = []
    for line in text.split("\n"):
        if block and (not line.strip() or not block[-1].strip() or _LIST_ITEM.match(line)):
            yield block
            block = []
        block.append(line)
    yield block


def _joined(block: list[str]) -> list[str]:
    """One line, if each of these ends where the first word of the next one had no room left.

    Three lines at least, most of which go on in the middle of a sentence: two may be chance, and
    a list written on purpose has short lines too.
    """
    width = max(map(len, block))
    following = block[1:]
    if len(block) < 3 or width < _LEAST_COLUMN:  # noqa: PLR2004
        return block
    is_full = all(
        len(line) + 1 + len(after.split(maxsplit=1)[0]) > 0.8 * width
        for line, after in zip(block, following, strict=False)
    )
    going_on = sum(line.lstrip()[:1].islower() for line in following)
    if not is_full or going_on * 2 < len(following):
        return block
    return [_one(block)]


def _one(block: list[str]) -> str:
    """The lines in one; a word cut at a hyphen is whole again, its hyphen stays."""
    pieces = [line.strip() for line in block]
    spaces = ["" if before.endswith("-") else " " for before in pieces]
    return "".join(f"{piece}{space}" for piece, space in zip(pieces, spaces, strict=True)).strip()
