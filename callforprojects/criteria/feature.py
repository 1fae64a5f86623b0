"""What criteria declare: a step of the draft of a call, what a copy of it takes over."""

from callforprojects.core.data.declarations import PageSection
from callforprojects.core.data.feature import Feature
from callforprojects.core.data.visibility_rules import Visibility
from callforprojects.core.text.i18n import _, pgettext
from callforprojects.criteria import permissions, queries
from callforprojects.criteria.copying import copy_grid
from callforprojects.criteria.models import Criterion
from callforprojects.criteria.readiness import STEP, missing_of_call

FEATURE = Feature(
    name="criteria",
    label=pgettext("activity", "Calls"),  # what is recorded is recorded of the call
    verbs={"criteria.changed": _("changed the criteria")},
    visibility_rules={Criterion: Visibility(may_know=permissions.see_criterion)},
    draft_steps=(STEP,),
    publication_checks={STEP.key: missing_of_call},
    duplicators=(copy_grid,),
    facts=(queries.grid_as_fact,),
    page_sections=(
        PageSection(
            anchor="criteria",
            title=_("How applications are judged"),
            template="criteria/_section.html",
            content=queries.public_grid,
        ),
    ),
    version_parts={"grid": queries.grid_as_json},
    menu_pages={"calls.edit": ("criteria.",)},
)
