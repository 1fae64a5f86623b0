"""What calls declare."""

from callforprojects.calls import permissions, queries, services
from callforprojects.calls.condition_facts import CALL_TERMS
from callforprojects.calls.dependents import DEPENDENTS
from callforprojects.calls.models import Call, CallRule, Publication, Round
from callforprojects.calls.personal_data import PERSONAL_DATA
from callforprojects.calls.readiness import CHECKS
from callforprojects.calls.steps import STEPS
from callforprojects.core.data.declarations import DeletedDrafts, Link, MenuEntry, SubjectKind
from callforprojects.core.data.feature import Feature
from callforprojects.core.data.visibility_rules import Visibility
from callforprojects.core.text.i18n import _, pgettext
from callforprojects.questionnaires.models import Questionnaire

FEATURE = Feature(
    name="calls",
    label=pgettext("activity", "Calls"),
    verbs={
        "call.created": _("created the call"),
        "call.updated": _("changed the call"),
        "call.rules_changed": _("changed the rules of the call"),
        "call.published": _("published the call"),
        "call.cancelled": _("cancelled the call"),
        "call.deleted": _("deleted the draft of the call"),
        "call.restored": _("restored the draft of the call"),
        "call.purged": _("removed the deleted call for good"),
        "call.postponed": _("changed the calendar of the call"),
        "call.closed": _("closed the call"),
    },
    subjects={
        Call: SubjectKind(
            label=pgettext("subject", "Call"),
            key=Call.id,
            words=[Call.title],
            page=("calls.detail", "call_id"),
            is_public=Call.status != Publication.DRAFT,
        ),
        Questionnaire: SubjectKind(
            label=pgettext("subject", "Questionnaire of the call"),
            key=Round.questionnaire_id,
            words=[Call.title],
            through=Round.call,
            page=("calls.detail", "call_id"),
            page_key=Round.call_id,
            is_public=Call.status != Publication.DRAFT,
        ),
    },
    visibility_rules={
        Call: Visibility(may_know=permissions.see_call),
        CallRule: Visibility(may_know=permissions.see_rule),
    },
    draft_steps=STEPS,
    publication_checks=CHECKS,
    duplicators=(services.copy_rules,),
    condition_owners={CallRule: queries.rules_as_uses},
    check_journal=services.fault_of_versions,
    deleted_drafts={Call: DeletedDrafts("calls.deleted", permissions.restore_call)},
    personal_data=PERSONAL_DATA,
    dependents=DEPENDENTS,
    call_menu=[
        MenuEntry(
            label=pgettext("menu", "Page of the call"),
            endpoint="calls.detail",
            covers=("calls.detail", "calls.questions", "calls.eligibility", "calls.preview"),
            may=permissions.see_call,
            is_public=True,
        ),
        MenuEntry(
            label=pgettext("menu", "Management"),
            endpoint="calls.edit",
            covers=("calls.",),
            may=permissions.edit_call,
        ),
    ],
    landmarks={"open_calls": "calls.index", "my_calls": "calls.mine"},
    navigation={
        "site": [Link(label=_("Calls"), endpoint="calls.index", order=2)],
        "organisation": [
            Link(
                label=_("Create a call"),
                endpoint="calls.create",
                argument="organisation_id",
                may=permissions.create_call,
                look="primary",
                mark="plus-lg",
            ),
            Link(
                label=_("My calls"),
                endpoint="calls.mine",
                may=permissions.create_call,
                mark="list",
            ),
        ],
        "own_organisation": [
            Link(
                label=_("Create a call"),
                endpoint="calls.create",
                argument="organisation_id",
                may=permissions.create_call,
                order=2,
            ),
            Link(
                label=_("See the open calls"),
                endpoint="calls.index",
                may=permissions.look_for_calls,
                order=2,
            ),
        ],
    },
    fact_terms=CALL_TERMS,
)
