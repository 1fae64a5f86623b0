"""The list of a zone as somebody has it: which column says what, which codes its lines name.

Pure: what the codes are is looked up elsewhere (`queries.zones`).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import NamedTuple

from callforprojects.core.tables.csv_reading import ListLine
from callforprojects.core.text.cleaning import visible
from callforprojects.core.text.search_text import folded
from callforprojects.territories.models import TerritoryLevel

MOST_CODES = 20_000
_LONGEST_CODE, _LONGEST_NAME = 60, 200
_CODE = re.compile(r"[a-z]+:[0-9A-Za-z-]+|[0-9]{9}|[0-9][0-9ABab][0-9]{3}|[0-9]{1,4}|2[ABab]|6AE")
_BETWEEN = re.compile(r"[\s,;/|+]+")
_SIREN = re.compile(r"[0-9]{9}")
_LONGEST_OF_DEPARTEMENT = 3
_SIGNS_OF_COMMUNE = 5


class Meaning(Enum):
    """What a column holds."""

    CODE = auto()
    COMMUNE = auto()
    EPCI = auto()
    DEPARTEMENT = auto()
    REGION = auto()
    LEVEL = auto()
    OWN_CODE = auto()
    OWN_NAME = auto()
    PART = auto()


class ZoneLine(NamedTuple):
    """What a line of a list puts in a zone."""

    territory_id: str
    is_part: bool
    own_code: str
    own_name: str


@dataclass(frozen=True, slots=True)
class ListedCode:
    """A code as it is written, on which line, and the level of its territory if it is said."""

    line: int
    code: str
    level: TerritoryLevel | None
    is_part: bool
    own_code: str = ""
    own_name: str = ""

    @property
    def candidates(self) -> Sequence[str]:
        """The identifiers of the territories that it may be, likeliest first; a SIREN is one."""
        code = self.code
        if ":" in code:
            return (code,)
        if _SIREN.fullmatch(code):
            return (f"epci:{code}", f"ept:{code}", code)
        if len(code) > _LONGEST_OF_DEPARTEMENT:
            is_commune = self.level in {None, TerritoryLevel.COMMUNE}
            padded = code.upper().zfill(_SIGNS_OF_COMMUNE)
            return (f"commune:{padded}",) if is_commune else ()
        short = code.upper().zfill(2)
        levels = [self.level] if self.level else [TerritoryLevel.DEPARTEMENT, TerritoryLevel.REGION]
        return [f"{level.value}:{short}" for level in levels if level in _WITH_SHORT_CODES]


def codes_listed(lines: Sequence[ListLine], *, are_parts: bool) -> list[ListedCode]:
    """The codes of a list, line by line; of `MOST_CODES` and one more, the rest is not read.

    The first line says what the columns are, when it names one that is known; else the first cell
    of each line is its code. `are_parts`: a part only of each territory is meant, whatever the list
    says; so it is of a line that has a code of its own, unless the list says no.
    """
    found: list[ListedCode] = []
    meanings = _meanings(lines[0].cells) if lines else {}
    for line in lines[1:] if meanings else lines:
        found += _of_line(line, meanings or {Meaning.CODE: 0}, are_parts=are_parts)
        if len(found) > MOST_CODES:
            break
    return found


def _meanings(cells: Sequence[str]) -> Mapping[Meaning, int]:
    """The place of each column that is known; none when no code is among them."""
    places: dict[Meaning, int] = {}
    for place, cell in enumerate(cells):
        meaning = _HEADINGS.get(folded(cell))
        if meaning is not None:
            places.setdefault(meaning, place)
    return places if any(meaning in places for meaning in _CODES) else {}


def _of_line(
    line: ListLine, places: Mapping[Meaning, int], *, are_parts: bool
) -> Iterator[ListedCode]:
    def cell(meaning: Meaning) -> str:
        place = places.get(meaning, len(line.cells))
        return visible(line.cells[place]) if place < len(line.cells) else ""

    column = next((meaning for meaning in _CODES if cell(meaning)), None)
    own_code = cell(Meaning.OWN_CODE)[:_LONGEST_CODE]
    level = _LEVELS.get(folded(cell(Meaning.LEVEL))) or (_CODES[column] if column else None)
    said = folded(cell(Meaning.PART))
    is_part = are_parts or said in _YES or (bool(own_code) and said not in _NO)
    for code in _split(cell(column)) if column else [""]:
        yield ListedCode(
            line.number, code, level, is_part, own_code, cell(Meaning.OWN_NAME)[:_LONGEST_NAME]
        )


def _split(cell: str) -> list[str]:
    """The codes of a cell: `69256, 69029` are two, `243 500 139` is one, `35238 Rennes` too."""
    if _SIREN.fullmatch(cell.replace(" ", "")):
        return [cell.replace(" ", "")]
    pieces = [piece for piece in _BETWEEN.split(cell) if piece]
    if all(_CODE.fullmatch(piece) for piece in pieces):
        return pieces
    first = pieces[0] if pieces else ""
    return [first if _CODE.fullmatch(first) else cell[:_LONGEST_NAME]]


_WITH_SHORT_CODES = frozenset({TerritoryLevel.DEPARTEMENT, TerritoryLevel.REGION})
# The columns that hold a code, the finest first: a list of communes names their région too.
_CODES: Mapping[Meaning, TerritoryLevel | None] = {
    Meaning.CODE: None,
    Meaning.COMMUNE: TerritoryLevel.COMMUNE,
    Meaning.EPCI: TerritoryLevel.EPCI,
    Meaning.DEPARTEMENT: TerritoryLevel.DEPARTEMENT,
    Meaning.REGION: TerritoryLevel.REGION,
}
_LEVELS: Mapping[str, TerritoryLevel] = {
    "commune": TerritoryLevel.COMMUNE,
    "municipality": TerritoryLevel.COMMUNE,
    "epci": TerritoryLevel.EPCI,
    "intercommunalite": TerritoryLevel.EPCI,
    "intermunicipality": TerritoryLevel.EPCI,
    "departement": TerritoryLevel.DEPARTEMENT,
    "department": TerritoryLevel.DEPARTEMENT,
    "dep": TerritoryLevel.DEPARTEMENT,
    "region": TerritoryLevel.REGION,
    "reg": TerritoryLevel.REGION,
}
_YES = frozenset({"oui", "o", "yes", "y", "1", "x", "vrai", "true"})
_NO = frozenset({"non", "n", "no", "0", "faux", "false"})
_NAMES: Mapping[Meaning, str] = {
    Meaning.CODE: "code|identifiant|identifier|code territoire|territory code",
    Meaning.COMMUNE: (
        "insee|code insee|insee com|insee commune|code commune|code insee commune|codgeo|depcom"
        "|com|commune|code com|code geo|municipality|municipality code|insee code"
    ),
    Meaning.EPCI: (
        "siren|siren epci|epci|code epci|siren groupement|code siren|intermunicipality|siren code"
        "|intercommunalite"
    ),
    Meaning.DEPARTEMENT: (
        "departement|code departement|dep|insee dep|code dep|department|department code"
    ),
    Meaning.REGION: "region|code region|reg|insee reg|code reg|region code",
    Meaning.LEVEL: "niveau|level|type de territoire|maille|territory type",
    Meaning.OWN_CODE: (
        "code qp|qp|code qpv|qpv|code zone|code quartier|code propre|zone code|own code|id qpv"
    ),
    Meaning.OWN_NAME: (
        "nom qp|lib qp|libelle qp|nom qpv|nom zone|nom quartier|nom propre|zone name|own name"
    ),
    Meaning.PART: "en partie|partie|partiel|partielle|in part|part|partial",
}
_HEADINGS = {name: meaning for meaning, names in _NAMES.items() for name in names.split("|")}
EXAMPLES = (
    ListedCode(1, "35238", TerritoryLevel.COMMUNE, is_part=False),
    ListedCode(2, "243500139", TerritoryLevel.EPCI, is_part=False),
    ListedCode(3, "35", TerritoryLevel.DEPARTEMENT, is_part=False),
    ListedCode(4, "53", TerritoryLevel.REGION, is_part=False),
    ListedCode(
        5,
        "35288",
        TerritoryLevel.COMMUNE,
        is_part=True,
        own_code="QN03512M",
        own_name="La Découverte",
    ),
)
"""One line of each sort, in the list that is filled in."""
