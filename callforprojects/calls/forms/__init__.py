"""The forms of calls: what the pages take from outside."""

from callforprojects.calls.forms.drafting import (
    ApplicantsForm as ApplicantsForm,
    CalendarForm as CalendarForm,
    ExpectedProfileForm as ExpectedProfileForm,
    FundingForm as FundingForm,
    NewCallForm as NewCallForm,
    PresentationForm as PresentationForm,
    StartProfileForm as StartProfileForm,
)
from callforprojects.calls.forms.eligibility import (
    EligibilityForm as EligibilityForm,
)
from callforprojects.calls.forms.publication import (
    CancelForm as CancelForm,
    PostponeForm as PostponeForm,
    PublishForm as PublishForm,
)
from callforprojects.calls.forms.rules import form_of_rule as form_of_rule
