"""From what is typed to answers and back: entries of a page, faults, problems before filing."""

from callforprojects.questionnaires.answering.completion import (
    Problem as Problem,
    SectionProgress as SectionProgress,
    SectionStatus as SectionStatus,
    facts as facts,
    problems as problems,
    progress as progress,
)
from callforprojects.questionnaires.answering.draft import (
    Draft as Draft,
    colleagues_of as colleagues_of,
)
from callforprojects.questionnaires.answering.entries import (
    Entry as Entry,
    entries as entries,
    entry_of as entry_of,
)
from callforprojects.questionnaires.answering.refusals import (
    AnswersTooLong as AnswersTooLong,
    NoSuchQuestion as NoSuchQuestion,
    StaleAnswers as StaleAnswers,
)
from callforprojects.questionnaires.answering.texts import (
    RawAnswer as RawAnswer,
    answers_by_question as answers_by_question,
    collect as collect,
    display_text as display_text,
    faults_of as faults_of,
    input_name as input_name,
    input_text as input_text,
    is_stale as is_stale,
    is_untouched as is_untouched,
    length_fault as length_fault,
    parse_answer as parse_answer,
    text_hash as text_hash,
    value_to_input as value_to_input,
)
