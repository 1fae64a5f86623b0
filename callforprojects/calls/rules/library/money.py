"""Ready rules on money: minimum, ceiling, rates, the aids of all, the own share."""

from collections.abc import Mapping
from decimal import Decimal

from callforprojects.calls.rules.boxes import BoxKind, RuleBox, RuleSettings, whose_place
from callforprojects.calls.rules.building import (
    COST,
    IS_OVERSEAS,
    OWN,
    PUBLIC,
    REQUESTED,
    all_of,
    any_of,
    contains_any,
    denied,
    is_among,
    is_false,
    is_inside,
    is_share,
    is_true,
    money_is,
    those_given,
)
from callforprojects.calls.rules.ready import (
    AREA,
    TYPES,
    Conditions,
    ReadyRule,
    RuleSubject,
    needed,
    one_bound,
)
from callforprojects.calls.severity import Severity
from callforprojects.core.data import formats
from callforprojects.core.data.money import Money
from callforprojects.core.text.errors import DomainError, Sentence
from callforprojects.core.text.i18n import _, pgettext
from callforprojects.engines.conditions import Comparison, Condition, Operator
from callforprojects.iso37101.frame import frame
from callforprojects.organisations.silence import LegalNature
from callforprojects.territories.areas import Area

_FULL = Decimal(100)
_HIGHEST_SHARE = Decimal(99)


def _envelope(settings: RuleSettings) -> Conditions:
    return Conditions(money_is(REQUESTED, Operator.AT_MOST, needed(settings.cents("envelope"), "")))


def _ceiling(settings: RuleSettings) -> Conditions:
    return Conditions(money_is(REQUESTED, Operator.AT_MOST, needed(settings.cents("ceiling"), "")))


def _maximum(settings: RuleSettings) -> Conditions:
    most = needed(settings.cents("amount"), "amount")
    return Conditions(money_is(REQUESTED, Operator.AT_MOST, most))


def _minimum(settings: RuleSettings) -> Conditions:
    least = needed(settings.cents("amount"), "amount")
    return Conditions(money_is(needed(settings.text("of"), "of"), Operator.AT_LEAST, least))


def _rate(settings: RuleSettings) -> Conditions:
    return Conditions(_at_most(needed(settings.number("rate"), "rate")))


def _bracket(settings: RuleSettings) -> Conditions:
    least, most = rate_in(settings, "minimum"), rate_in(settings, "maximum")
    if least is not None and most is not None and least > most:
        raise DomainError(_("This rate is below the other one."), field="maximum")
    bracket = those_given(
        None if least is None else is_share(REQUESTED, Operator.AT_LEAST, {COST: least}),
        None if most is None else _at_most(most),
    )
    return Conditions(one_bound(bracket, "maximum"))


def _by_case(settings: RuleSettings) -> Conditions:
    """In its case another rate, that may be above or below the usual one.

    Written so that a request that suits both is met before anybody knows the case.
    """
    usual = needed(rate_in(settings, "rate"), "rate")
    other = needed(rate_in(settings, "other_rate"), "other_rate")
    areas, places = settings.texts("areas"), settings.texts("places")
    cases: list[Condition] = [is_among(AREA, areas)] if areas else []
    cases += [is_inside(needed(settings.text("of"), "of"), places)] if places else []
    if not cases:
        raise DomainError(_("Choose the case of the other rate."), field="areas")
    case = any_of(*cases)
    if other >= usual:
        return Conditions(any_of(_at_most(usual), all_of(case, _at_most(other))))
    return Conditions(all_of(_at_most(usual), any_of(denied(case), _at_most(other))))


def _total_aid(settings: RuleSettings) -> Conditions:
    """What is asked and the other public grants, written so that one fact is compared."""
    most = needed(rate_in(settings, "rate"), "rate")
    return Conditions(is_share(REQUESTED, Operator.AT_MOST, {COST: most, PUBLIC: -_FULL}))


def _own_share(settings: RuleSettings) -> Conditions:
    """Own / (own + all public grants), article L. 1111-10: private money does not count."""
    least = needed(rate_in(settings, "rate"), "rate")
    if least > _HIGHEST_SHARE:
        raise DomainError(_("This share is below 100 %."), field="rate")
    requirement = is_share(OWN, Operator.AT_LEAST, {OWN: least, REQUESTED: least, PUBLIC: least})
    authorities = contains_any(TYPES, authority_types())
    case = all_of(is_true("project.is_investment"), authorities, is_false(IS_OVERSEAS))
    return Conditions(requirement, case)


def authority_types() -> list[str]:
    """The types of local authorities and of their groupings."""
    terms = frame().territory_types
    return [term.code for term in terms if term.legal_nature == LegalNature.ADMINISTRATION]


def _at_most(rate: Decimal) -> Comparison:
    return is_share(REQUESTED, Operator.AT_MOST, {COST: rate})


def rate_in(settings: RuleSettings, box: str) -> Decimal | None:
    """A rate above 0 % and at most 100 %."""
    rate = settings.number(box)
    if rate is not None and not 0 < rate <= _FULL:
        raise DomainError(_("The rate is above 0 % and at most 100 %."), field=box)
    return rate


def rate_words(settings: RuleSettings, box: str) -> str:
    """`62,5 %`."""
    rate = settings.number(box) or Decimal(0)
    return formats.percent(rate / 100, max(0, -int(rate.normalize().as_tuple().exponent)))


def _rates(settings: RuleSettings) -> Mapping[str, Sentence]:
    boxes = ("rate", "other_rate", "minimum", "maximum")
    return {box: rate_words(settings, box) for box in boxes if settings.number(box) is not None}


def _amount_words(settings: RuleSettings, box: str) -> Sentence:
    amount = formats.money(Money(settings.cents(box) or 0))
    return _("The aid requested is at most %(amount)s.", amount=amount)


def _bracket_words(settings: RuleSettings) -> Sentence:
    rates = _rates(settings)
    if "minimum" not in rates:
        return _("The aid is at most %(maximum)s of the cost.", **rates)
    if "maximum" not in rates:
        return _("The aid is at least %(minimum)s of the cost.", **rates)
    return _("The aid is between %(minimum)s and %(maximum)s of the cost.", **rates)


RATE = RuleBox(name="rate", kind=BoxKind.PERCENTAGE, label=_("Rate"))
RULES = (
    ReadyRule(
        key="envelope",
        subject=RuleSubject.AMOUNTS,
        label=_("Within the budget of the call"),
        make=_envelope,
        sentence=lambda settings: _amount_words(settings, "envelope"),
        severity=Severity.WARNING,
        field="envelope",
    ),
    ReadyRule(
        key="ceiling",
        subject=RuleSubject.AMOUNTS,
        label=_("Ceiling for one project"),
        make=_ceiling,
        sentence=lambda settings: _amount_words(settings, "ceiling"),
        severity=Severity.WARNING,
        field="ceiling",
    ),
    ReadyRule(
        key="rate",
        subject=RuleSubject.AMOUNTS,
        label=_("Maximum funding rate"),
        make=_rate,
        sentence=lambda settings: _("The aid is at most %(rate)s of the cost.", **_rates(settings)),
        severity=Severity.WARNING,
        field="rate",
    ),
    ReadyRule(
        key="minimum_amount",
        subject=RuleSubject.AMOUNTS,
        label=_("Minimum cost, or minimum aid"),
        own_boxes=[
            RuleBox(
                name="of",
                kind=BoxKind.CHOICE,
                label=_("Amount compared"),
                options=[
                    (COST, _("Total cost of the project")),
                    (REQUESTED, _("Amount requested")),
                ],
                default=COST,
            ),
            RuleBox(name="amount", kind=BoxKind.AMOUNT, label=pgettext("rule", "Minimum")),
        ],
        make=_minimum,
    ),
    ReadyRule(
        key="maximum_amount",
        subject=RuleSubject.AMOUNTS,
        label=_("Maximum aid, in a case"),
        hint=_("Another ceiling for some applicants; that of all is in the step Funding."),
        own_boxes=[RuleBox(name="amount", kind=BoxKind.AMOUNT, label=pgettext("rule", "Maximum"))],
        make=_maximum,
    ),
    ReadyRule(
        key="rate_by_case",
        subject=RuleSubject.AMOUNTS,
        label=_("Another rate in a case"),
        hint=_("Such as 70 % overseas or in a priority zone, and 50 % elsewhere."),
        own_boxes=[
            RuleBox(name="rate", kind=BoxKind.PERCENTAGE, label=_("Usual rate")),
            RuleBox(name="other_rate", kind=BoxKind.PERCENTAGE, label=_("Rate in the case")),
            RuleBox(
                name="areas",
                kind=BoxKind.CHOICES,
                label=_("Case: the applicant is in"),
                options=[(area.value, area.label) for area in Area],
                is_optional=True,
            ),
            RuleBox(
                name="places",
                kind=BoxKind.PLACES,
                label=_("Or inside these territories and zones"),
                is_optional=True,
            ),
            whose_place(),
        ],
        make=_by_case,
    ),
    ReadyRule(
        key="rate_bracket",
        subject=RuleSubject.AMOUNTS,
        label=_("Rate in a bracket"),
        hint=_("From a minimum to a maximum share of the cost."),
        own_boxes=[
            RuleBox(
                name="minimum", kind=BoxKind.PERCENTAGE, label=_("Minimum rate"), is_optional=True
            ),
            RuleBox(
                name="maximum", kind=BoxKind.PERCENTAGE, label=_("Maximum rate"), is_optional=True
            ),
        ],
        sentence=_bracket_words,
        make=_bracket,
    ),
    ReadyRule(
        key="total_public_aid",
        subject=RuleSubject.AMOUNTS,
        label=_("All public aid, at most a share of the cost"),
        own_boxes=[RuleBox(name="rate", kind=BoxKind.PERCENTAGE, label=_("Share"), default="80")],
        sentence=lambda settings: _(
            "All public aid together is at most %(rate)s of the cost.", **_rates(settings)
        ),
        make=_total_aid,
    ),
    ReadyRule(
        key="own_share",
        subject=RuleSubject.AMOUNTS,
        label=_("Own share of local authorities (article L. 1111-10 CGCT)"),
        hint=_(
            "Share of what public bodies provide, private money left out: 20 %, or 10 % (energy "
            "renovation of schools) or 30 % (powers of a lead authority). Overseas is exempt."
        ),
        own_boxes=[
            RuleBox(
                name="rate",
                kind=BoxKind.CHOICE,
                label=_("Own share, at least"),
                options=[("20", "20 %"), ("10", "10 %"), ("30", "30 %")],
                default="20",
            )
        ],
        severity=Severity.WARNING,
        sentence=lambda settings: _(
            "An authority that owns an investment pays at least %(rate)s of what public bodies "
            "provide (article L. 1111-10 of the CGCT).",
            **_rates(settings),
        ),
        make=_own_share,
        has_case=False,
    ),
)
