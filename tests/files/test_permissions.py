"""Who reads documents: whoever a declared reader lets in."""

import uuid

import pytest

from callforprojects.accounts.models import AccountToken, User
from callforprojects.core.data.visitors import RULES, Guest
from callforprojects.files.models import File
from callforprojects.files.permissions import read_file
from tests.declaring import declare_in

THING, OTHER = User, AccountToken


def document(kind: type[User | AccountToken], subject_id: uuid.UUID | None = None) -> File:
    return File(subject_kind=kind.__tablename__, subject_id=subject_id or uuid.uuid4())


def test_nobody_reads_what_has_no_reader() -> None:
    assert read_file(Guest(), document(THING)) is False


@pytest.mark.parametrize(
    ("answers", "may"),
    [([True], True), ([False], False), ([False, True], True), ([False, False], False)],
)
def test_one_reader_that_says_yes_suffices(
    answers: list[bool], may: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for answer in answers:
        reader = lambda visitor, subject_id, answer=answer: answer  # noqa: E731
        declare_in(monkeypatch, readers={THING: reader})
    assert read_file(Guest(), document(THING)) is may


def test_a_reader_of_another_kind_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    declare_in(monkeypatch, readers={THING: lambda visitor, subject_id: True})
    assert read_file(Guest(), document(OTHER)) is False


def test_the_reader_is_told_what_the_document_is_joined_to(monkeypatch: pytest.MonkeyPatch) -> None:
    mine = uuid.uuid4()
    declare_in(monkeypatch, readers={THING: lambda visitor, subject_id: subject_id == mine})
    assert read_file(Guest(), document(THING, mine)) is True
    assert read_file(Guest(), document(THING)) is False


def test_templates_can_ask() -> None:
    assert RULES["files.read_file"] is read_file
