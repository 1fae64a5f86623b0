"""What a call knows of itself."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from callforprojects.calls.models import CallStatus, Round
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.territories.areas import Area
from tests.factories.calls import make_call

pytestmark = pytest.mark.usefixtures("app")


@pytest.mark.parametrize(
    ("stage", "expected"),
    [
        ("draft", CallStatus.DRAFT),
        ("ready", CallStatus.DRAFT),
        ("upcoming", CallStatus.UPCOMING),
        ("open", CallStatus.OPEN),
        ("closed", CallStatus.CLOSED),
        ("announced", CallStatus.ANNOUNCED),
        ("cancelled", CallStatus.CANCELLED),
    ],
)
def test_status_follows_publication_and_clock(stage, expected):
    assert make_call(stage).current_status is expected


def test_call_is_open_from_its_opening_until_just_before_its_closing():
    call = make_call("open")
    assert call.opens_at is not None
    assert call.closes_at is not None
    instant = timedelta(microseconds=1)

    assert not call.is_open(call.opens_at - instant)
    assert call.is_open(call.opens_at)
    assert call.is_open(call.closes_at - instant)
    assert not call.is_open(call.closes_at)


def test_every_status_has_a_label_and_a_tone():
    assert len({str(status.label) for status in CallStatus}) == len(CallStatus)
    assert CallStatus.OPEN.tone == "success"
    assert CallStatus.DRAFT.tone == "neutral"


@pytest.mark.parametrize(
    ("accepted", "applicant", "expected"),
    [
        ([], {"commune"}, True),
        ([], set(), True),
        (["commune", "cc"], {"cc"}, True),
        (["departement"], {"collectivite-unique", "departement"}, True),
        (["cc"], {"commune"}, False),
        (["cc"], set(), False),
    ],
)
def test_call_accepts_the_types_it_lists_or_all(accepted, applicant, expected):
    assert make_call(territory_types=accepted).accepts(applicant) is expected


@pytest.mark.parametrize(
    ("areas", "area", "expected"),
    [
        ([], None, True),
        ([], Area.COM, True),
        (["drom", "com"], Area.DROM, True),
        (["metro"], Area.DROM, False),
        (["metro"], None, None),
    ],
)
def test_call_accepts_the_areas_it_lists_or_all(areas, area, expected):
    assert make_call(areas=areas).accepts_from(area) is expected


def test_search_text_follows_the_title():
    call = make_call(title="Éco-Quartiers", summary="À l’œuvre", reference="EQ-1")

    call.title = "Forêts"
    db.session.flush()

    assert call.search_text == " forets \n a l oeuvre \n eq 1 "


@pytest.mark.parametrize(
    "values",
    [
        {"closes_at": now() - timedelta(days=20)},
        {"rate": 0},
        {"rate": 101},
        {"published_at": None},
    ],
)
def test_schema_refuses_what_makes_no_sense(values):
    with pytest.raises(sa.exc.IntegrityError):
        make_call("open", **values)


def test_the_profile_comes_from_the_cells():
    call = make_call("ready", cells=[("resilience", "mobility", 3)])

    assert call.expected_profile["resilience", "mobility"] == 3
    assert call.expected_profile.total == 3


def test_another_round_is_not_assigned_over_the_current_one():
    call = make_call()
    db.session.commit()
    former_id = call.current_round.id
    questionnaire_id = call.current_round.questionnaire_id

    call.current_round = Round(position=2, questionnaire_id=questionnaire_id)
    with pytest.raises(IntegrityError):
        db.session.flush()

    db.session.rollback()
    assert db.session.get(Round, former_id) is not None
