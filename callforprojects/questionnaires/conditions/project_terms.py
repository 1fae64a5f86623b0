"""The facts of a project, known where a question stands for them."""

from collections.abc import Mapping
from decimal import Decimal

from callforprojects.core.data import formats
from callforprojects.core.text.errors import Sentence
from callforprojects.core.text.i18n import _, ngettext
from callforprojects.engines.conditions import FactKind
from callforprojects.questionnaires.conditions.terms import FactTerm

PROJECT = "project."
_TWO = 2


def inhabitants(number: Decimal) -> Sentence:
    """`100 000 habitants`."""
    return ngettext(
        "%(number)s inhabitant",
        "%(number)s inhabitants",
        1 if abs(number) < _TWO else _TWO,
        number=formats.number(number),
    )


def _partners(number: Decimal) -> Sentence:
    return ngettext(
        "%(number)s partner",
        "%(number)s partners",
        1 if abs(number) < _TWO else _TWO,
        number=formats.number(number),
    )


_STOOD_FOR = (
    FactTerm(PROJECT + "title", FactKind.TEXT, _("the title of the project")),
    FactTerm(PROJECT + "summary", FactKind.TEXT, _("the summary of the project")),
    FactTerm(PROJECT + "territory", FactKind.PLACE, _("the place of the project")),
    FactTerm(PROJECT + "scale", FactKind.CHOICE, _("the scale of the project"), is_feminine=True),
    FactTerm(PROJECT + "phase", FactKind.CHOICE, _("the phase of the project"), is_feminine=True),
    FactTerm(
        PROJECT + "starts_on",
        FactKind.DATE,
        _("the start date of the project"),
        is_feminine=True,
    ),
    FactTerm(
        PROJECT + "ends_on", FactKind.DATE, _("the end date of the project"), is_feminine=True
    ),
    FactTerm(
        PROJECT + "is_started",
        FactKind.YES_NO,
        _("the answer on the start of the project"),
        heading=_("Project already started"),
        is_feminine=True,
        yes=_("the project has already started"),
        no=_("the project has not started yet"),
    ),
    FactTerm(PROJECT + "total_cost", FactKind.MONEY, _("the total cost of the project")),
    FactTerm(PROJECT + "requested_amount", FactKind.MONEY, _("the amount requested")),
    FactTerm(PROJECT + "own_funds", FactKind.MONEY, _("the applicant’s own contribution")),
    FactTerm(PROJECT + "public_grants", FactKind.MONEY, _("the amount of the other public grants")),
    FactTerm(PROJECT + "private_funds", FactKind.MONEY, _("the amount of private funding")),
    FactTerm(
        PROJECT + "de_minimis_received",
        FactKind.MONEY,
        _("the amount of de minimis aid already received"),
    ),
    FactTerm(PROJECT + "state_aid_regime", FactKind.CHOICE, _("the State aid regime")),
    FactTerm(
        PROJECT + "cost_kinds",
        FactKind.CHOICES,
        _("the list of the kinds of costs"),
        is_feminine=True,
    ),
    FactTerm(
        PROJECT + "is_investment",
        FactKind.YES_NO,
        _("the answer on the investment"),
        heading=_("Project that is an investment"),
        is_feminine=True,
        yes=_("the project is an investment"),
        no=_("the project is not an investment"),
    ),
    FactTerm(
        PROJECT + "partner_count",
        FactKind.NUMBER,
        _("the number of partners"),
        unit=_partners,
    ),
    FactTerm(
        PROJECT + "republican_commitment_on",
        FactKind.DATE,
        _("the date of the republican commitment contract"),
        heading=_("Date of the republican commitment contract"),
        is_feminine=True,
    ),
    FactTerm(
        PROJECT + "prior_step",
        FactKind.YES_NO,
        _("the answer on the prior step"),
        heading=_("Prior step completed"),
        is_feminine=True,
        yes=_("the prior step is completed"),
        no=_("the prior step is not completed"),
    ),
)
_OF_PLACE = (
    FactTerm(
        PROJECT + "population_municipale",
        FactKind.NUMBER,
        _("the municipal population of the place of the project"),
        is_feminine=True,
        unit=inhabitants,
    ),
    FactTerm(
        PROJECT + "population_totale",
        FactKind.NUMBER,
        _("the total population of the place of the project"),
        is_feminine=True,
        unit=inhabitants,
    ),
)

STOOD_FOR: Mapping[str, FactTerm] = {term.name.removeprefix(PROJECT): term for term in _STOOD_FOR}
"""What a question may stand for, by the value of `Question.stands_for`."""
PLACE_TERMS = _OF_PLACE
"""What is known of the place of the project once a question stands for it."""
