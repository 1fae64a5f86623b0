"""What somebody who looks for a territory or an organisation may mean: the readings of a text.

Names come with a legal form (« mairie de Rennes »), a place (« Ajaccio 2A », « Plouzané
Finistère »), the words of an address (« Lyon cedex 03 »): each reading takes some of them apart.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from callforprojects.core.text.search_text import folded
from callforprojects.territories.departements import departements
from callforprojects.territories.institutions import institutions
from callforprojects.territories.legal_forms import LegalForm, Words, forms_in
from callforprojects.territories.names import (
    LINKING_WORDS,
    sorting_name,
    without_linking,
    words_of,
)

_MOST_READINGS = 5
_MOST_LOOSE = 1
_POST_OFFICE_BOX = frozenset({"bp", "cs", "tsa"})
_NUMBER = re.compile(r"[0-9]{1,6}")
_ORDINAL = re.compile(r"[0-9]{1,2}(er|e|eme|ieme)?|arrondissement|arr|ardt|arrdt")
_DIVIDED = frozenset({"paris", "lyon", "marseille"})  # into municipal arrondissements
_POSTAL_CODE = re.compile(r"[0-9]{5}")
_COUNCIL = re.compile(r"\b(cd|cg|ct)([0-9]{2,3}|2[ab])\b")  # « CD35 »
_SHORTENED = {"pce": "provence", "gd": "grand", "gde": "grande", "mt": "mont"}  # « Aix en Pce »
_CORSICA = frozenset({"departement:2A", "departement:2B"})


@dataclass(frozen=True, slots=True)
class Reading:
    """The words of a name, the legal form it is looked for under, and where: None, anywhere."""

    words: Words
    form: LegalForm | None = None
    departements: frozenset[str] | None = None

    @property
    def name(self) -> str:
        """As names are filed (`names.sorting_name`)."""
        return sorting_name(" ".join(self.words))

    @property
    def telling_words(self) -> list[str]:
        return words_of(" ".join(self.words))


def readings(text: str) -> list[Reading]:
    """The readings of a text, the most literal first; none of a text without a letter or figure."""
    found: dict[Reading, None] = {}
    for spelled in _spelled(text):
        found.update(dict.fromkeys(_readings(spelled)))
    return list(found)[:_MOST_READINGS]


def loose_readings(text: str) -> list[Reading]:
    """The same without the legal form that a text gives: institutions change it, people do not."""
    return [
        Reading(without_linking(bare))
        for words in _spelled(text)
        for _form, bare in forms_in(words)
    ][:_MOST_LOOSE]


def _spelled(text: str) -> Iterator[Words]:
    spelled = _COUNCIL.sub(r"\1 \2", folded(text)).split()
    words = tuple(_SHORTENED.get(word, word) for word in spelled)
    yield from (
        spelling for spelling in dict.fromkeys((words, _without_address(words))) if spelling
    )


def _readings(words: Words) -> Iterator[Reading]:
    yield Reading(words)
    for rest, where in _places_in(words):
        yield Reading(rest, None, where)
    for form, bare in forms_in(words):
        rest = without_linking(bare)
        yield Reading(rest, form)
        for name, where in _places_in(rest):
            yield Reading(name, form, where)


def _without_address(words: Words) -> Words:
    """Without what the post office adds: boxes, cedex and its number, an arrondissement."""
    left: list[str] = []
    is_number_of = False
    for word in words:
        if is_number_of and _NUMBER.fullmatch(word):
            is_number_of = False
        elif word == "cedex" or word in _POST_OFFICE_BOX:
            is_number_of = True
        else:
            is_number_of = False
            left.append(word)
    if _DIVIDED.intersection(left):
        left = [word for word in left if not _ORDINAL.fullmatch(word)]
    return tuple(left)


def _places_in(words: Words) -> Iterator[tuple[Words, frozenset[str]]]:
    """Where the text says that it is, at its end or at its beginning, and the rest of it.

    What remains has a word at least; the longest name of a place first.
    """
    for length in range(len(words) - 1, 0, -1):
        for part, rest in ((words[-length:], words[:-length]), (words[:length], words[length:])):
            where = _departements_named(part)
            if where and any(_tells(word) for word in rest):
                yield without_linking(rest), where
                return


def _tells(word: str) -> bool:
    return not word.isdigit() and word not in LINKING_WORDS


def _departements_named(part: Sequence[str]) -> frozenset[str]:
    """The départements of what has this number or name; of the post office's code too."""
    (first, *others) = without_linking(part)
    if not others and _POSTAL_CODE.fullmatch(first):
        return _of_postal_code(first)
    return _departements_by_name().get(" ".join((first, *others)), frozenset())


def _of_postal_code(code: str) -> frozenset[str]:
    if code.startswith("20"):
        return _CORSICA
    number = code[:3] if code.startswith(("97", "98")) else code[:2]
    return frozenset({f"departement:{number}"} & departements().keys())


@cache
def _departements_by_name() -> dict[str, frozenset[str]]:
    """The départements of each département, region and institution, by number and by name."""
    found: dict[str, set[str]] = {}
    for departement in departements().values():
        for name in (
            departement.code.lower(),
            sorting_name(departement.name),
            sorting_name(departement.region),
        ):
            found.setdefault(name, set()).add(departement.id)
    for institution in institutions().values():
        own = {place for place in institution.places if place in departements()}
        region = institution.territory_id
        own |= {
            departement.id
            for departement in departements().values()
            if departement.region_id == region
        }
        for name in institution.usual_names if own else ():
            found.setdefault(sorting_name(name), set()).update(own)
    return {name: frozenset(ids) for name, ids in found.items()}
