"""What conditions read of a call."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from callforprojects.calls.condition_facts import CALL_TERMS, call_facts
from callforprojects.calls.models import Call, Round
from callforprojects.core.data.money import Money
from callforprojects.core.text.i18n import in_language
from callforprojects.engines.conditions import Comparison, Constant, FactKind, Operator
from callforprojects.questionnaires.conditions import Catalogue, sentence_of

pytestmark = pytest.mark.unit


def test_days_are_those_of_paris_and_amounts_are_in_cents() -> None:
    call = Call(envelope=Money.euros(1000), ceiling=None, rate=Decimal("62.50"))
    of = Round(opens_at=datetime(2026, 6, 30, 22, 30, tzinfo=UTC), closes_at=None)

    assert call_facts(call, of) == {
        "call.opens_on": date(2026, 7, 1),
        "call.envelope": 100_000,
        "call.rate": Decimal("62.5"),
    }


def test_a_rate_is_said_as_a_percentage() -> None:
    catalogue = Catalogue({term.name: term for term in CALL_TERMS})
    rate = (Constant(FactKind.NUMBER, Decimal("62.5")),)

    with in_language("fr"):
        said = sentence_of(Comparison("call.rate", Operator.AT_MOST, rate), catalogue)

    assert said == "le taux de l’appel est d’au plus 62,5\xa0%"
