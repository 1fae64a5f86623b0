"""A zone and its list: sent as a file or pasted, looked at, then saved as it was looked at."""

from collections.abc import Sequence
from typing import Any

from itsdangerous import BadData, URLSafeSerializer
from wtforms import BooleanField, FileField, HiddenField
from wtforms.validators import DataRequired, Optional, ValidationError

from callforprojects.core.data.formats import number
from callforprojects.core.data.values import DAY, Value
from callforprojects.core.outside.settings import settings
from callforprojects.core.tables.csv_reading import lines_of_list, text_of_list
from callforprojects.core.text.cleaning import LONGEST_TEXT, clean
from callforprojects.core.text.errors import DomainError
from callforprojects.core.text.i18n import _, pgettext
from callforprojects.core.web.details import details_as
from callforprojects.core.web.fields import AtMost, LineField, ValueField
from callforprojects.core.web.form import Form
from callforprojects.core.web.versioned_form import VersionedForm
from callforprojects.organisations.services import ZoneDetails
from callforprojects.organisations.zone_lists import (
    MOST_CODES,
    ListedCode,
    ZoneLine,
    codes_listed,
)

_OUT_OF_DATE = _("This page is out of date. Reload it.")


class _PastedList(Value[str]):
    """A list as it was copied: its lines stay lines, its tabs tabs."""

    box = "long_text"
    longest = LONGEST_TEXT

    def clean(self, text: str) -> str:
        return clean(text)

    def read(self, text: str) -> str:
        return text


class _SealedLines(HiddenField):
    """What was read of a list, carried by the page that showed it: nobody has changed it since."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data: Sequence[ZoneLine] | None = None  # type: ignore[assignment]  # texts are usual
        if valuelist and valuelist[0]:
            try:
                read = _seal().loads(str(valuelist[0]))
            except BadData as error:
                raise ValidationError(_OUT_OF_DATE) from error
            self.data = [ZoneLine(*line) for line in read]

    def _value(self) -> str:
        return sealed_lines(self.data) if self.data else ""


def sealed_lines(lines: Sequence[ZoneLine]) -> str:
    """Lines as a page carries them: packed and signed."""
    sealed = _seal().dumps(list(lines))
    return sealed if isinstance(sealed, str) else sealed.decode()


def _seal() -> URLSafeSerializer:
    return URLSafeSerializer(settings().secret_key, salt="lines of a zone")


class _SaidOfZone(Form):
    name = LineField(
        _("Name"),
        [DataRequired(_("Enter the name of the zone.")), AtMost(120)],
        description=_("As your calls will say it: “Priority districts”, “The 42 municipalities”."),
    )
    source = LineField(
        pgettext("zone", "Source"),
        [Optional(), AtMost(200)],
        description=_("Whose list it is: a decree, a public file, a decision of yours."),
    )
    valid_on = ValueField(
        _("Valid on"),
        [Optional()],
        description=_("The day of which the list is."),
        kind=DAY,
    )

    details = details_as(ZoneDetails)


class _ListOfZone(Form):
    file = FileField(
        pgettext("zone", "File"),
        [Optional()],
        description=_("A CSV file of 1 MB and 20,000 lines at most."),
        render_kw={"accept": ".csv,.txt,.tsv,text/csv,text/plain"},
    )
    pasted = ValueField(
        _("Or paste the list"),
        [Optional()],
        description=_("One code on each line, or the lines of a spreadsheet with their headings."),
        kind=_PastedList(),
        render_kw={"rows": 8},
    )
    are_parts = BooleanField(
        _("A part only of each territory lies in the zone"),
        description=_("It is so of lines that have a code of their own, as that of a district."),
    )
    lines = _SealedLines()

    @property
    def confirmed(self) -> Sequence[ZoneLine]:
        """What was looked at, if that is what is sent; nothing when another list came with it."""
        has_another = bool(self.file.data or self.pasted.data)
        return () if has_another else self.lines.data or ()

    def listed(self) -> list[ListedCode]:
        """The codes of the file, or else of what was pasted. Raises DomainError beside the box."""
        box = "file" if self.file.data else "pasted"
        try:
            text = text_of_list(self.file.data.read()) if self.file.data else self.pasted.data or ""
            codes = codes_listed(list(lines_of_list(text)), are_parts=self.are_parts.data)
        except DomainError as error:
            error.field = box
            raise
        if len(codes) > MOST_CODES:
            most = number(MOST_CODES)
            raise DomainError(_("This list is too long: %(most)s codes at most.", most=most), box)
        if not codes:
            raise DomainError(_("Choose a file or paste a list of codes."), "file")
        return codes

    def show(self, lines: Sequence[ZoneLine]) -> None:
        """Carry what was read to the page that shows it."""
        self.lines.data = lines
        self.pasted.data, self.pasted.raw_data = None, []


class NewZoneForm(_SaidOfZone, _ListOfZone):
    """A zone that is made."""


class ZoneForm(_SaidOfZone, VersionedForm):
    """What is said of a zone."""


class ReplacementForm(_SaidOfZone, _ListOfZone, VersionedForm):
    """Another list in the place of the one that a zone has."""
