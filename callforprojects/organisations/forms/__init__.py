"""The forms of organisations: shape only; the services know the rules."""

from callforprojects.organisations.forms.accreditations import (
    GRANT as GRANT,
    REFUSE as REFUSE,
    SEND_CODE as SEND_CODE,
    CodeForm as CodeForm,
    ExaminationForm as ExaminationForm,
    KnownDomainForm as KnownDomainForm,
    StatementForm as StatementForm,
)
from callforprojects.organisations.forms.identity import (
    EditForm as EditForm,
    FunderForm as FunderForm,
    PartnerForm as PartnerForm,
    RenameForm as RenameForm,
    TerritoryForm as TerritoryForm,
)
from callforprojects.organisations.forms.people import (
    AnswerForm as AnswerForm,
    InvitationForm as InvitationForm,
    JoinForm as JoinForm,
    MemberForm as MemberForm,
)
from callforprojects.organisations.forms.settings import (
    SilenceRuleForm as SilenceRuleForm,
    StorageQuotaForm as StorageQuotaForm,
)
from callforprojects.organisations.forms.zones import (
    NewZoneForm as NewZoneForm,
    ReplacementForm as ReplacementForm,
    ZoneForm as ZoneForm,
    sealed_lines as sealed_lines,
)
