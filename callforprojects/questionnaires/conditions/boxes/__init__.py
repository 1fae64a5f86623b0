"""The boxes with which a condition is built, without a word of code: any page may have them."""

from callforprojects.questionnaires.conditions.boxes.building import (
    ConditionBuilder as ConditionBuilder,
)
from callforprojects.questionnaires.conditions.boxes.display import (
    BoxesPage as BoxesPage,
    opened_boxes as opened_boxes,
    sent_boxes as sent_boxes,
)
from callforprojects.questionnaires.conditions.boxes.filling import boxes_of as boxes_of
from callforprojects.questionnaires.conditions.boxes.rows import (
    ConditionBoxes as ConditionBoxes,
    ConditionGroup as ConditionGroup,
    ConditionRow as ConditionRow,
    MatchOf as MatchOf,
)
from callforprojects.questionnaires.conditions.boxes.sent import boxes_in as boxes_in
