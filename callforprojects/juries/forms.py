"""The forms of juries: offers of seats, dates, files chosen, declarations of interest."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import date

from wtforms import BooleanField, HiddenField
from wtforms.validators import DataRequired, InputRequired, NumberRange, Optional

from callforprojects.accounts.newcomers import NewcomerForm
from callforprojects.applications.models import Application
from callforprojects.core.data.values import DAY, EMAIL, WHOLE
from callforprojects.core.text.cleaning import LONGEST_LINE
from callforprojects.core.text.i18n import _, ngettext
from callforprojects.core.web.details import details_as
from callforprojects.core.web.fields import (
    AtMost,
    ChoiceField,
    LineField,
    LongTextField,
    MultiChoiceField,
    RadioChoiceField,
    ValueField,
    choices_of,
)
from callforprojects.core.web.form import Form
from callforprojects.core.web.validators import PlainName
from callforprojects.juries.models import Juror, JurorRole
from callforprojects.juries.queries import FileToDeclare
from callforprojects.juries.services import Offer, Statement

NO_INTEREST = "none"
INTEREST = "conflict"
MOST_FILES = 500
MOST_PER_FILE = 10
_TWO_LINES = {"rows": 2}


class SeatForm(Form):
    """What is said of a juror."""

    full_name = LineField(
        _("First name and last name"),
        [
            DataRequired(_("Enter this person’s name.")),
            AtMost(120),
            PlainName(of_person=True),
        ],
    )
    employer = LineField(
        _("Employer or mandate"),
        [Optional(), AtMost(200)],
        description=_("Shown to the jury, and useful to see conflicts of interest."),
    )
    role = ChoiceField(_("Role in the jury"))
    capacity = ValueField(
        _("Maximum number of files"),
        [Optional(), NumberRange(1, MOST_FILES, _("Enter a number from 1 to 500."))],
        description=_("Left empty, this person can be given any number of files."),
        kind=WHOLE,
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.role.choices = choices_of((role.value, role.label) for role in reversed(JurorRole))


class JurorInvitationForm(SeatForm):
    """A seat offered by mail."""

    email = ValueField(
        _("E-mail address"),
        [
            DataRequired(_("Enter the address to which the invitation will be sent.")),
            AtMost(254),
        ],
        kind=EMAIL,
    )

    details = details_as(Offer)


class JurorForm(SeatForm):
    """A juror corrected."""

    details = details_as(Offer, apart={"email"})


class DueDateForm(Form):
    """By when scores are wanted."""

    reviews_due_on = ValueField(_("Scores wanted by"), [Optional()], kind=DAY)

    def day(self) -> date | None:
        found: date | None = self.reviews_due_on.data
        return found


class AcceptanceForm(Form):
    """What one promises when taking a seat."""

    independence = BooleanField(
        _(
            "I will judge in full independence, and declare any interest that I may have in a file"
            " before I open it"
        ),
        [InputRequired(_("Without this promise the seat cannot be taken."))],
    )
    confidentiality = BooleanField(
        _("I will keep secret the files, the scores and what is said in the jury"),
        [InputRequired(_("Without this promise the seat cannot be taken."))],
    )


class NewcomerAcceptanceForm(NewcomerForm, AcceptanceForm):
    """The same for whoever opens an account on that page."""


class JurorsForm(Form):
    """Who judges one file."""

    jurors = MultiChoiceField(_("Jurors of this file"))

    def offer_jurors(self, jurors: Iterable[Juror], loads: dict[uuid.UUID, int]) -> None:
        """The accepted jurors who may take the file, with their load."""
        self.jurors.choices = choices_of(
            (str(juror.id), _with_load(juror, loads.get(juror.id, 0))) for juror in jurors
        )

    def chosen(self) -> frozenset[uuid.UUID]:
        return frozenset(uuid.UUID(juror_id) for juror_id in self.jurors.data or ())


class ConflictForm(Form):
    """A conflict that the funder knows of."""

    juror = ChoiceField(_("Juror"), [InputRequired(_("Choose a juror."))])
    reason = LongTextField(
        _("Which interest is it?"),
        [DataRequired(_("Say in a few words which interest it is.")), AtMost(1000)],
        render_kw=_TWO_LINES,
        description=_("The juror will not read this. It stays in the records of the jury."),
    )

    def offer_jurors(self, jurors: Iterable[Juror]) -> None:
        self.juror.choices = choices_of(
            ((str(juror.id), _with_seat(juror)) for juror in jurors), empty=_("Choose a juror")
        )


class StepBackForm(Form):
    """An interest that somebody of the funder has in a file."""

    reason = LongTextField(
        _("Which interest is it?"),
        [DataRequired(_("Say in a few words which interest it is.")), AtMost(1000)],
        render_kw=_TWO_LINES,
        description=_("Your colleagues in charge of the call read it. It stays in the records."),
    )


class LiftingForm(Form):
    """Why a conflict of interest is none, or is over."""

    reason = LongTextField(
        _("Why may this person act on the file again?"),
        [DataRequired(_("Say in a few words why.")), AtMost(1000)],
        render_kw=_TWO_LINES,
        description=_("This stays in the records, beside what they had declared."),
    )


class DistributionForm(Form):
    """How many jurors each file should have, and the plan that was previewed."""

    per_file = ValueField(
        _("Jurors for each file"),
        [
            InputRequired(_("Enter a number from 1 to 10.")),
            NumberRange(1, MOST_PER_FILE, _("Enter a number from 1 to 10.")),
        ],
        default=2,
        description=_("Those already given to a file are counted, and stay."),
        kind=WHOLE,
    )
    plan = HiddenField()


class DeclarationForm(Form):
    """One statement of interests; those of many files are made by `declarations_form`."""

    interest = RadioChoiceField(_("Your interests in this file"))
    reason = LongTextField(_("Why do you recuse yourself?"), [AtMost(1000)], render_kw=_TWO_LINES)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.interest.choices = choices_of(_interests())

    def details(self) -> Statement:
        return Statement(self.interest.data == INTEREST, self.reason.data or "")


class DeclarationsForm(Form):
    """The statements of a juror on many files at once; files left without answer wait."""

    files: Sequence[FileToDeclare] = ()

    def statements(self) -> list[tuple[Application, Statement]]:
        """What is new: answers that differ from what was declared before."""
        found = []
        for file in self.files:
            answer = self[f"interest-{file.application.id}"].data
            if answer in {NO_INTEREST, INTEREST} and (answer == INTEREST) != file.has_conflict:
                reason = self[f"reason-{file.application.id}"].data or ""
                found.append((file.application, Statement(answer == INTEREST, reason)))
        return found

    def validate(self, extra_validators: object = None) -> bool:
        is_valid = bool(super().validate(extra_validators))
        if not self.statements() and any(file.has_conflict is None for file in self.files):
            self.form_errors = [_("Answer for one file at least.")]
            is_valid = False
        for application, statement in self.statements():
            if statement.has_conflict and not statement.reason:
                field = self[f"reason-{application.id}"]
                field.errors = [*field.errors, _("Say in a few words which interest it is.")]
                is_valid = False
        return is_valid


def declarations_form(files: Sequence[FileToDeclare]) -> DeclarationsForm:
    """A form with a choice and a reason for each file."""
    fields: dict[str, object] = {"files": files}
    for file in files:
        key = file.application.id
        fields[f"interest-{key}"] = RadioChoiceField(
            file.application.title,
            choices=choices_of(_interests()),
            default=None if file.has_conflict is None else NO_INTEREST,
            validate_choice=False,  # an answer may wait: `statements` keeps only the two it knows
        )
        fields[f"reason-{key}"] = LineField(
            _(
                "Why do you recuse yourself from %(reference)s?",
                reference=file.application.reference,
            ),
            [AtMost(LONGEST_LINE)],
        )
    made: DeclarationsForm = type("Declarations", (DeclarationsForm,), fields)()
    return made


def _interests() -> list[tuple[str, object]]:
    return [
        (NO_INTEREST, _("I have no conflict of interest")),
        (INTEREST, _("I have a conflict of interest: I recuse myself")),
    ]


def _with_seat(juror: Juror) -> str:
    if juror.is_judging:
        return juror.full_name
    return str(_("%(name)s (no longer sits in the jury)", name=juror.full_name))


def _with_load(juror: Juror, load: int) -> str:
    name = f"{juror.full_name} ({juror.employer})" if juror.employer else juror.full_name
    held = ngettext("%(num)s file", "%(num)s files", load)
    if juror.capacity is None:
        return f"{name} – {held}"
    return str(
        _("%(name)s – %(held)s of %(most)s at most", name=name, held=held, most=juror.capacity)
    )
