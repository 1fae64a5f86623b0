"""The preview of a questionnaire, as if some answers had been given."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from callforprojects.core.text.errors import Sentence
from callforprojects.iso37101.frame import frame
from callforprojects.questionnaires.answering import (
    Entry,
    collect,
    entry_of,
    parse_answer,
)
from callforprojects.questionnaires.conditions import (
    ReadByConditions,
    ShownParts,
    Surroundings,
    facts_told_by,
    read_by_conditions,
    shown_parts,
)
from callforprojects.questionnaires.models import Answer, Question, Revision, Section
from callforprojects.questionnaires.queries import questions_of
from callforprojects.questionnaires.types.kind import Fields

_TYPE = "applicant.types"


@dataclass(frozen=True, slots=True)
class QuestionnairePreview:
    """The pages with the answers that were tried; what conditions read can be answered.

    `type_code` is the type of the applicant that was tried, where conditions ask for it.
    """

    pages: Sequence[tuple[Section, Sequence[Entry]]]
    shown: ShownParts
    read: ReadByConditions
    type_code: str = ""

    @property
    def types(self) -> Sequence[tuple[str, Sentence]]:
        """The types of applicants that can be tried; none where no condition reads them."""
        if _TYPE not in self.read.facts:
            return ()
        return [(term.code, term.label) for term in frame().offered_types]

    def decides(self, entry: Entry) -> bool:
        """Whether a condition reads the answer."""
        return not self.read.facts.isdisjoint(facts_told_by(entry.question))


def questionnaire_preview(
    revision: Revision, fields: Fields, type_code: str
) -> QuestionnairePreview:
    """The preview of a revision, whose questions are loaded, with what was tried in `fields`.

    As long as nothing is tried, everything is shown.
    """
    tried = collect(list(questions_of(revision)), fields)
    answers = {
        question.key: _answer(question, tried[question.key].text)
        for question in questions_of(revision)
        if question.key in tried
    }
    facts = {_TYPE: frozenset({type_code})} if type_code else {}
    is_tried = bool(answers or facts)
    shown = shown_parts(revision, answers.values(), Surroundings(facts))
    shown = shown if is_tried else ShownParts({})
    pages = [
        (
            section,
            [
                replace(entry_of(question, answers.get(question.key)), is_shown=is_shown)
                for question in section.questions
                for is_shown in (shown.is_shown(question),)
            ],
        )
        for section in revision.sections
    ]
    return QuestionnairePreview(pages, shown, read_by_conditions(revision), type_code)


def _answer(question: Question, text: str) -> Answer:
    """One that is kept nowhere."""
    value, raw_text = parse_answer(question, text)
    return Answer(question_stable_id=question.stable_id, value=value, raw_text=raw_text)
