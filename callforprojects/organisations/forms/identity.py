"""What organisations say of themselves, typed."""

from wtforms.validators import DataRequired, Optional

from callforprojects.core.data.values import EMAIL, PHONE, SIREN, SIRET, WEB_ADDRESS
from callforprojects.core.text.cleaning import visible
from callforprojects.core.text.i18n import _
from callforprojects.core.web.details import details_as
from callforprojects.core.web.fields import (
    AtMost,
    ChoiceField,
    LineField,
    LongTextField,
    TerritoryField,
    ValueField,
    choices_of,
)
from callforprojects.core.web.form import Form
from callforprojects.core.web.validators import PlainName
from callforprojects.core.web.versioned_form import VersionedForm
from callforprojects.iso37101.frame import frame
from callforprojects.organisations.models import TERRITORIAL, OrganisationKind
from callforprojects.organisations.services import (
    NewOrganisation,
    OrganisationDetails,
)
from callforprojects.organisations.silence import (
    LegalNature,
)

_SHORT = AtMost(200)


# The fields of a form come in the order in which they are declared, and so do its mistakes: what
# tells the kinds of organisations apart is asked first, what they share after.


class _Territory(Form):
    territory = TerritoryField(
        _("Territory"),
        [DataRequired(_("Choose your territory.")), _SHORT],
        description=_("Its name, postal code or INSEE code. Name and SIREN come with it."),
        filters=[visible],
    )


class _Name(Form):
    name = LineField(
        _("Name"),
        [DataRequired(_("Enter the name of the organisation.")), _SHORT, PlainName()],
        filters=[visible],
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
    siren = ValueField(
        _("SIREN"),
        [Optional()],
        kind=SIREN,
        description=_("9 digits. It may stay empty while the body is being registered."),
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


class DetailsForm(Form):
    """What every organisation says of itself."""

    siret = ValueField(
        _("SIRET"),
        [Optional()],
        kind=SIRET,
        description=_("14 digits, those of your main establishment."),
    )
    aliases = LineField(
        _("Other names"),
        [Optional(), _SHORT],
        description=_("Acronyms and former names: they help to find the organisation."),
        filters=[visible],
    )
    website = ValueField(_("Website"), [Optional(), _SHORT], kind=WEB_ADDRESS)
    contact_email = ValueField(_("E-mail address for contact"), [Optional(), _SHORT], kind=EMAIL)
    contact_phone = ValueField(_("Telephone"), [Optional()], kind=PHONE)
    postal_address = LongTextField(
        _("Postal address"), [Optional(), AtMost(500)], render_kw={"rows": 3}
    )
    note = LongTextField(
        _("Note"),
        [Optional(), AtMost(1000)],
        description=_("Anything that people with an account may usefully read."),
        render_kw={"rows": 3},
    )


class _Statement(Form):
    statement = LongTextField(
        _("Who you are"),
        [Optional(), AtMost(1000)],
        description=_(
            "Your role there, and where it can be verified. The administrators of the platform "
            "read it, unless the domain of your address is known."
        ),
        render_kw={"rows": 3},
    )


class TerritoryForm(_Territory, DetailsForm, _Statement):
    details = details_as(OrganisationDetails, apart={"name", "siren", "own_nature"})

    new_with = details_as(NewOrganisation, apart={"kind", "details", "territory_type"})

    def new(self) -> NewOrganisation:
        return self.new_with(kind=OrganisationKind.TERRITORY, details=self.details())


class NamedForm(_Name, _Nature, _Siren, DetailsForm):
    details = details_as(OrganisationDetails)


class PartnerForm(_PartnerType, NamedForm, _Statement):
    new_with = details_as(NewOrganisation, apart={"kind", "details", "territory"})

    def new(self) -> NewOrganisation:
        return self.new_with(kind=OrganisationKind.PARTNER, details=self.details())


class FunderForm(_FunderType, NamedForm):
    new_with = details_as(NewOrganisation, apart={"kind", "details", "territory", "statement"})

    def new(self) -> NewOrganisation:
        return self.new_with(kind=OrganisationKind.FUNDER, details=self.details())


class EditForm(_Nature, DetailsForm, VersionedForm):
    """What its own administrators change; its name and SIREN stay."""

    details = details_as(OrganisationDetails, apart={"name", "siren"})


class RenameForm(NamedForm, VersionedForm):
    """The same for the administrators of the platform, with its name and SIREN."""
