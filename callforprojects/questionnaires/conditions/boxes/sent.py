"""What a page sent of the boxes of a condition, and what its buttons do."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from callforprojects.core.text.cleaning import LONGEST_LINE, clean
from callforprojects.engines.conditions.encoding import MOST_COMPARISONS, MOST_VALUES
from callforprojects.questionnaires.conditions.boxes.rows import (
    ConditionBoxes,
    ConditionGroup,
    ConditionRow,
    MatchOf,
    TextOf,
    with_group_added,
    with_part_removed,
    with_row_added,
)
from callforprojects.territories.queries import territory_meant

Fields = Mapping[str, Sequence[str]]
_ID = re.compile(r"[0-9]{1,3}(-[0-9]{1,3})?")


def boxes_in(fields: Fields, prefix: str) -> ConditionBoxes:
    """The boxes as a page sent them, after its button has done what it says.

    `prefix` begins the names of all inputs: a page may have two conditions. The button is
    `<prefix>-do`: `add`, `add:<group>`, `group`, `remove:<part>`; anything else changes nothing.
    """
    boxes = ConditionBoxes(_match(_first(fields, f"{prefix}-match"), MatchOf.ALL), [])
    groups: dict[str, list[ConditionRow]] = {}
    parts: list[str | ConditionRow] = []
    for identifier in list(dict.fromkeys(fields.get(f"{prefix}-part", ())))[:MOST_COMPARISONS]:
        if not _ID.fullmatch(identifier):
            continue
        group_id = identifier.rpartition("-")[0]
        if f"{prefix}-{identifier}-match" in fields and not group_id:
            groups[identifier] = []
            parts.append(identifier)
        elif group_id in groups:
            groups[group_id].append(_row(fields, prefix, identifier))
        elif not group_id:
            parts.append(_row(fields, prefix, identifier))
    read = [
        ConditionGroup(part, _match(_first(fields, f"{prefix}-{part}-match")), groups[part])
        if isinstance(part, str)
        else part
        for part in parts
    ]
    return _pressed(replace(boxes, parts=read), _first(fields, f"{prefix}-do"))


def _row(fields: Fields, prefix: str, identifier: str) -> ConditionRow:
    stem = f"{prefix}-{identifier}"
    chosen = [value for value in fields.get(f"{stem}-chosen", ()) if value][:MOST_VALUES]
    place_text = _first(fields, f"{stem}-added")
    found = territory_meant(place_text) if place_text else None
    if found is not None:
        chosen, place_text = [*chosen, found.id], ""
    return ConditionRow(
        id=identifier,
        fact=_first(fields, f"{stem}-fact"),
        code=_first(fields, f"{stem}-code"),
        texts={name.value: _first(fields, f"{stem}-{name.value}") for name in TextOf},
        chosen=list(dict.fromkeys(chosen)),
        place_text=place_text,
    )


def _pressed(boxes: ConditionBoxes, pressed: str) -> ConditionBoxes:
    verb, _colon, part_id = pressed.partition(":")
    match verb:
        case "add":
            return with_row_added(boxes, part_id)
        case "group":
            return with_group_added(boxes)
        case "remove":
            return with_part_removed(boxes, part_id)
    return boxes


def _match(text: str, default: MatchOf = MatchOf.ANY) -> MatchOf:
    return MatchOf(text) if text in set(MatchOf) else default


def _first(fields: Fields, name: str) -> str:
    texts = fields.get(name)
    return clean(texts[0])[:LONGEST_LINE] if texts else ""
