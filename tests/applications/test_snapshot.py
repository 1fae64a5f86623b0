"""Frozen texts are read, each by the reader of its format."""

from datetime import UTC, datetime
from typing import Any

import pytest

from callforprojects.applications.snapshot import (
    Certification,
    FrozenClaim,
    FrozenDocument,
    FrozenRow,
    snapshot_in,
    snapshot_of,
)
from callforprojects.core.data.canonical import canonical
from callforprojects.core.data.money import Money
from callforprojects.core.text.errors import ConflictError

pytestmark = pytest.mark.unit

CLAIM = {"purpose": "environment", "domain": "mobility", "level": 3, "argument": "Fewer cars."}
FILE = {"id": "1", "name": "a.pdf", "size": 3, "sha256": "0" * 64, "question": "budget"}
TITLE = {
    "key": "title", "stable_id": "s", "label": "Title", "type": "short_text",
    "value": "A park", "shown": "A park",
}  # fmt: skip
MATRIX = {**TITLE, "key": "matrix", "type": "matrix", "value": [CLAIM], "shown": "1 cell claimed"}
FIRST: dict[str, Any] = {
    "format": 1,
    "reference": "DVD-2026-0001",
    "call": {"id": "c", "reference": "DVD-2026", "title": "Démonstrateurs"},
    "organisation": {"id": "o", "name": "Rennes", "territory_type": "commune"},
    "submitted_at": "2026-03-12T16:00:00+00:00",
    "title": "A park",
    "summary": "",
    "requested_amount_cents": 1920050,
    "total_cost_cents": None,
    "sections": [{"title": "The project", "questions": [TITLE, MATRIX]}],
    "claims": [CLAIM],
    "files": [FILE],
}
ROWS = [{"position": 0, "value": 1, "shown": "1"}, {"position": 2, "value": 3, "shown": "3"}]
SECOND: dict[str, Any] = {
    **FIRST,
    "format": 2,
    "sections": [
        {
            "title": "The project",
            "questions": [
                {**TITLE, "rows": [], "confidential": True},
                {**TITLE, "value": None, "shown": "", "rows": ROWS, "confidential": False},
            ],
        }
    ],
    "certification": {
        "statement": "I certify…", "language": "en", "at": "2026-03-12T16:00:00+00:00",
    },
}  # fmt: skip


def test_the_first_format():
    snapshot = snapshot_in(canonical(FIRST))

    assert (snapshot.reference, snapshot.title) == ("DVD-2026-0001", "A park")
    assert (snapshot.call.title, snapshot.organisation.territory_type) == (
        "Démonstrateurs",
        "commune",
    )
    assert (snapshot.requested_amount, snapshot.total_cost) == (Money(1920050), None)
    assert [question.key for question in snapshot.questions] == ["title", "matrix"]
    assert [question.shown for question in snapshot.sections[0].questions] == [
        "A park",
        "1 cell claimed",
    ]
    assert snapshot.claims == [FrozenClaim("environment", "mobility", 3, "Fewer cars.")]
    assert snapshot.claimed_profile["environment", "mobility"] == 3
    assert snapshot.files == [FrozenDocument("1", "a.pdf", 3, "0" * 64, "budget")]
    assert snapshot.asks_matrix
    assert snapshot.certification is None
    assert [(q.rows, q.is_confidential) for q in snapshot.questions] == [((), False)] * 2


def test_the_second_format_has_rows_confidential_questions_and_a_certification():
    snapshot = snapshot_in(canonical(SECOND))

    first, second = snapshot.questions
    assert (first.is_confidential, first.rows, first.shown) == (True, [], "A park")
    assert (second.is_confidential, second.shown) == (False, "")
    assert second.rows == [FrozenRow(0, 1, "1"), FrozenRow(2, 3, "3")]
    assert not snapshot.asks_matrix
    assert snapshot.certification == Certification(
        "I certify…", "en", datetime(2026, 3, 12, 16, tzinfo=UTC)
    )


def test_what_both_say_is_said_in_the_same_place():
    """A program of before, to which the tables have gone back, reads the second format too."""
    assert FIRST.keys() < SECOND.keys()
    assert snapshot_of({**SECOND, "format": 1}).title == "A park"


def test_a_draft_is_not_certified():
    assert snapshot_of({**SECOND, "certification": None}).certification is None


@pytest.mark.parametrize(
    "text",
    [
        canonical({**SECOND, "format": 3}),
        canonical({key: value for key, value in SECOND.items() if key != "sections"}),
        canonical({**SECOND, "sections": ["The project"]}),
        canonical({**SECOND, "claims": None}),
        canonical([SECOND]),
        canonical(SECOND)[:-1],
        "null",
        "",
    ],
)
def test_a_text_that_this_program_cannot_read_is_refused_in_words(text):
    with pytest.raises(ConflictError, match="What was filed can no longer be read"):
        snapshot_in(text)
