"""The verbs of questionnaires: editing a draft revision, publishing it, keeping answers."""

from callforprojects.questionnaires.answering import RawAnswer
from callforprojects.questionnaires.services.answers import (
    AnswersTooLong,
    StaleAnswers,
    forget_file_answer,
    new_answer_set,
    save_answer,
    save_answers,
    save_file_answer,
)
from callforprojects.questionnaires.services.details import QuestionDetails, SectionDetails
from callforprojects.questionnaires.services.editing import (
    add_question,
    add_section,
    move_question,
    move_section,
    publish_revision,
    remove_question,
    remove_section,
    update_question,
    update_section,
)

__all__ = [
    "AnswersTooLong",
    "QuestionDetails",
    "RawAnswer",
    "SectionDetails",
    "StaleAnswers",
    "add_question",
    "add_section",
    "forget_file_answer",
    "move_question",
    "move_section",
    "new_answer_set",
    "publish_revision",
    "remove_question",
    "remove_section",
    "save_answer",
    "save_answers",
    "save_file_answer",
    "update_question",
    "update_section",
]
