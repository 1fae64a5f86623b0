"""The pages of a draft: presentation, calendar, funding, applicants, expected profile."""

from collections.abc import Iterable
from typing import Any

from wtforms import Field
from wtforms.validators import DataRequired, InputRequired, Optional

from callforprojects.calls.details import Applicants, Calendar, Funding, NewCall, Presentation
from callforprojects.calls.models import Call, CallKind
from callforprojects.calls.references import LONGEST
from callforprojects.core.data.values import AMOUNT, DAY, EMAIL, INSTANT, PERCENTAGE, PHONE
from callforprojects.core.text.cleaning import LONGEST_TEXT
from callforprojects.core.text.i18n import LANGUAGES, _, pgettext
from callforprojects.core.web.details import details_as
from callforprojects.core.web.fields import (
    AtMost,
    LineField,
    LongTextField,
    MultiChoiceField,
    RadioChoiceField,
    ValueField,
    choices_of,
    term_choices,
)
from callforprojects.core.web.form import Form
from callforprojects.core.web.versioned_form import VersionedForm
from callforprojects.iso37101.codes import CELL_CODES
from callforprojects.iso37101.frame import frame
from callforprojects.iso37101.profile import OUT_OF_SCOPE, REQUIRED, WELCOME, Profile
from callforprojects.organisations.models import Organisation
from callforprojects.territories.areas import Area

_TITLE = AtMost(200)
_EXPECTED = {str(level): level for level in (OUT_OF_SCOPE, WELCOME, REQUIRED)}
_HINT_REFERENCE = _("Capital letters, digits and hyphens. It appears on every letter.")
_HINT_TYPES = _("Leave all empty to accept every type of applicant.")


def kind_choices() -> list[Any]:
    return choices_of((kind.value, kind.label) for kind in CallKind)


def language_choices() -> list[Any]:
    return choices_of(LANGUAGES.items())


class CallIdentityForm(Form):
    """What a call is called, and in which language: `calls/_identity_fields.html`."""

    title = LineField(_("Title"), [DataRequired(_("Enter the title of the call.")), _TITLE])
    kind = RadioChoiceField(
        _("Kind of call"),
        [InputRequired(_("Choose the kind of call."))],
        default=CallKind.AAP.value,
    )
    language = RadioChoiceField(
        _("Language of the call"),
        [InputRequired(_("Choose the language of the call."))],
        default="fr",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  # WTForms's own
        super().__init__(*args, **kwargs)
        self.kind.choices = kind_choices()
        self.language.choices = language_choices()


class NewCallForm(CallIdentityForm):
    """What a draft needs to exist."""

    reference = LineField(
        _("Reference"),
        [Optional(), AtMost(LONGEST)],
        description=_("Leave empty to have one made from the title and the year."),
    )

    details = details_as(NewCall)


class PresentationForm(CallIdentityForm, VersionedForm):
    """How the call presents itself."""

    reference = LineField(
        _("Reference"),
        [DataRequired(_("Enter the reference of the call.")), AtMost(LONGEST)],
        description=_HINT_REFERENCE,
    )
    summary = LongTextField(
        _("Summary"),
        [Optional()],
        max_words=120,
        description=_("Two or three sentences: what you fund, for whom, to what end."),
    )
    description = LongTextField(
        _("Description"),
        [Optional(), AtMost(LONGEST_TEXT)],
        render_kw={"rows": 20},
        description=_(
            "Write ## before a title, - before each item of a list, ** around words in bold."
        ),
    )
    service = LineField(
        _("Service in charge"),
        [Optional(), AtMost(200)],
        description=_("The direction or the office that examines the applications."),
    )
    contact_email = ValueField(
        _("E-mail address for questions"), [Optional(), AtMost(200)], kind=EMAIL
    )
    contact_phone = ValueField(
        _("Telephone"),
        [Optional()],
        kind=PHONE,
        description=_("If left empty, the funder’s details are used."),
    )
    contact_address = LongTextField(
        _("Postal address"),
        [Optional(), AtMost(500)],
        description=_("If left empty, the funder’s details are used."),
        render_kw={"rows": 3},
    )
    note = LongTextField(
        _("Note"),
        [Optional()],
        max_words=120,
        description=_(
            "Shown separately on the page of the call: a warning, a source, a clarification."
        ),
        render_kw={"rows": 3},
    )

    details = details_as(Presentation)


class CalendarForm(VersionedForm):
    """When: instants in Paris."""

    opens_at = ValueField(_("Opening"), [Optional()], kind=INSTANT)
    questions_until = ValueField(_("Questions until"), [Optional()], kind=INSTANT)
    closes_at = ValueField(
        _("Closing"),
        [Optional()],
        description=_("The server’s clock decides, to the second."),
        kind=INSTANT,
    )
    results_expected_on = ValueField(_("Results expected on"), [Optional()], kind=DAY)

    details = details_as(Calendar)


class FundingForm(VersionedForm):
    """How much and with whom."""

    envelope = ValueField(
        pgettext("call", "Budget"),
        [Optional()],
        description=_("The total available for all the projects."),
        kind=AMOUNT,
    )
    ceiling = ValueField(
        _("Ceiling for one project"),
        [Optional()],
        description=_("The most that one project may request."),
        kind=AMOUNT,
    )
    rate = ValueField(
        _("Maximum funding rate"),
        [Optional()],
        description=_("Share of the cost of the project that the aid may cover."),
        kind=PERCENTAGE,
    )
    co_funder_ids = MultiChoiceField(_("Co-funders"), [Optional()])

    def __init__(
        self,
        *,
        obj: Call,
        funders: Iterable[Organisation] | None = None,
        **kwargs: Any,  # noqa: ANN401  # WTForms's own
    ) -> None:
        kwargs.setdefault("co_funder_ids", [str(co_funder.id) for co_funder in obj.co_funders])
        super().__init__(obj=obj, **kwargs)
        others = [funder for funder in funders or obj.co_funders if funder.id != obj.funder_id]
        self.co_funder_ids.choices = choices_of((str(funder.id), funder.name) for funder in others)

    details = details_as(Funding)


class ApplicantsForm(VersionedForm):
    """Who may apply, from where, at what scale, in what phase."""

    territory_types = MultiChoiceField(
        _("Types of applicants"), [Optional()], description=_HINT_TYPES
    )
    areas = MultiChoiceField(
        _("Where the applicants are"), [Optional()], description=_("None: everywhere.")
    )
    scales = MultiChoiceField(
        _("Scales of the projects"), [Optional()], description=_("None: all scales.")
    )
    phases = MultiChoiceField(
        _("Phases of the projects"), [Optional()], description=_("None: all phases.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  # WTForms's own
        super().__init__(*args, **kwargs)
        known = self.territory_types.data or ()
        self.territory_types.choices = term_choices(
            term for term in frame().territory_types if not term.is_retired or term.code in known
        )
        self.areas.choices = choices_of((area.value, area.label) for area in Area)
        self.scales.choices = term_choices(frame().scales)
        self.phases.choices = term_choices(frame().phases)

    details = details_as(Applicants)


class ExpectedProfileField(Field):
    """The 72 lists of the matrix, named `<field>-<purpose>--<domain>`; gives a Profile."""

    data: Profile

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:  # noqa: ANN401  # WTForms's own
        """What was sent, cell by cell; a cell that was not sent is out of scope."""
        del extra_filters
        self.process_errors: list[str] = []
        self.data = data if isinstance(data, Profile) else Profile.empty()
        if formdata:
            self._read(formdata)

    def _read(self, formdata: Any) -> None:  # noqa: ANN401  # WTForms's own
        """A level that does not exist leaves its cell as it was; the others are kept as sent."""
        saved, cells, wrong = self.data, [], self._strangers(formdata)
        for cell in frame().cells:
            purpose, domain = cell.key
            text = formdata.get(f"{self.name}-{purpose}--{domain}", "0")
            wrong = wrong or text not in _EXPECTED
            cells.append((purpose, domain, _EXPECTED.get(text, saved[cell.key])))
        self.data = Profile.from_cells(cells)
        if wrong:
            self.process_errors.append(str(_("Choose in the lists.")))

    def _strangers(self, formdata: Any) -> bool:  # noqa: ANN401  # WTForms's own
        """Whether cells were sent that the matrix does not have."""
        known = {f"{self.name}-{purpose}--{domain}" for purpose, domain in CELL_CODES}
        return any(
            name.startswith(f"{self.name}-") and "--" in name and name not in known
            for name in formdata
        )

    def to_display(self) -> str:
        """In words, for the page of a conflict."""
        cells = [f"{frame().cell(p, d).short}: {level}" for p, d, level in self.data.filled]
        return ", ".join(cells) or "–"


class ExpectedProfileForm(VersionedForm):
    """What the call expects in each cell."""

    expected = ExpectedProfileField(_("Expected profile"))

    def __init__(self, *args: Any, obj: Call, **kwargs: Any) -> None:  # noqa: ANN401  # WTForms's own
        kwargs.setdefault("expected", obj.expected_profile)
        super().__init__(*args, obj=obj, **kwargs)


class StartProfileForm(Form):
    """Purposes and domains whose affinities fill the matrix; none means all."""

    purposes = MultiChoiceField(_("Purposes"), [Optional()])
    domains = MultiChoiceField(_("Domains of action"), [Optional()])

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  # WTForms's own
        super().__init__(*args, **kwargs)
        self.purposes.choices = term_choices(frame().purposes)
        self.domains.choices = term_choices(frame().domains)
