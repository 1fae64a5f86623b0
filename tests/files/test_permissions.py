"""Who reads documents: whoever a registered reader lets in."""

import uuid
from collections.abc import Iterator

import pytest

from callforprojects.core.data.visitors import RULES, Guest
from callforprojects.files.models import File
from callforprojects.files.permissions import READERS, read_file, reader


@pytest.fixture
def kind() -> Iterator[str]:
    yield "thing"
    READERS.pop("thing", None)


def document(kind: str, subject_id: uuid.UUID | None = None) -> File:
    return File(subject_kind=kind, subject_id=subject_id or uuid.uuid4())


def test_nobody_reads_what_has_no_reader(kind: str) -> None:
    assert read_file(Guest(), document(kind)) is False
    assert kind not in READERS


@pytest.mark.parametrize(
    ("answers", "may"),
    [([True], True), ([False], False), ([False, True], True), ([False, False], False)],
)
def test_one_reader_that_says_yes_suffices(kind: str, answers: list[bool], may: bool) -> None:
    for answer in answers:
        reader(kind)(lambda visitor, subject_id, answer=answer: answer)
    assert read_file(Guest(), document(kind)) is may


def test_a_reader_of_another_kind_is_not_asked(kind: str) -> None:
    reader(kind)(lambda visitor, subject_id: True)
    assert read_file(Guest(), document("other")) is False


def test_the_reader_is_told_what_the_document_is_joined_to(kind: str) -> None:
    mine = uuid.uuid4()
    reader(kind)(lambda visitor, subject_id: subject_id == mine)
    assert read_file(Guest(), document(kind, mine)) is True
    assert read_file(Guest(), document(kind)) is False


def test_templates_can_ask() -> None:
    assert RULES["files.read_file"] is read_file
