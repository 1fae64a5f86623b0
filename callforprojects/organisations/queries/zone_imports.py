"""What a list would put in a zone, looked at before anything is written."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import or_, select

from callforprojects.core.data.database import db
from callforprojects.core.text.i18n import _
from callforprojects.core.text.labels import LabelledEnum
from callforprojects.organisations.zone_lists import ListedCode, ZoneLine
from callforprojects.territories.models import Territory, TerritoryLevel
from callforprojects.territories.other_names import successors

_AT_ONCE = 10_000  # parameters of a query


class ListProblem(LabelledEnum):
    """Why a line of a list puts nothing in a zone."""

    NO_CODE = "no_code", _("There is no code on this line.")
    UNKNOWN = "unknown", _("No territory has this code.")
    AMBIGUOUS = (
        "ambiguous",
        _("A département and a region have this code: say which in a column “level”."),
    )


@dataclass(frozen=True, slots=True)
class LeftOutLine:
    """A line that puts nothing in the zone, and why."""

    line: int
    code: str
    problem: ListProblem


@dataclass(frozen=True, slots=True)
class RepeatedLine:
    """A line that says what an earlier one has said."""

    line: int
    code: str
    first: int


@dataclass(frozen=True, slots=True)
class ReplacedLine:
    """A commune that has joined another, or has another code now: that one takes its place."""

    line: int
    code: str
    name: str


@dataclass(slots=True)
class ZoneReading:
    """What was read of a list."""

    lines: list[ZoneLine] = field(default_factory=list)
    left_out: list[LeftOutLine] = field(default_factory=list)
    repeated: list[RepeatedLine] = field(default_factory=list)
    replaced: list[ReplacedLine] = field(default_factory=list)
    levels: Counter[TerritoryLevel] = field(default_factory=Counter)

    @property
    def in_part(self) -> int:
        """Of how many lines a part of the territory only is meant."""
        return sum(line.is_part for line in self.lines)


@dataclass(frozen=True, slots=True)
class ZoneDifference:
    """What another list would change in a zone: names of territories, at most as many as asked."""

    added: int
    removed: int
    added_names: Sequence[str]
    removed_names: Sequence[str]


@dataclass(slots=True)
class _Reading(ZoneReading):
    """The same while it is read: by territory and own code, the line of the list and its place."""

    seen: dict[tuple[str, str], tuple[int, int]] = field(default_factory=dict)

    def add(self, code: ListedCode, territory: "_Known", is_replaced: bool) -> None:  # noqa: FBT001  # one of two facts of what was found
        """One more line; said again, it changes nothing but that the whole is meant, not a part."""
        line = ZoneLine(territory.id, code.is_part or is_replaced, code.own_code, code.own_name)
        key = (line.territory_id, line.own_code)
        if key in self.seen:
            first, place = self.seen[key]
            self.repeated.append(RepeatedLine(code.line, code.code, first))
            if not line.is_part:
                self.lines[place] = line
            return
        self.seen[key] = (code.line, len(self.lines))
        if is_replaced:
            self.replaced.append(ReplacedLine(code.line, code.code, territory.name))
        self.levels[territory.level] += 1
        self.lines.append(line)


@dataclass(frozen=True, slots=True)
class _Known:
    id: str
    level: TerritoryLevel
    name: str
    joined: str | None  # the commune of which it is a part now


def reading_of(codes: Sequence[ListedCode]) -> ZoneReading:
    """Which territories these codes are, and what is wrong with the others.

    A commune that has joined another is replaced by it, of which it is a part. Whole territories
    that are named again, and the same part of one, are said once.
    """
    joined = successors()
    candidates = {each for code in codes for each in code.candidates}
    known = _known(candidates | {joined[each] for each in candidates if each in joined})
    reading = _Reading()
    for code in codes:
        found = [each for each in (_found(c, known, joined) for c in code.candidates) if each]
        if len(found) == 1:
            reading.add(code, *found[0])
        else:
            reading.left_out.append(LeftOutLine(code.line, code.code, _problem(code, found)))
    return reading


def difference_between(
    before: Collection[ZoneLine], after: Collection[ZoneLine], *, most: int
) -> ZoneDifference:
    """What a new list adds and removes: a territory that becomes a part of one is both."""
    old = {(line.territory_id, line.is_part, line.own_code): line for line in before}
    new = {(line.territory_id, line.is_part, line.own_code): line for line in after}
    added = [new[key] for key in sorted(new.keys() - old.keys())]
    removed = [old[key] for key in sorted(old.keys() - new.keys())]
    names = _names([line.territory_id for line in (*added[:most], *removed[:most])])
    return ZoneDifference(
        len(added),
        len(removed),
        [_in_words(line, names) for line in added[:most]],
        [_in_words(line, names) for line in removed[:most]],
    )


def _found(
    candidate: str, known: Mapping[str, _Known], joined: Mapping[str, str]
) -> tuple[_Known, bool] | None:
    """The territory that an identifier, or a SIREN, is; and whether another has its place now."""
    territory = known.get(candidate)
    if territory is not None and territory.joined is None:
        return territory, False
    successor = territory.joined if territory else joined.get(candidate)
    present = known.get(successor or "")
    return (present, True) if present else None


def _problem(code: ListedCode, found: Sequence[object]) -> ListProblem:
    if not code.code:
        return ListProblem.NO_CODE
    return ListProblem.AMBIGUOUS if found else ListProblem.UNKNOWN


def _known(identifiers: Collection[str]) -> dict[str, _Known]:
    """The territories of these identifiers and SIREN, by each; ten thousand to a query."""
    wanted, found = sorted(identifiers), {}
    for start in range(0, len(wanted), _AT_ONCE):
        piece = wanted[start : start + _AT_ONCE]
        query = select(
            Territory.id,
            Territory.siren,
            Territory.level,
            Territory.name,
            Territory.search_name,
            Territory.institution_id,
        ).where(or_(Territory.id.in_(piece), Territory.siren.in_(piece)))
        for key, siren, level, name, search_name, institution_id in db.session.execute(query):
            is_gone = not search_name and (institution_id or "").startswith("commune:")
            joined = institution_id if is_gone and key.startswith("commune:") else None
            found[key] = _Known(key, level, name, joined)
            if siren and siren in identifiers and f"{level.value}:{siren}" != key:
                found[siren] = found[key]
    missing = {each.joined for each in found.values() if each.joined} - found.keys()
    return found | _known(missing) if missing else found


def _names(territory_ids: Collection[str]) -> Mapping[str, str]:
    rows = db.session.execute(
        select(Territory.id, Territory.name).where(Territory.id.in_(territory_ids))
    )
    return {row[0]: row[1] for row in rows}


def _in_words(line: ZoneLine, names: Mapping[str, str]) -> str:
    name = names.get(line.territory_id, line.territory_id)
    own = line.own_name or line.own_code
    code = line.territory_id.partition(":")[2]
    return f"{name} ({code}), {own}" if own else f"{name} ({code})"
