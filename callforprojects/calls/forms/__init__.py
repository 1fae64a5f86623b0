"""The forms of calls: what the pages take from outside."""

from callforprojects.calls.forms.drafting import (
    ApplicantsForm,
    CalendarForm,
    ExpectedProfileForm,
    FundingForm,
    NewCallForm,
    PresentationForm,
    StartProfileForm,
)
from callforprojects.calls.forms.eligibility import EligibilityForm
from callforprojects.calls.forms.publication import (
    CancelForm,
    PostponeForm,
    PublishForm,
)

__all__ = [
    "ApplicantsForm",
    "CalendarForm",
    "CancelForm",
    "EligibilityForm",
    "ExpectedProfileForm",
    "FundingForm",
    "NewCallForm",
    "PostponeForm",
    "PresentationForm",
    "PublishForm",
    "StartProfileForm",
]
