"""Which answers stand beside a criterion."""

import pytest

from callforprojects.applications.snapshot import (
    FrozenCall,
    FrozenClaim,
    FrozenOrganisation,
    FrozenQuestion,
    FrozenSection,
    Snapshot,
)
from callforprojects.core.data.identifiers import uuid7
from callforprojects.criteria.models import Criterion
from callforprojects.reviews.criterion_answers import Tags, answers_by_criterion

pytestmark = pytest.mark.unit

SNAPSHOT = Snapshot(
    reference=None,
    call=FrozenCall("", ""),
    organisation=FrozenOrganisation("", None),
    title="",
    summary="",
    requested_amount=None,
    total_cost=None,
    sections=[
        FrozenSection(
            "The project",
            [
                FrozenQuestion(key, key, key, kind, None, "")
                for key, kind in (
                    ("context", "long_text"),
                    ("partners", "long_text"),
                    ("matrix", "matrix"),
                )
            ],
        )
    ],
    claims=[
        FrozenClaim("environment", "mobility", 3, ""),
        FrozenClaim("environment", "health", 1, ""),
        FrozenClaim("cohesion", "mobility", 2, ""),
    ],
    files=[],
)
TAGS = {
    "context": Tags(frozenset({"environment"}), frozenset()),
    "partners": Tags(frozenset(), frozenset({"governance"})),
    "matrix": Tags(frozenset({"environment"}), frozenset()),
}


def read(**links: list[str]) -> tuple[list[str], list[tuple[str, str]]]:
    links = {"question_keys": [], "purposes": [], "domains": [], **links}
    criterion = Criterion(id=uuid7(), position=1, title="T", weight=100, **links)
    reading = answers_by_criterion([criterion], SNAPSHOT, TAGS)[criterion.id]
    return (
        [question.key for question in reading.questions],
        [(claim.purpose, claim.domain) for claim in reading.claims],
    )


def test_a_criterion_reads_the_questions_it_names() -> None:
    assert read(question_keys=["partners"], purposes=["environment"])[0] == ["partners"]


def test_else_those_that_share_a_purpose_or_a_domain() -> None:
    assert read(purposes=["environment"])[0] == ["context"]
    assert read(domains=["governance"])[0] == ["partners"]
    assert read(purposes=["environment"], domains=["governance"])[0] == ["context", "partners"]


def test_a_criterion_that_names_nothing_reads_the_whole_file() -> None:
    assert read() == ([], [])


def test_claims_are_those_of_its_cells() -> None:
    assert read(purposes=["environment"])[1] == [
        ("environment", "mobility"),
        ("environment", "health"),
    ]
    assert read(domains=["mobility"])[1] == [("environment", "mobility"), ("cohesion", "mobility")]
    assert read(purposes=["cohesion"], domains=["mobility"])[1] == [("cohesion", "mobility")]


def test_a_question_without_tags_is_read_by_name_only() -> None:
    criterion = Criterion(
        id=uuid7(), position=1, title="T", weight=1, question_keys=[], purposes=["x"], domains=[]
    )

    assert answers_by_criterion([criterion], SNAPSHOT, {})[criterion.id].is_empty
