"""From what is typed to answers and back: entries of a page, faults, problems before filing."""

from callforprojects.questionnaires.answering.completion import (
    Problem,
    SectionProgress,
    SectionStatus,
    facts,
    problems,
    progress,
)
from callforprojects.questionnaires.answering.draft import Draft, colleagues_of
from callforprojects.questionnaires.answering.entries import (
    Entry,
    entries,
    entry_of,
)
from callforprojects.questionnaires.answering.refusals import (
    AnswersTooLong,
    NoSuchQuestion,
    StaleAnswers,
)
from callforprojects.questionnaires.answering.texts import (
    RawAnswer,
    answers_by_question,
    collect,
    faults_of,
    input_name,
    is_stale,
    is_untouched,
    length_fault,
    mark_of,
    read,
    shown_value,
    typed_text,
    written,
)

__all__ = [
    "AnswersTooLong",
    "Draft",
    "Entry",
    "NoSuchQuestion",
    "Problem",
    "RawAnswer",
    "SectionProgress",
    "SectionStatus",
    "StaleAnswers",
    "answers_by_question",
    "colleagues_of",
    "collect",
    "entries",
    "entry_of",
    "facts",
    "faults_of",
    "input_name",
    "is_stale",
    "is_untouched",
    "length_fault",
    "mark_of",
    "problems",
    "progress",
    "read",
    "shown_value",
    "typed_text",
    "written",
]
