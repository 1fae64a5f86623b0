"""The facts that the conditions of one questionnaire may read."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from callforprojects.core.data import formats
from callforprojects.core.data.feature import features
from callforprojects.core.text.errors import Sentence
from callforprojects.core.text.i18n import _
from callforprojects.engines.conditions import FactKind
from callforprojects.questionnaires import queries
from callforprojects.questionnaires.conditions.answers import fact_kind_of, fact_of
from callforprojects.questionnaires.conditions.applicant_terms import applicant_terms
from callforprojects.questionnaires.conditions.project_terms import PLACE_TERMS, STOOD_FOR
from callforprojects.questionnaires.conditions.terms import Catalogue, FactTerm, Option
from callforprojects.questionnaires.models import Question, QuestionType, Revision


def catalogue_of(revision: Revision) -> Catalogue:
    """The answers to its questions, what these stand for, then what features declare.

    The questions of `revision` must be loaded. Nothing is read.
    """
    questions = list(queries.questions_of(revision))
    terms = [_of_answer(question) for question in questions]
    terms += _of_project(questions)
    terms += applicant_terms()
    terms += declared_terms()
    known = {term.name: term for term in (*STOOD_FOR.values(), *PLACE_TERMS)}
    there = {term.name: term for term in terms}
    return Catalogue(
        terms=there,
        gone={name: term for name, term in known.items() if name not in there},
    )


def declared_terms() -> Iterator[FactTerm]:
    """The facts of features, those below first (`Feature.fact_terms`)."""
    for feature in features():
        yield from feature.fact_terms


def _of_answer(question: Question) -> FactTerm:
    """What is answered, called by the question itself."""
    heading = question.label.rstrip("? :\u00a0\u202f") or question.label
    is_document = question.type is QuestionType.FILE
    is_percentage = question.type is QuestionType.PERCENTAGE
    return FactTerm(
        name=fact_of(question.stable_id),
        kind=fact_kind_of(question.type),
        label=_document(heading) if is_document else _answer(question.label),
        options=_options(question),
        heading=question.label,
        is_feminine=not is_document,
        unit=_percentage if is_percentage else None,
        is_quoted=True,
    )


def _answer(label: str) -> Sentence:
    return _("the answer to “%(question)s”", question=label)


def _document(label: str) -> Sentence:
    return _("the document “%(name)s”", name=label)


def _percentage(number: Decimal) -> Sentence:
    return formats.percent(number / 100, max(0, -int(number.as_tuple().exponent)))


def _options(question: Question) -> Sequence[Option]:
    return [(option["value"], option["label"]) for option in question.settings.get("options", ())]


def _of_project(questions: Sequence[Question]) -> Iterator[FactTerm]:
    """A question that stands for a fact gives its choices; the wrong kind gives nothing."""
    for question in questions:
        term = STOOD_FOR.get(question.stands_for or "")
        if term is not None and term.kind is fact_kind_of(question.type):
            yield replace(term, options=_options(question), is_quoted=bool(_options(question)))
            if term.kind is FactKind.PLACE:
                yield from PLACE_TERMS
