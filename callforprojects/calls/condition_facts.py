"""What conditions may read of a call: its days, its money."""

from collections.abc import Iterator
from decimal import Decimal

from callforprojects.calls.models import Call, Round
from callforprojects.core.data.clock import to_paris
from callforprojects.core.data.formats import percent
from callforprojects.core.text.errors import Sentence
from callforprojects.core.text.i18n import _
from callforprojects.engines.conditions import FactKind, Facts, FactValue
from callforprojects.questionnaires.conditions import FactTerm

_CALL = "call."
_HUNDRED = 100


def _percentage(number: Decimal) -> Sentence:
    return percent(number / _HUNDRED, max(0, -int(number.normalize().as_tuple().exponent)))


CALL_TERMS = (
    FactTerm(_CALL + "opens_on", FactKind.DATE, _("the opening day of the call")),
    FactTerm(_CALL + "closes_on", FactKind.DATE, _("the closing day of the call")),
    FactTerm(_CALL + "envelope", FactKind.MONEY, _("the budget of the call"), is_feminine=True),
    FactTerm(_CALL + "ceiling", FactKind.MONEY, _("the ceiling of the call")),
    FactTerm(_CALL + "rate", FactKind.NUMBER, _("the rate of the call"), unit=_percentage),
)


def call_facts(call: Call, of: Round) -> Facts:
    """What is known of a call and of one of its rounds; a day that is not set is not known."""
    return dict(_known(call, of))


def _known(call: Call, of: Round) -> Iterator[tuple[str, FactValue]]:
    for name, moment in (("opens_on", of.opens_at), ("closes_on", of.closes_at)):
        if moment is not None:
            yield _CALL + name, to_paris(moment).date()
    for name, amount in (("envelope", call.envelope), ("ceiling", call.ceiling)):
        if amount is not None:
            yield _CALL + name, amount.cents
    if call.rate is not None:
        yield _CALL + "rate", call.rate
