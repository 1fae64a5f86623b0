"""Ready rules on the project: scale, phase, dates, costs, partners, what came before."""

from callforprojects.calls.rules.boxes import BoxKind, RuleBox, RuleSettings
from callforprojects.calls.rules.building import (
    all_of,
    any_of,
    contains,
    denied,
    is_among,
    is_false,
    is_months_after,
    is_number,
    is_true,
    those_given,
)
from callforprojects.calls.rules.ready import (
    Conditions,
    ReadyRule,
    RuleSubject,
    chosen_terms,
    needed,
    one_bound,
)
from callforprojects.calls.severity import Severity
from callforprojects.core.text.errors import DomainError
from callforprojects.core.text.i18n import _, pgettext
from callforprojects.engines.conditions import Comparison, Constant, FactKind, Operator
from callforprojects.iso37101.frame import frame

STARTS, ENDS = "project.starts_on", "project.ends_on"


def _scales(settings: RuleSettings) -> Conditions:
    return Conditions(is_among("project.scale", needed(settings.texts("scales"), "scales")))


def _phases(settings: RuleSettings) -> Conditions:
    return Conditions(is_among("project.phase", needed(settings.texts("phases"), "phases")))


def _not_started(settings: RuleSettings) -> Conditions:
    derogation = settings.text("question")
    started = is_false("project.is_started")
    return Conditions(any_of(started, is_true(derogation)) if derogation else started)


def _ends_before(settings: RuleSettings) -> Conditions:
    day = Constant(FactKind.DATE, needed(settings.day("day"), "day"))
    return Conditions(Comparison(ENDS, Operator.AT_MOST, (day,)))


def _starts_after(settings: RuleSettings) -> Conditions:
    day = Constant(FactKind.DATE, needed(settings.day("day"), "day"))
    return Conditions(Comparison(STARTS, Operator.AT_LEAST, (day,)))


def _duration(settings: RuleSettings) -> Conditions:
    least, most = settings.whole("minimum"), settings.whole("maximum")
    if least is not None and most is not None and least > most:
        raise DomainError(_("This duration is below the other one."), field="maximum")
    lasting = those_given(
        None if least is None else is_months_after(ENDS, Operator.AT_LEAST, STARTS, least),
        None if most is None else is_months_after(ENDS, Operator.AT_MOST, STARTS, most),
    )
    return Conditions(one_bound(lasting, "maximum"))


def _cost_kinds(settings: RuleSettings) -> Conditions:
    """None of those that are not eligible."""
    excluded = needed(settings.texts("excluded"), "excluded")
    parts = (denied(contains("project.cost_kinds", each)) for each in excluded)
    return Conditions(all_of(*parts))


def _partners(settings: RuleSettings) -> Conditions:
    least = needed(settings.number("count"), "count")
    return Conditions(is_number("project.partner_count", Operator.AT_LEAST, least))


def _prior_step(_settings: RuleSettings) -> Conditions:
    return Conditions(is_true("project.prior_step"))


RULES = (
    ReadyRule(
        key="scales",
        subject=RuleSubject.PROJECT,
        label=_("Scales of the projects"),
        make=_scales,
        sentence=lambda settings: _(
            "The scale of the project is one of: %(scales)s.",
            scales=chosen_terms(frame().scales, settings.texts("scales")),
        ),
        severity=Severity.WARNING,
        field="scales",
    ),
    ReadyRule(
        key="phases",
        subject=RuleSubject.PROJECT,
        label=_("Phases of the projects"),
        make=_phases,
        sentence=lambda settings: _(
            "The phase of the project is one of: %(phases)s.",
            phases=chosen_terms(frame().phases, settings.texts("phases")),
        ),
        severity=Severity.WARNING,
        field="phases",
    ),
    ReadyRule(
        key="not_started",
        subject=RuleSubject.PROJECT,
        label=_("Work not begun"),
        hint=_("A question may ask whether a derogation was granted: the service then looks."),
        own_boxes=[
            RuleBox(
                name="question",
                kind=BoxKind.QUESTION,
                label=_("Unless the answer to this question is yes (derogation)"),
                kinds=frozenset({FactKind.YES_NO}),
                is_optional=True,
            )
        ],
        sentence=lambda settings: (
            _("Work has not begun, unless a derogation was granted.")
            if settings.text("question")
            else _("Work has not begun.")
        ),
        severity=Severity.TO_CHECK,
        make=_not_started,
    ),
    ReadyRule(
        key="ends_before",
        subject=RuleSubject.PROJECT,
        label=_("Over by a day"),
        own_boxes=[RuleBox(name="day", kind=BoxKind.DAY, label=_("Last day of the project"))],
        make=_ends_before,
    ),
    ReadyRule(
        key="starts_after",
        subject=RuleSubject.PROJECT,
        label=_("Begun from a day on"),
        own_boxes=[RuleBox(name="day", kind=BoxKind.DAY, label=_("First day of the project"))],
        make=_starts_after,
    ),
    ReadyRule(
        key="duration",
        subject=RuleSubject.PROJECT,
        label=_("Duration"),
        hint=_("Counted in months from the start of the project to its end."),
        own_boxes=[
            RuleBox(
                name="minimum", kind=BoxKind.WHOLE, label=_("Months, at least"), is_optional=True
            ),
            RuleBox(
                name="maximum", kind=BoxKind.WHOLE, label=_("Months, at most"), is_optional=True
            ),
        ],
        make=_duration,
    ),
    ReadyRule(
        key="cost_kinds",
        subject=RuleSubject.PROJECT,
        label=_("Kinds of costs that are not eligible"),
        own_boxes=[
            RuleBox(
                name="excluded",
                kind=BoxKind.OPTIONS,
                fact="project.cost_kinds",
                label=_("Not eligible"),
                hint=_("Among the choices of the question that stands for the kinds of costs."),
            )
        ],
        make=_cost_kinds,
    ),
    ReadyRule(
        key="partners",
        subject=RuleSubject.PROJECT,
        label=_("Number of partners"),
        own_boxes=[
            RuleBox(name="count", kind=BoxKind.WHOLE, label=pgettext("rule", "Partners, at least"))
        ],
        make=_partners,
    ),
    ReadyRule(
        key="prior_step",
        subject=RuleSubject.PROJECT,
        label=_("A prior step"),
        hint=_("A diagnosis, joining a programme, an exchange with the funder."),
        make=_prior_step,
    ),
)
