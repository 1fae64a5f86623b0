"""The sentences of all conditions of a questionnaire, for whoever edits it."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from callforprojects.engines.conditions import facts_in
from callforprojects.questionnaires.conditions.catalogue import catalogue_of
from callforprojects.questionnaires.conditions.parts import (
    Part,
    condition_of,
    facts_told_by,
    parts_of,
)
from callforprojects.questionnaires.conditions.places import with_places
from callforprojects.questionnaires.conditions.wording import sentence_of
from callforprojects.questionnaires.models import Question, Revision


@dataclass(frozen=True, slots=True)
class ShownIf:
    """When a section or a question is shown, in words; whether a question further on decides it."""

    sentence: str
    looks_later: bool


def conditions_described(revision: Revision) -> Mapping[uuid.UUID, ShownIf]:
    """By section and question that has a condition (its questions must be loaded).

    One query when places are named, else none.
    """
    found = {
        part.id: condition
        for part in parts_of(revision)
        if (condition := condition_of(part)) is not None
    }
    catalogue = with_places(catalogue_of(revision), found.values()) if found else None
    if catalogue is None:
        return {}
    later = _told_later(revision)
    return {
        part_id: ShownIf(
            sentence_of(condition, catalogue),
            looks_later=not later[part_id].isdisjoint(facts_in(condition)),
        )
        for part_id, condition in found.items()
    }


def _told_later(revision: Revision) -> Mapping[uuid.UUID, frozenset[str]]:
    """For each part, the facts that are asked after it."""
    told: frozenset[str] = frozenset()
    found: dict[uuid.UUID, frozenset[str]] = {}
    parts: list[Part] = list(parts_of(revision))
    for part in reversed(parts):
        found[part.id] = told
        if isinstance(part, Question):
            told |= facts_told_by(part)
    return found
