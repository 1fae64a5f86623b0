"""Who reads documents: whoever a declared reader lets in."""

import uuid

import pytest

from callforprojects.accounts.models import AccountToken, User
from callforprojects.core.data.declarations import everybody
from callforprojects.core.data.visitors import RULES, Guest
from callforprojects.files.models import File
from callforprojects.files.permissions import read_documents
from callforprojects.files.queries import document_owner
from tests.declaring import declare_in, read_by

pytestmark = [pytest.mark.unit, pytest.mark.usefixtures("app_without_database")]


def document(of: User) -> File:
    return File(subject_kind=User.__tablename__, subject_id=of.id)


def nobody(_visitor: object, _thing: object) -> bool:
    return False


def test_nobody_reads_what_has_no_reader() -> None:
    assert read_documents(Guest(), User()) is False


@pytest.mark.parametrize(
    ("answers", "may"),
    [([True], True), ([False], False), ([False, True], True), ([False, False], False)],
)
def test_one_reader_that_says_yes_suffices(
    answers: list[bool], may: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for answer in answers:
        rule = read_by(everybody if answer else nobody)
        declare_in(monkeypatch, visibility_rules={User: rule})
    assert read_documents(Guest(), User()) is may


def test_a_reader_of_another_kind_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    declare_in(monkeypatch, visibility_rules={User: read_by(lambda visitor, thing: True)})
    assert read_documents(Guest(), AccountToken()) is False


def test_the_reader_is_told_what_the_document_is_joined_to(monkeypatch: pytest.MonkeyPatch) -> None:
    mine = User()
    declare_in(monkeypatch, visibility_rules={User: read_by(lambda visitor, thing: thing is mine)})
    assert read_documents(Guest(), mine) is True
    assert read_documents(Guest(), User()) is False


def test_what_a_document_is_joined_to_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    mine, gone = User(id=uuid.uuid4()), User(id=uuid.uuid4())
    assert document_owner(document(mine)) is None
    declare_in(monkeypatch, document_owners={User: {mine.id: mine}.get})
    assert document_owner(document(mine)) is mine
    assert document_owner(document(gone)) is None


def test_templates_can_ask() -> None:
    assert RULES["files.read_documents"] is read_documents
