"""The editor of a questionnaire: its pages, at the addresses of the feature whose things ask it."""

from callforprojects.questionnaires.editor import views as views
from callforprojects.questionnaires.editor.owners import (
    EditorWords as EditorWords,
    Layouts as Layouts,
    Owners as Owners,
)
from callforprojects.questionnaires.editor.pages import add_editor as add_editor
