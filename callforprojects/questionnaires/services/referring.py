"""What is referred to: it is not removed, nor made something else, without being told by what."""

from collections.abc import Collection, Iterator, Sequence

from callforprojects.core.data.formats import join_words
from callforprojects.core.text.errors import DomainError, Sentence
from callforprojects.core.text.i18n import _
from callforprojects.engines.conditions import Condition, Constant, comparisons_in
from callforprojects.questionnaires import queries
from callforprojects.questionnaires.conditions import (
    STOOD_FOR,
    ConditionUse,
    fact_kind_of,
    facts_told_by,
    refer,
    uses_of,
)
from callforprojects.questionnaires.conditions.parts import Part
from callforprojects.questionnaires.models import Question, Revision, Section
from callforprojects.questionnaires.services.details import QuestionDetails

READ_BY_LISTS = frozenset({"title", "summary", "territory", "requested_amount", "total_cost"})
"""What lists, rankings and letters read: a questionnaire keeps the question that stands for it."""


def refuse_to_lose(parts: Sequence[Part], revision: Revision) -> None:
    """Raise DomainError when something that stays reads an answer to what is removed."""
    leaving = {part.id for part in parts}
    for question in (part for part in parts if isinstance(part, Question)):
        if question.stands_for in READ_BY_LISTS:
            raise DomainError(
                _(
                    "“%(label)s” cannot be removed: lists and rankings read its answer.",
                    label=question.label,
                )
            )
        uses = uses_of(revision, facts_told_by(question))
        left = [use for use in uses if use.owner_id not in leaving]
        if left:
            raise DomainError(
                _(
                    "“%(label)s” cannot be removed: its answer is used by %(uses)s.",
                    label=question.label,
                    uses=_named(left),
                )
            )


def forget_references(parts: Sequence[Part], revision: Revision) -> None:
    """What is removed refers to nothing any more."""
    for part in parts:
        if part.condition is not None:
            refer(part, revision.questionnaire_id, ())


def refuse_other_meaning(question: Question, details: QuestionDetails, revision: Revision) -> None:
    """Raise DomainError when a condition reads what the question would not tell any more."""
    if question.stands_for in READ_BY_LISTS and details.type is not question.type:
        raise DomainError(
            _("The type of this question cannot change: lists and rankings read its answer."),
            field="type",
        )
    uses = uses_of(revision, facts_told_by(question))
    if uses and fact_kind_of(details.type) is not fact_kind_of(question.type):
        raise DomainError(
            _(
                "The type of this question cannot change: its answer is used by %(uses)s.",
                uses=_named(uses),
            ),
            field="type",
        )
    _refuse_other_fact(question, details, uses)
    _refuse_lost_choice(question, details, uses)


def stand_for(question: Question, details: QuestionDetails, revision: Revision) -> None:
    """Let the question stand for a fact of the project, or for none. Raises DomainError."""
    if question.stands_for in READ_BY_LISTS:
        return
    fact = details.stands_for or None
    if fact is not None:
        _refuse_second(question, fact, revision)
        term = STOOD_FOR.get(fact)
        if term is None or term.kind is not fact_kind_of(details.type):
            raise DomainError(_("Choose in the list."), field="stands_for")
    question.stands_for = fact


def _refuse_second(question: Question, fact: str, revision: Revision) -> None:
    for other in queries.questions_of(revision):
        if other is not question and other.stands_for == fact:
            raise DomainError(
                _("The question “%(label)s” already gives it.", label=other.label),
                field="stands_for",
            )


def _refuse_other_fact(
    question: Question, details: QuestionDetails, uses: Sequence[ConditionUse]
) -> None:
    if not question.stands_for or question.stands_for in READ_BY_LISTS:
        return
    own = STOOD_FOR[question.stands_for].name
    left = [use for use in uses if own in use.facts]
    if left and (details.stands_for or None) != question.stands_for:
        raise DomainError(
            _("This cannot change: it is used by %(uses)s.", uses=_named(left)),
            field="stands_for",
        )


def _refuse_lost_choice(
    question: Question, details: QuestionDetails, uses: Sequence[ConditionUse]
) -> None:
    kept = {option["value"] for option in details.settings.get("options") or ()}
    told = facts_told_by(question)
    for option in question.settings.get("options", ()):
        if option["value"] in kept:
            continue
        left = [use for use in uses if _names(use.conditions, told, option["value"])]
        if left:
            raise DomainError(
                _(
                    "“%(choice)s” cannot be removed: it is used by %(uses)s.",
                    choice=option["label"],
                    uses=_named(left),
                ),
                field="options",
            )


def _names(conditions: Sequence[Condition], facts: Collection[str], value: str) -> bool:
    """Whether one of these facts is compared with a choice."""
    return any(
        value in named
        for condition in conditions
        for comparison in comparisons_in(condition)
        if comparison.fact in facts
        for named in _values(comparison.operands)
    )


def _values(operands: Sequence[object]) -> Iterator[Collection[object]]:
    for operand in operands:
        if isinstance(operand, Constant):
            value = operand.value
            yield value if isinstance(value, frozenset) else (value,)


def _named(uses: Sequence[ConditionUse]) -> Sentence:
    return join_words(use.words for use in uses)


def section_and_questions(section: Section) -> list[Part]:
    """A page with all that is on it."""
    return [section, *section.questions]
