"""The verbs of questionnaires: editing a draft revision, publishing it."""

from callforprojects.questionnaires.services.conditioning import set_condition as set_condition
from callforprojects.questionnaires.services.copying import (
    copied_questionnaire as copied_questionnaire,
)
from callforprojects.questionnaires.services.details import (
    QuestionDetails as QuestionDetails,
    SectionDetails as SectionDetails,
)
from callforprojects.questionnaires.services.editing import (
    add_question as add_question,
    add_section as add_section,
    move_question as move_question,
    move_section as move_section,
    publish_revision as publish_revision,
    remove_question as remove_question,
    remove_section as remove_section,
    update_question as update_question,
    update_section as update_section,
)
from callforprojects.questionnaires.services.referring import READ_BY_LISTS as READ_BY_LISTS
