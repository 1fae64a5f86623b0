"""The conditions of sections and questions, and what depends on what through them."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from callforprojects.core.text.errors import Sentence
from callforprojects.core.text.i18n import _
from callforprojects.engines.conditions import (
    Condition,
    facts_in,
    from_json,
    zones_in,
)
from callforprojects.questionnaires.conditions.answers import fact_of
from callforprojects.questionnaires.conditions.project_terms import PLACE_TERMS, PROJECT
from callforprojects.questionnaires.models import Question, Revision, Section

Part = Section | Question
ZONE = "zone:"
"""How references of zones begin; the others are identifiers of territories."""


class Asking(Protocol):
    """What has sections with their questions: a revision, most often."""

    @property
    def sections(self) -> Sequence[Section]: ...


@dataclass(frozen=True, slots=True)
class ConditionUse:
    """Something that has conditions, and what a sentence calls it: `the question “Cost”`."""

    words: Sentence
    conditions: Sequence[Condition]
    owner_id: uuid.UUID | None = None

    @property
    def facts(self) -> frozenset[str]:
        """The facts that its conditions read."""
        return frozenset[str]().union(*map(facts_in, self.conditions))


def names_read(condition: Condition) -> frozenset[str]:
    """What it refers to: the facts that it reads, and the zones that it names."""
    zones = (each for each in zones_in(condition) if each.startswith(ZONE))
    return facts_in(condition) | frozenset(zones)


def condition_of(part: Part) -> Condition | None:
    """When a section or a question is asked; None when it always is."""
    return None if part.condition is None else from_json(part.condition)


def parts_of(revision: Asking) -> Iterator[Part]:
    """The sections, each before its questions (these must be loaded)."""
    for section in revision.sections:
        yield section
        yield from section.questions


def uses_in(revision: Revision) -> list[ConditionUse]:
    """The sections and questions that have a condition."""
    return [
        ConditionUse(part_words(part), [condition], part.id)
        for part in parts_of(revision)
        if (condition := condition_of(part)) is not None
    ]


def part_words(part: Part) -> Sentence:
    """What a sentence calls a section or a question."""
    if isinstance(part, Section):
        return _("the section “%(title)s”", title=part.title)
    return _("the question “%(label)s”", label=part.label)


def facts_told_by(question: Question) -> frozenset[str]:
    """The facts that have a value through a question: its answer, and what it stands for."""
    told = {fact_of(question.stable_id)}
    if question.stands_for:
        told.add(PROJECT + question.stands_for)
    if question.stands_for == "territory":
        told |= {term.name for term in PLACE_TERMS}
    return frozenset(told)


def dependencies(revision: Revision) -> Mapping[str, frozenset[str]]:
    """For each fact told here, those that decide whether its question is asked."""
    found: dict[str, frozenset[str]] = {}
    for section in revision.sections:
        of_section = _facts_of(section)
        for question in section.questions:
            needed = of_section | _facts_of(question)
            found.update(dict.fromkeys(facts_told_by(question), needed))
    return found


def copied_facts(revision: Revision, copy: Revision) -> Mapping[str, str]:
    """The names of the answers to a copy, by those of the original: questions keep their keys."""
    copied = {question.key: question for section in copy.sections for question in section.questions}
    return {
        fact_of(question.stable_id): fact_of(copied[question.key].stable_id)
        for section in revision.sections
        for question in section.questions
        if question.key in copied
    }


def _facts_of(part: Part) -> frozenset[str]:
    condition = condition_of(part)
    return frozenset() if condition is None else facts_in(condition)
