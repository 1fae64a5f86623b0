"""The steps of a draft: those of calls, with those that features above add among them."""

from callforprojects.core.data.declarations import DraftStep
from callforprojects.core.data.feature import features
from callforprojects.core.text.i18n import _, pgettext
from callforprojects.core.text.labels import LabelledEnum

PRESENTATION = DraftStep(
    key="presentation",
    endpoint="calls.presentation",
    label=_("Presentation"),
    hint=_("Title, summary, description, contact"),
)
CALENDAR = DraftStep(
    key="calendar",
    endpoint="calls.calendar",
    label=_("Calendar"),
    hint=_("Opening, questions, closing, results"),
)
FUNDING = DraftStep(
    key="funding",
    endpoint="calls.funding",
    label=_("Funding"),
    hint=_("Budget, ceiling, rate, co-funders"),
)
APPLICANTS = DraftStep(
    key="applicants",
    endpoint="calls.applicants",
    label=_("Who may apply"),
    hint=_("Types of territory, scales, phases"),
)
EXPECTED_PROFILE = DraftStep(
    key="expected_profile",
    endpoint="calls.expected_profile",
    label=_("Expected profile"),
    hint=_("What you expect in the 6 × 12 matrix"),
)
QUESTIONNAIRE = DraftStep(
    key="questionnaire",
    endpoint="calls.questionnaire",
    label=_("Questionnaire"),
    hint=_("What applicants answer"),
)
RULES = DraftStep(
    key="rules",
    endpoint="calls.rules",
    label=_("Who may apply and how much"),
    hint=_("What is checked of each application, and what follows"),
)
STEPS = (PRESENTATION, CALENDAR, FUNDING, APPLICANTS, EXPECTED_PROFILE, QUESTIONNAIRE, RULES)


def draft_steps() -> list[DraftStep]:
    """All of them, in the order in which they are taken."""
    steps: list[DraftStep] = []
    for step in (draft_step for feature in features() for draft_step in feature.draft_steps):
        keys = [draft_step.key for draft_step in steps]
        steps.insert(keys.index(step.before) if step.before else len(steps), step)
    return steps


class StepStatus(LabelledEnum):
    DONE = "done", pgettext("step", "Done"), "success"
    TO_DO = "to_do", pgettext("step", "To do"), "warning"
    OPTIONAL = "optional", pgettext("step", "Optional")
    PROPOSED = "proposed", pgettext("step", "Proposed, to be read")
