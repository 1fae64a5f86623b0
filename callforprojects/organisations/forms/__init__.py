"""The forms of organisations: shape only; the services know the rules."""

from callforprojects.organisations.forms.accreditations import (
    GRANT,
    REFUSE,
    SEND_CODE,
    CodeForm,
    ExaminationForm,
    KnownDomainForm,
    StatementForm,
)
from callforprojects.organisations.forms.identity import (
    EditForm,
    FunderForm,
    PartnerForm,
    RenameForm,
    TerritoryForm,
)
from callforprojects.organisations.forms.people import (
    AnswerForm,
    InvitationForm,
    JoinForm,
    MemberForm,
)
from callforprojects.organisations.forms.settings import SilenceRuleForm, StorageQuotaForm

__all__ = [
    "GRANT",
    "REFUSE",
    "SEND_CODE",
    "AnswerForm",
    "CodeForm",
    "EditForm",
    "ExaminationForm",
    "FunderForm",
    "InvitationForm",
    "JoinForm",
    "KnownDomainForm",
    "MemberForm",
    "PartnerForm",
    "RenameForm",
    "SilenceRuleForm",
    "StatementForm",
    "StorageQuotaForm",
    "TerritoryForm",
]
