"""What is asked before any account, when it is a type of applicant: places are in the database."""

from datetime import timedelta

import pytest

from callforprojects.calls.forms.eligibility import EligibilityForm
from callforprojects.calls.models import Call, CallStatus, Publication
from callforprojects.core.data.clock import now
from tests.factories.calls import call_of
from tests.filling import Fill

pytestmark = pytest.mark.unit


def an_open_call() -> Call:
    return call_of(
        status=Publication.PUBLISHED,
        opens_at=now() - timedelta(days=1),
        closes_at=now() + timedelta(days=1),
        territory_types=["commune"],
        areas=[],
    )


@pytest.mark.parametrize(("kind", "is_accepted"), [("commune", True), ("entreprise", False)])
def test_a_type_of_applicant_gets_its_answer(fill: Fill, kind: str, *, is_accepted: bool) -> None:
    answer = fill(EligibilityForm, territory_type=kind).eligibility(an_open_call())

    assert (answer.kind.code, answer.status) == (kind, CallStatus.OPEN)
    assert (answer.is_accepted, answer.is_refused) == (is_accepted, not is_accepted)


def test_nothing_asked_or_a_type_that_is_none_gets_no_answer(fill: Fill) -> None:
    wrong = fill(EligibilityForm, territory_type="kingdom")

    assert fill(EligibilityForm).eligibility(an_open_call()) is None
    assert wrong.eligibility(an_open_call()) is None
    assert wrong.errors == {"territory_type": ["Choose one of the answers."]}
