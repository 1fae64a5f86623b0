"""What the map of the results shows, and in which words."""

from collections.abc import Callable

from babel.numbers import format_compact_currency

from callforprojects.core.data.formats import money, number
from callforprojects.core.data.money import Money
from callforprojects.core.text.i18n import _, current_language, ngettext, pgettext
from callforprojects.core.text.labels import LabelledEnum
from callforprojects.selection.queries import DepartementTotal, DepartementTotals
from callforprojects.territories.map_of_france import MapOfFrance, map_of_france


class Measure(LabelledEnum):
    """What a département is worth on the map."""

    PROJECTS = "projects", pgettext("map", "Number of projects")
    AMOUNT = "amount", pgettext("map", "Amount granted")

    def figure(self, place: DepartementTotal) -> int:
        """The figure of a place: a count, or cents."""
        return place.projects if self is Measure.PROJECTS else place.granted.cents

    @property
    def written(self) -> Callable[[int], tuple[str, str]]:
        return _projects if self is Measure.PROJECTS else _amount


def map_of_results(places: DepartementTotals, measure: Measure) -> MapOfFrance:
    """The map of where the selected projects are, by their number or by what they are granted."""
    values = {
        place.departement.id: measure.figure(place)
        for place in places.departements
        if place.departement
    }
    return map_of_france(values, measure.written)


def short_money(amount: Money) -> str:
    """`27 M€`, `€27M`: an order of magnitude, where there is no room for more."""
    if amount < Money.euros(1):
        return money(Money.zero())
    digits = 0 if len(str(amount.cents // 100)) % 3 != 1 else 1  # one figure alone gets a second
    language = current_language()
    text = format_compact_currency(amount.amount, "EUR", locale=language, fraction_digits=digits)
    return text.replace("\u00a0\u20ac", "\u20ac") if language == "fr" else text


def _projects(value: int) -> tuple[str, str]:
    if not value:
        return "", str(_("no project"))
    return number(value), str(ngettext("%(num)s project", "%(num)s projects", value))


def _amount(value: int) -> tuple[str, str]:
    if not value:
        return "", str(_("no project"))
    return short_money(Money(value)), money(Money(value))
