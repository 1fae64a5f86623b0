"""The pages where answers are written, at the addresses of the feature that they are given to."""

from callforprojects.questionnaires.writing import views as views
from callforprojects.questionnaires.writing.drafts import Around as Around, Drafts as Drafts
from callforprojects.questionnaires.writing.pages import add_writing as add_writing
