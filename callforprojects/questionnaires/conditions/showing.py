"""What is asked of somebody: the sections and questions whose conditions hold of their answers."""

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from callforprojects.engines.conditions import (
    Condition,
    Facts,
    FactValue,
    NoValue,
    Truth,
    Zones,
    evaluate,
    facts_in,
    zones_in,
)
from callforprojects.engines.conditions.truth import conjunction
from callforprojects.questionnaires.conditions.answers import Places, answer_fact
from callforprojects.questionnaires.conditions.parts import (
    Asking,
    Part,
    condition_of,
    facts_told_by,
    parts_of,
)
from callforprojects.questionnaires.conditions.project_terms import PLACE_TERMS
from callforprojects.questionnaires.models import Answer, Question, Section

_OF_PLACE = frozenset(term.name for term in PLACE_TERMS)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What conditions read besides answers: facts of who applies, of the call, of places."""

    facts: Facts = field(default_factory=dict)
    places: Places = field(default_factory=dict)
    zones: Zones = field(default_factory=dict)


NOTHING_AROUND = Surroundings()


@dataclass(frozen=True, slots=True)
class ReadByConditions:
    """What the conditions of a revision need to be known: names of facts, references of zones."""

    facts: frozenset[str]
    zones: frozenset[str]

    def __bool__(self) -> bool:
        return bool(self.facts)


def read_by_conditions(revision: Asking) -> ReadByConditions:
    """What has to be gathered before it is said what is shown (its questions must be loaded)."""
    found = [condition_of(part) for part in parts_of(revision) if part.condition is not None]
    conditions = [condition for condition in found if condition is not None]
    return ReadByConditions(
        frozenset[str]().union(*map(facts_in, conditions)),
        frozenset[str]().union(*map(zones_in, conditions)),
    )


@dataclass(frozen=True, slots=True)
class ShownParts:
    """Whether each section and question that has a condition is shown; the others always are."""

    truths: Mapping[uuid.UUID, Truth]

    def is_shown(self, part: Part) -> bool:
        """A question of a section that is not shown is not shown either."""
        return self.truths.get(part.id, Truth.TRUE) is Truth.TRUE

    def questions(self, section: Section) -> Sequence[Question]:
        """Those of a section that are shown."""
        if not self.is_shown(section):
            return ()
        return [question for question in section.questions if self.is_shown(question)]

    def is_open(self, part: Part) -> bool:
        """Whether it may still be shown, once more is answered: of a section, a part of it."""
        own = self.truths.get(part.id, Truth.TRUE)
        if isinstance(part, Section) and own is Truth.TRUE:
            return any(self.is_open(question) for question in part.questions)
        return own is Truth.UNKNOWN

    def shown_in(self, revision: Asking) -> Iterator[Section]:
        """The sections that ask something."""
        return (section for section in revision.sections if self.questions(section))


def shown_parts(
    revision: Asking, answers: Iterable[Answer], around: Surroundings = NOTHING_AROUND
) -> ShownParts:
    """What is shown, from the answers and what is around. Nothing is read.

    What is not known to be shown is not, and its answer, if there is one, is not known either.
    """
    if all(part.condition is None for part in parts_of(revision)):
        return ShownParts({})
    found = _Showing(revision, answers, around)
    return ShownParts({part.id: found.truth_of(part) for part in parts_of(revision)})


class _Showing:
    """Evaluates each condition once, after those that decide of the facts that it reads."""

    def __init__(self, revision: Asking, answers: Iterable[Answer], around: Surroundings) -> None:
        self._around = around
        self._answers = {answer.question_stable_id: answer for answer in answers}
        self._sections = {
            question.id: section for section in revision.sections for question in section.questions
        }
        self._told = {
            fact: question
            for section in revision.sections
            for question in section.questions
            for fact in facts_told_by(question)
        }
        self._truths: dict[uuid.UUID, Truth] = {}

    def truth_of(self, part: Part) -> Truth:
        if part.id not in self._truths:
            self._truths[part.id] = Truth.UNKNOWN  # what depends on itself is never known
            self._truths[part.id] = self._evaluated(part)
        return self._truths[part.id]

    def _evaluated(self, part: Part) -> Truth:
        condition = condition_of(part)
        own = Truth.TRUE if condition is None else self._holds(condition)
        if isinstance(part, Section) or own is Truth.FALSE:
            return own
        return conjunction((own, self.truth_of(self._sections[part.id])))

    def _holds(self, condition: Condition) -> Truth:
        facts = {name: self._fact(name) for name in facts_in(condition)}
        return evaluate(condition, facts, self._around.zones)

    def _fact(self, name: str) -> FactValue | NoValue:
        question = self._told.get(name)
        if question is None:
            return self._around.facts.get(name, NoValue.NOT_KNOWN)
        shown = self.truth_of(question)
        if shown is Truth.FALSE:
            return NoValue.NOT_ASKED
        if shown is Truth.UNKNOWN:
            return NoValue.NOT_KNOWN
        value = answer_fact(question, self._answers.get(question.stable_id), self._around.places)
        if name in _OF_PLACE and not isinstance(value, NoValue):
            return self._around.facts.get(name, NoValue.NOT_KNOWN)
        return value
