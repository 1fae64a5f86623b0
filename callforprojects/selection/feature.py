"""What the selection declares."""

from callforprojects.calls import permissions as calls
from callforprojects.calls.menu import is_announced, is_published
from callforprojects.core.data.declarations import ArchivePart, Link, MenuEntry, SubjectKind
from callforprojects.core.data.feature import Feature
from callforprojects.core.data.visibility_rules import Visibility
from callforprojects.core.text.i18n import _, pgettext
from callforprojects.selection import permissions, queries, services, tasks
from callforprojects.selection.models import Decision
from callforprojects.selection.personal_data import PERSONAL_DATA
from callforprojects.selection.services.letters import TEMPLATE

FEATURE = Feature(
    name="selection",
    label=pgettext("activity", "Decisions"),
    verbs={
        "decision.prepared": _("prepared the decision"),
        "decision.changed": _("changed the decision"),
        "act.written": _("said who decides"),
        "letters.prepared": _("prepared the letters"),
        "results.announced_unfinished": _("announced before the jury had finished"),
        "results.announced": _("announced the results"),
    },
    subjects={
        Decision: SubjectKind(
            label=pgettext("subject", "Decision on the application"), key=Decision.id
        ),
    },
    visibility_rules={
        Decision: Visibility(part_of=Decision.application),
    },
    personal_data=PERSONAL_DATA,
    archive_parts=[
        ArchivePart(
            rows=[Decision.application_id],
            erase=services.erase_decisions,
            sealed=services.sealed_decision,
        ),
    ],
    call_menu=[
        MenuEntry(
            label=pgettext("menu", "Selection"),
            endpoint="selection.ranking",
            covers=("selection.",),
            may=permissions.see_ranking,
            when=is_published,
        ),
        MenuEntry(
            label=pgettext("menu", "Results"),
            endpoint="selection.results",
            covers=("selection.results",),
            may=calls.see_call,
            when=is_announced,
            is_public=True,
        ),
    ],
    outcomes=queries.announced_outcomes,
    attachments={TEMPLATE: tasks.decision_of},
    check_journal=services.fault_of_decisions,
    navigation={
        "call": [
            Link(
                label=_("See the results"),
                endpoint="selection.results",
                argument="call_id",
                when=is_announced,
                look="primary",
            ),
        ],
        "announced_call": [
            Link(
                label=_("See who is selected, and the map"),
                endpoint="selection.results",
                argument="call_id",
            ),
        ],
        "application": [
            Link(
                label=_("Read the decision"),
                endpoint="selection.decision",
                argument="application_id",
                may=permissions.see_decision,
                look="primary",
                mark="award",
                order=1,
            ),
            Link(
                label=_("Decide"),
                endpoint="selection.decide",
                argument="application_id",
                may=permissions.decide_application,
                when=permissions.waits_for_decision,
                look="primary",
                mark="pencil",
                order=2,
            ),
        ],
        "own_application": [
            Link(
                label=_("Read the decision"),
                endpoint="selection.decision",
                argument="application_id",
                may=permissions.see_decision,
            ),
        ],
    },
)
