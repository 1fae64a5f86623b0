"""Days of the calendar."""

import re
from datetime import date

from callforprojects.core.data import formats
from callforprojects.core.text.i18n import _
from callforprojects.questionnaires.types.kind import AnswerType, Settings, Unreadable

_FRENCH = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
_YEARS = range(1900, 2200)


class Day(AnswerType):
    """A date, kept in its ISO form; `12/03/2027` is taken too."""

    widget = "date"

    def read(self, typed: str, settings: Settings) -> str:
        del settings
        french = _FRENCH.fullmatch(typed)
        iso = "{2}-{1:0>2}-{0:0>2}".format(*french.groups()) if french else typed
        try:
            day = date.fromisoformat(iso)
        except ValueError as error:
            raise Unreadable(_("Enter a date that exists, for example 12/03/2027.")) from error
        if day.year not in _YEARS:
            raise Unreadable(_("Enter a date that exists, for example 12/03/2027."))
        return day.isoformat()

    def shown(self, value: str, settings: Settings) -> str:
        del settings
        return formats.day(date.fromisoformat(value))
