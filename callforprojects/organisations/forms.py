"""The forms of organisations: shape only; the services know the rules."""

from dataclasses import replace

from wtforms import BooleanField, EmailField, IntegerField, StringField, TelField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from callforprojects.accounts.lines import one_line
from callforprojects.core.fields import (
    ChoiceField,
    LongTextField,
    RadioChoiceField,
    TerritoryField,
    choices_of,
)
from callforprojects.core.form import Form, VersionField
from callforprojects.core.i18n import _
from callforprojects.core.mail_addresses import MailAddress
from callforprojects.core.names import PlainName
from callforprojects.iso37101.frame import frame
from callforprojects.organisations.models import OrganisationKind, Role
from callforprojects.organisations.services import (
    Invitee,
    NewOrganisation,
    OrganisationDetails,
    Seating,
)
from callforprojects.organisations.services.identity import TERRITORIAL
from callforprojects.organisations.silence import (
    MONTHS,
    LegalNature,
    Silence,
    SilenceEffect,
    SilenceStart,
)

REFUSE = "refuse"
LARGEST_QUOTA = 1_000_000
MOST_MONTHS = 12
_EMAIL = MailAddress(_("Enter a complete e-mail address, for example name@town.fr."))
_SHORT = Length(max=200)


# The fields of a form come in the order in which they are declared, and so do its mistakes: what
# tells the kinds of organisations apart is asked first, what they share after.


class _Territory(Form):
    territory = TerritoryField(
        _("Territory"),
        [DataRequired(_("Choose your territory.")), _SHORT],
        description=_("Its name, postal code or INSEE code. Name and SIREN come with it."),
        filters=[one_line],
    )


class _Name(Form):
    name = StringField(
        _("Name"),
        [DataRequired(_("Enter the name of the organisation.")), _SHORT, PlainName()],
        filters=[one_line],
    )


class _PartnerType(Form):
    territory_type = ChoiceField(
        _("Type"),
        [DataRequired(_("Choose the type of the organisation."))],
        choices=lambda: choices_of(
            [(t.code, t.label) for t in frame().offered_types if t.code not in TERRITORIAL],
            empty=_("Choose"),
        ),
    )


class _FunderType(Form):
    territory_type = ChoiceField(
        _("Type"),
        [Optional()],
        choices=lambda: choices_of(
            [(t.code, t.label) for t in frame().offered_types], empty=_("None of these")
        ),
    )


class _Siren(Form):
    siren = StringField(
        _("SIREN"),
        [Optional(), _SHORT],
        description=_("9 digits. It may stay empty while the body is being registered."),
        filters=[one_line],
    )


class _Nature(Form):
    own_nature = ChoiceField(
        _("Legal nature"),
        [Optional()],
        choices=lambda: choices_of(
            [(nature.value, nature.label) for nature in LegalNature], empty=_("As its type says")
        ),
        description=_("It decides what the receipts say of the silence of the funder."),
    )

    def nature(self) -> LegalNature | None:
        return LegalNature(self.own_nature.data) if self.own_nature.data else None


class DetailsForm(Form):
    """What every organisation says of itself."""

    siret = StringField(
        _("SIRET"),
        [Optional(), _SHORT],
        description=_("14 digits, those of your main establishment."),
        filters=[one_line],
    )
    aliases = StringField(
        _("Other names"),
        [Optional(), _SHORT],
        description=_("Acronyms and former names: they help to find the organisation."),
        filters=[one_line],
    )
    email_domain = StringField(
        _("Domain of your e-mail addresses"),
        [Optional(), _SHORT],
        description=_("For example town.fr. Colleagues who have an address there can ask to join."),
        filters=[one_line],
    )
    website = StringField(_("Website"), [Optional(), _SHORT], filters=[one_line])
    contact_email = EmailField(_("E-mail address for contact"), [Optional(), _EMAIL, _SHORT])
    contact_phone = TelField(_("Telephone"), [Optional(), _SHORT], filters=[one_line])
    postal_address = LongTextField(
        _("Postal address"), [Optional(), Length(max=500)], render_kw={"rows": 3}
    )
    note = LongTextField(
        _("Note"),
        [Optional(), Length(max=1000)],
        description=_("Anything that people with an account may usefully read."),
        render_kw={"rows": 3},
    )

    def details(self, *, name: str = "", siren: str = "") -> OrganisationDetails:
        return OrganisationDetails(
            name=name,
            siren=siren,
            siret=self.siret.data or "",
            aliases=self.aliases.data or "",
            email_domain=self.email_domain.data or "",
            website=self.website.data or "",
            contact_email=self.contact_email.data or "",
            contact_phone=self.contact_phone.data or "",
            postal_address=self.postal_address.data or "",
            note=self.note.data or "",
        )


class TerritoryForm(_Territory, DetailsForm):
    def new(self) -> NewOrganisation:
        return NewOrganisation(
            kind=OrganisationKind.TERRITORY,
            details=self.details(),
            territory=self.territory.data or "",
        )


class NamedForm(_Name, _Nature, _Siren, DetailsForm):
    def named_details(self) -> OrganisationDetails:
        named = self.details(name=self.name.data or "", siren=self.siren.data or "")
        return replace(named, own_nature=self.nature())


class PartnerForm(_PartnerType, NamedForm):
    def new(self) -> NewOrganisation:
        return NewOrganisation(
            kind=OrganisationKind.PARTNER,
            details=self.named_details(),
            territory_type=self.territory_type.data,
        )


class FunderForm(_FunderType, NamedForm):
    def new(self) -> NewOrganisation:
        return NewOrganisation(
            kind=OrganisationKind.FUNDER,
            details=self.named_details(),
            territory_type=self.territory_type.data or None,
        )


class EditForm(NamedForm):
    version = VersionField()


class SilenceRuleForm(Form):
    """What the funder's silence means to one nature of applicants."""

    version = VersionField()
    effect = RadioChoiceField(
        _("What silence means"),
        [DataRequired(_("Choose what silence means."))],
        choices=lambda: choices_of([(effect.value, effect.label) for effect in SilenceEffect]),
    )
    months = IntegerField(
        _("After how many months"),
        [InputRequired(), NumberRange(1, MOST_MONTHS, _("Enter a number from 1 to 12."))],
    )
    counted_from = RadioChoiceField(
        _("Counted from"),
        [DataRequired(_("Choose from when the months are counted."))],
        choices=lambda: choices_of([(start.value, start.label) for start in SilenceStart]),
    )
    text = LongTextField(
        _("In your own words"),
        [Optional(), Length(max=1000)],
        description=_("Use {date} where the day goes. If left empty, the receipt states the law."),
        render_kw={"rows": 4},
    )

    def silence(self) -> Silence:
        return Silence(
            effect=SilenceEffect(self.effect.data),
            months=self.months.data or MONTHS,
            counted_from=SilenceStart(self.counted_from.data),
            text=self.text.data or "",
        )


class StorageQuotaForm(Form):
    storage_quota_mb = IntegerField(
        _("Storage quota, in MB"),
        [
            Optional(),
            NumberRange(0, LARGEST_QUOTA, _("Enter a number from 0 to 1,000,000.")),
        ],
        description=_("If left empty, it is that of every organisation."),
    )


class ConfirmForm(Form):
    """Nothing but a button."""


class _Address(Form):
    email = EmailField(
        _("E-mail address"),
        [DataRequired(_("Enter the address of the person to invite.")), _EMAIL, Length(max=254)],
    )


class _SeatingForm(Form):
    role = RadioChoiceField(
        _("Role"),
        [DataRequired(_("Choose a role."))],
        choices=lambda: choices_of([(role.value, role.in_words) for role in Role]),
    )
    is_signatory = BooleanField(
        _("Signs for the organisation"),
        description=_("The elected or entitled person who certifies its applications."),
    )


class MemberForm(_SeatingForm):
    def seating(self) -> Seating:
        return Seating(role=Role(self.role.data), is_signatory=self.is_signatory.data)


class InvitationForm(_Address, _SeatingForm):
    def invitee(self) -> Invitee:
        return Invitee(
            email=self.email.data or "",
            role=Role(self.role.data),
            is_signatory=self.is_signatory.data,
        )


class JoinForm(Form):
    message = LongTextField(
        _("Who you are"),
        [Optional(), Length(max=1000)],
        description=_("Your department or your role: it helps the administrators to answer."),
        render_kw={"rows": 4},
    )


class AnswerForm(Form):
    answer = RadioChoiceField(
        _("Your answer"),
        [DataRequired(_("Choose an answer."))],
        choices=lambda: choices_of(
            [
                (Role.READER.value, _("Accept as a reader")),
                (Role.EDITOR.value, _("Accept as an editor")),
                (Role.ADMINISTRATOR.value, _("Accept as an administrator")),
                (REFUSE, _("Refuse")),
            ]
        ),
    )

    def role(self) -> Role | None:
        """The role granted; None when refused."""
        return None if self.answer.data == REFUSE else Role(self.answer.data)
