"""What a grid misses before the call is published."""

import pytest

from callforprojects.calls.readiness import missing_points
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.core.text.i18n import in_language
from callforprojects.criteria.queries import criteria_of
from callforprojects.engines.scoring import CountsAs
from callforprojects.questionnaires.queries import revision_with_questions
from tests.factories.calls import make_call
from tests.factories.criteria import first_criterion, make_criterion

pytestmark = pytest.mark.usefixtures("app")


def said(call):
    asked = revision_with_questions(call.questionnaire_id)
    with in_language("en"):
        return [
            (point.step.key, str(point.message)) for point in missing_points(call, asked, now())
        ]


@pytest.mark.parametrize(
    ("weights", "sentence"),
    [
        ((60, 39), "The weights of the criteria total 99: they must total 100."),
        ((60, 41), "The weights of the criteria total 101: they must total 100."),
        ((100, 0), "The criterion “Critère 2” has no weight."),
    ],
)
def test_weights_must_total_100_without_zero(weights, sentence):
    assert said(make_call("ready", weights=weights)) == [("criteria", sentence)]


def test_criterion_must_read_questions_that_are_asked():
    call = make_call("ready")
    criteria_of(call.current_round.id)[0].question_keys = ["objectives", "gone"]

    assert said(call) == [
        ("criteria", "The criterion “Critère 1” reads a question that is no longer asked."),
    ]


def test_what_does_not_count_in_the_mean_needs_no_weight():
    call = make_call("ready", weights=(100,))
    db.session.add(
        make_criterion(2, 0, grid=first_criterion(call).grid, counts_as=CountsAs.NOTHING)
    )
    db.session.flush()

    assert said(call) == []
