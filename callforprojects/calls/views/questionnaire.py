"""The questionnaire of a call: the editor of questionnaires, at addresses of calls."""

from collections.abc import Mapping

from callforprojects.calls import permissions, queries
from callforprojects.calls.models import Call
from callforprojects.calls.readiness import steps_of
from callforprojects.calls.views.blueprint import blueprint
from callforprojects.core.text.i18n import _
from callforprojects.questionnaires.editor import EditorWords, Layouts, Owners, add_editor
from callforprojects.questionnaires.models import Revision


def _steps_around(call: Call, revision: Revision) -> Mapping[str, object]:
    return {"statuses": steps_of(call, revision)}


add_editor(
    blueprint,
    Owners(
        table=Call,
        asking=queries.call_asking,
        may_edit=permissions.edit_call,
        layouts=Layouts(
            step="calls/_step_page.html",
            page="calls/_confirm_page.html",
            form="calls/_edit_page.html",
        ),
        words=EditorWords(
            no_question=_("No question yet: the call cannot be published."),
            preview=_(
                "Applicants see these pages one after the other. Here nothing can be typed or"
                " saved."
            ),
        ),
        load=queries.DRAFT_PAGE,
        around=_steps_around,
    ),
)
