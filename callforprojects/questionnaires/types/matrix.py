"""The matrix: in each cell claimed, a level and the sentence that argues it."""

import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from callforprojects.core.data.values import Unreadable
from callforprojects.core.text.cleaning import clean
from callforprojects.core.text.errors import Sentence
from callforprojects.core.text.i18n import _, ngettext
from callforprojects.iso37101.frame import frame
from callforprojects.iso37101.profile import HARM, MAJOR
from callforprojects.questionnaires.types.kind import (
    AnswerType,
    Fault,
    Fields,
    Settings,
    TooLong,
)

DEFAULT_CELLS = 12
LONGEST_ARGUMENT = 2000
_LONGEST_LIST = 72 * 2 * (LONGEST_ARGUMENT + 100)  # in JSON, where a quotation mark is two signs
_NAME = re.compile(r"claim-(?P<purpose>[a-z-]+?)--(?P<domain>[a-z-]+)-(?:level|argument)")
_LEVELS = {str(level): level for level in range(HARM, MAJOR + 1)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What a project says of one cell."""

    purpose: str
    domain: str
    level: int
    argument: str

    @property
    def input_stem(self) -> str:
        """The beginning of the names of its two inputs."""
        return input_stem_of(self.purpose, self.domain)


def input_stem_of(purpose: str, domain: str) -> str:
    return f"claim-{purpose}--{domain}"


def claims_in(value: list[dict[str, Any]] | None) -> list[Claim]:
    """The claims of a stored value."""
    return [Claim(**claim) for claim in value or ()]


def claims_in_text(raw_text: str) -> list[Claim]:
    """The claims of what was typed, as far as they can be read, for the boxes."""
    try:
        return claims_in(json.loads(raw_text or "[]"))
    except (ValueError, TypeError):
        return []


class Matrix(AnswerType):
    """A list of claims, in the order of the frame. `max_cells` limits the argued ones.

    Typed, it is the same list written in JSON.
    """

    setting_names = ("max_cells",)
    box = "matrix"
    longest = _LONGEST_LIST

    def parse(self, raw_text: str, settings: Settings) -> list[dict[str, Any]] | None:
        del settings
        try:
            given = {(c["purpose"], c["domain"]): c for c in json.loads(raw_text)}
            claims = [_claim(*cell.key, given.pop(cell.key, {})) for cell in frame().cells]
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise Unreadable(_("The matrix could not be read. Fill it in again.")) from error
        if given:
            raise Unreadable(_("The matrix could not be read. Fill it in again."))
        return [asdict(claim) for claim in claims if claim.level or claim.argument] or None

    def refuse_long(self, raw_text: str) -> None:
        """Each argument has its length, and so have all of them: a page may send other cells."""
        super().refuse_long(raw_text)
        for claim in claims_in_text(raw_text):
            if len(str(claim.argument)) > LONGEST_ARGUMENT:
                raise TooLong(_too_long(claim), f"{claim.input_stem}-argument")

    def to_input(self, value: list[dict[str, Any]]) -> str:
        return json.dumps(value, ensure_ascii=False, sort_keys=True)

    def to_display(self, value: list[dict[str, Any]], settings: Settings) -> str:
        del settings
        argued = sum(claim["level"] != 0 for claim in value)
        return str(ngettext("%(num)s cell claimed", "%(num)s cells claimed", argued))

    def compared(self, value: list[dict[str, Any]], settings: Settings) -> str:
        """One line a cell: its name, its level, its argument."""
        del settings
        lines = []
        for claim in claims_in(value):
            cell = frame().cell(claim.purpose, claim.domain)
            level = frame().contribution(claim.level).label
            lines.append(f"{cell.short} ({level}) {claim.argument}".rstrip())
        return "\n".join(lines)

    def faults(self, value: list[dict[str, Any]], settings: Settings) -> Iterator[Fault]:
        claims = claims_in(value)
        argued = [claim for claim in claims if claim.level]
        excess = len(argued) - settings.get("max_cells", DEFAULT_CELLS)
        if excess > 0:
            yield Fault(
                ngettext(
                    "%(num)s cell too many: keep those where your project weighs most.",
                    "%(num)s cells too many: keep those where your project weighs most.",
                    excess,
                ),
                f"claim-{argued[0].domain}",
            )
        for claim in claims:
            yield from _faults_of(claim)

    def collect(self, fields: Fields, name: str) -> str | None:
        """Two inputs per cell, named after it; what no page has is kept, for `parse` to refuse."""
        if f"{name}-asked" not in fields:
            return None
        sent = [_sent(*cell.key, fields) for cell in frame().cells]
        sent += [_sent(*key, fields) for key in _strangers(fields)]
        kept = [claim for claim in sent if claim["level"] or claim["argument"]]
        return self.to_input(kept) if kept else ""


def _sent(purpose: str, domain: str, fields: Fields) -> dict[str, Any]:
    """One cell as a page sent it; a level that is not in the scale stays as it is."""
    stem = input_stem_of(purpose, domain)
    level = fields.get(f"{stem}-level", ["0"])[0]
    argument = clean(fields.get(f"{stem}-argument", [""])[0])
    return {
        "purpose": purpose,
        "domain": domain,
        "level": _LEVELS.get(level, level),
        "argument": argument,
    }


def _strangers(fields: Fields) -> Iterator[tuple[str, str]]:
    """The cells that a page sent and that the frame does not have."""
    known = {cell.key for cell in frame().cells}
    for name in fields:
        found = _NAME.fullmatch(name)
        if found is not None and found.groups() not in known:
            yield found["purpose"], found["domain"]


def _claim(purpose: str, domain: str, given: dict[str, Any]) -> Claim:
    """One cell. Raises KeyError for a cell or a level that does not exist."""
    frame().cell(purpose, domain)
    argument = clean(str(given.get("argument", "")))
    level = _LEVELS[str(given.get("level", 0))]
    return Claim(purpose=purpose, domain=domain, level=level, argument=argument)


def _faults_of(claim: Claim) -> Iterator[Fault]:
    cell = frame().cell(claim.purpose, claim.domain)
    argument_id = f"{claim.input_stem}-argument"
    if claim.level == HARM and not claim.argument:
        yield Fault(
            _("%(cell)s: enter the measure that counters this effect.", cell=cell.short),
            argument_id,
        )
    elif claim.level and not claim.argument:
        yield Fault(
            _("%(cell)s: describe what your project does here.", cell=cell.short), argument_id
        )
    elif claim.argument and not claim.level:
        yield Fault(
            _("%(cell)s: choose a contribution, or remove the text.", cell=cell.short),
            f"{claim.input_stem}-level",
        )
    if len(claim.argument) > LONGEST_ARGUMENT:
        yield Fault(_too_long(claim), argument_id)


def _too_long(claim: Claim) -> Sentence:
    known = {cell.key: cell.short for cell in frame().cells}
    cell = known.get((claim.purpose, claim.domain), claim.domain)
    return _("%(cell)s: this text is too long.", cell=cell)
