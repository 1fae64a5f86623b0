"""A document sent as soon as it is chosen: kept, replaced, removed, or refused in words."""

import pytest

from callforprojects.core.outside.engine import is_request_read_only
from callforprojects.core.outside.storage import (
    LocalStorage,
)
from callforprojects.core.web import bodies
from callforprojects.files import receiving, services
from tests.factories.files import PDF
from tests.questionnaires.scenes import kept, send_keyed, waiting

pytestmark = pytest.mark.usefixtures("in_english")

LONG = "délibération " * 15 + ".pdf"  # 200 characters


def test_a_document_is_kept_with_its_size_and_its_type(send):
    answer = send(PDF)

    assert answer.status_code == 200
    assert answer.json["message"].startswith("Saved at ")
    assert "deliberation.pdf" in answer.json["html"]
    assert "PDF · " in answer.json["html"]
    assert kept() == ["deliberation.pdf"]


def test_another_takes_its_place(send):
    send(PDF)

    send(PDF, "second.pdf")

    assert kept() == ["second.pdf"]


def test_it_is_removed(send):
    send(PDF)

    answer = send()

    assert answer.status_code == 200
    assert answer.json["html"].strip() == ""
    assert kept() == []


def test_a_name_of_two_hundred_characters_is_kept_shorter(send):
    answer = send(PDF, LONG)

    assert answer.status_code == 200
    assert len(kept()[0]) <= 150
    assert kept()[0].endswith(".pdf")


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"MZ", "virus.pdf", "cannot be read as a document of type PDF"),
        (b"", "empty.pdf", "is empty"),
        (PDF, "picture.png", "does not agree with its content"),
    ],
)
def test_a_bad_document_is_refused_in_words(send, content, name, words):
    answer = send(content, name)

    assert answer.status_code == 422
    assert words in answer.json["message"]
    assert kept() == []


def test_a_question_without_documents_takes_none(send, empty_storage):
    assert send(PDF, question="nothing").status_code == 422
    assert send(PDF, question="title").status_code == 422
    assert kept() == []
    assert empty_storage.sizes() == {}


def test_past_the_limit_nothing_is_stored(send, monkeypatch):
    monkeypatch.setattr(receiving, "RATE", "2 per minute")
    put, stored = LocalStorage._put, []

    def put_there(*arguments):
        stored.append(arguments)
        return put(*arguments)

    monkeypatch.setattr(LocalStorage, "_put", put_there)

    answers = [send(PDF) for _turn in range(4)]

    assert [answer.status_code for answer in answers] == [200, 200, 429, 429]
    assert len(stored) == 2
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 61
    assert send().status_code == 200  # what brings no document goes on


def test_empty_parts_hide_no_document_from_what_is_done_before_the_turn(sign_in, monkeypatch):
    put, before = LocalStorage._put, []

    def put_there(*arguments):
        before.append(is_request_read_only())
        return put(*arguments)

    monkeypatch.setattr(LocalStorage, "_put", put_there)

    answer = send_keyed(sign_in, "section?number=8", before=[""] * 25)

    assert (answer.status_code, before, kept()) == (302, [True], ["a.pdf"])


def test_too_many_documents_at_a_time_are_refused_in_words_and_none_is_looked_at(
    sign_in, monkeypatch
):
    looked_at: list[object] = []
    monkeypatch.setattr(services, "file_type_of", looked_at.append)

    answer = send_keyed(sign_in, "section?number=8", before=["b.pdf"] * 20)

    assert answer.status_code == 422
    assert "20 documents at most are taken at a time" in answer.text
    assert (looked_at, kept(), waiting()) == ([], [], [])


def test_what_the_quota_refuses_leaves_nothing(send, with_settings, empty_storage):
    with_settings(organisation_quota_mb=0)

    answer = send(PDF)

    assert answer.status_code == 422
    assert "left of" in answer.json["message"]
    assert kept() == []
    assert empty_storage.sizes() == {}


def test_what_is_too_large_is_refused(send, monkeypatch):
    monkeypatch.setattr(bodies, "MEGABYTE", 100)

    assert send(PDF + b" " * 2600).status_code == 413
