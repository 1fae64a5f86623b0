"""Answers that cannot be true together are refused without any rule of a call."""

from typing import Any

import pytest

from callforprojects.core.text.i18n import in_language
from callforprojects.questionnaires.answering.agreement import contradictions

pytestmark = pytest.mark.unit

BALANCED = {
    "total_cost": 100_00,
    "requested_amount": 50_00,
    "own_funds": 20_00,
    "public_grants": 25_00,
    "private_funds": 5_00,
}


@pytest.mark.parametrize(
    ("told", "wrong"),
    [
        ({"requested_amount": 9_000_000_00, "total_cost": 100_00}, ["requested_amount"]),
        ({"requested_amount": 100_01, "total_cost": 100_00}, ["requested_amount"]),
        ({"requested_amount": 100_00, "total_cost": 100_00}, []),
        ({"requested_amount": 100_00}, []),
        ({"requested_amount": 100_00, "total_cost": None}, []),
        ({"starts_on": "2027-02-01", "ends_on": "2027-01-31"}, ["ends_on"]),
        ({"starts_on": "2027-02-01", "ends_on": "2027-02-01"}, []),
        ({"starts_on": "2027-02-01", "ends_on": None}, []),
        (BALANCED, []),
        ({**BALANCED, "own_funds": 20_01}, ["total_cost"]),
        ({**BALANCED, "own_funds": 0}, ["total_cost"]),
        ({**BALANCED, "own_funds": 0, "private_funds": None}, []),
        ({**BALANCED, "requested_amount": 200_00}, ["requested_amount"]),
    ],
)
def test_amounts_and_dates_agree(told: dict[str, Any], wrong: list[str]) -> None:
    assert [fact for fact, _sentence in contradictions(told)] == wrong


def test_the_sentence_says_both_amounts() -> None:
    with in_language("en"):
        ((_fact, sentence),) = contradictions({**BALANCED, "own_funds": 0})

        assert str(sentence).startswith("What pays for the project makes €80, and it costs €100")
