"""Ready rules on State aid, and on the republican commitment of associations and foundations.

Regulation (EU) 2023/2831: 300,000 € for one undertaking over three rolling years; 2023/2832:
750,000 € for services of general economic interest. Law 2000-321, article 10-1: the contract.
"""

from decimal import Decimal

from callforprojects.calls.rules.boxes import BoxKind, RuleBox, RuleSettings
from callforprojects.calls.rules.building import (
    REQUESTED,
    any_of,
    is_among,
    is_answered,
    is_share,
    is_true,
)
from callforprojects.calls.rules.ready import Conditions, ReadyRule, RuleSubject, needed
from callforprojects.core.data import formats
from callforprojects.core.data.money import Money
from callforprojects.core.text.i18n import _, pgettext
from callforprojects.engines.conditions import FactKind, Operator
from callforprojects.organisations.silence import LegalNature

RECEIVED = "project.de_minimis_received"
REGIME = "project.state_aid_regime"
_BOUND_BY_CONTRACT = (LegalNature.ASSOCIATION.value, LegalNature.FOUNDATION.value)
_LESS_ALL = {RECEIVED: Decimal(-100)}


def _de_minimis(settings: RuleSettings) -> Conditions:
    """What is asked and what was received over three years, within the ceiling."""
    ceiling = int(needed(settings.text("ceiling"), "ceiling"))
    within = is_share(REQUESTED, Operator.AT_MOST, _LESS_ALL, ceiling)
    regimes = settings.texts("regimes")
    return Conditions(within, is_among(REGIME, regimes) if regimes else None)


def _regimes(settings: RuleSettings) -> Conditions:
    return Conditions(is_among(REGIME, needed(settings.texts("regimes"), "regimes")))


def _contract(settings: RuleSettings) -> Conditions:
    exemption = settings.text("question")
    signed = is_answered("project.republican_commitment_on")
    requirement = any_of(signed, is_true(exemption)) if exemption else signed
    return Conditions(requirement, is_among("applicant.legal_nature", _BOUND_BY_CONTRACT))


REGIMES = RuleBox(
    name="regimes",
    kind=BoxKind.OPTIONS,
    fact=REGIME,
    label=_("Regimes concerned"),
    hint=_("Among the choices of the question that stands for the State aid regime."),
    is_optional=True,
)
RULES = (
    ReadyRule(
        key="de_minimis",
        subject=RuleSubject.STATE_AID,
        label=_("De minimis ceiling over three rolling years"),
        hint=_("What is asked and the de minimis aid already received, declared by the applicant."),
        own_boxes=[
            RuleBox(
                name="ceiling",
                kind=BoxKind.CHOICE,
                label=pgettext("rule", "Ceiling"),
                options=[
                    ("30000000", _("€300,000: general rule")),
                    ("75000000", _("€750,000: services of general economic interest")),
                ],
                default="30000000",
            ),
            REGIMES,
        ],
        sentence=lambda settings: _(
            "De minimis aid is at most %(ceiling)s over three rolling years, this one included.",
            ceiling=formats.money(Money(settings.whole("ceiling") or 0)),
        ),
        make=_de_minimis,
    ),
    ReadyRule(
        key="state_aid_regimes",
        subject=RuleSubject.STATE_AID,
        label=_("State aid regimes accepted"),
        own_boxes=[REGIMES],
        make=_regimes,
    ),
    ReadyRule(
        key="republican_commitment",
        subject=RuleSubject.APPLICANT,
        label=_("Republican commitment contract of associations and foundations"),
        hint=_("Its date is asked; a question may ask whether the applicant is exempt."),
        own_boxes=[
            RuleBox(
                name="question",
                kind=BoxKind.QUESTION,
                label=_("Unless the answer to this question is yes (exemption)"),
                kinds=frozenset({FactKind.YES_NO}),
                is_optional=True,
            )
        ],
        sentence=lambda _settings: _(
            "An association or a foundation has signed the republican commitment contract."
        ),
        make=_contract,
        has_case=False,
    ),
)
