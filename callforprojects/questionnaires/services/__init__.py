"""The verbs of questionnaires: editing a draft revision, publishing it."""

from callforprojects.questionnaires.services.details import QuestionDetails as QuestionDetails
from callforprojects.questionnaires.services.details import SectionDetails as SectionDetails
from callforprojects.questionnaires.services.editing import (
    add_question as add_question,
)
from callforprojects.questionnaires.services.editing import (
    add_section as add_section,
)
from callforprojects.questionnaires.services.editing import (
    move_question as move_question,
)
from callforprojects.questionnaires.services.editing import (
    move_section as move_section,
)
from callforprojects.questionnaires.services.editing import (
    publish_revision as publish_revision,
)
from callforprojects.questionnaires.services.editing import (
    remove_question as remove_question,
)
from callforprojects.questionnaires.services.editing import (
    remove_section as remove_section,
)
from callforprojects.questionnaires.services.editing import (
    update_question as update_question,
)
from callforprojects.questionnaires.services.editing import (
    update_section as update_section,
)
