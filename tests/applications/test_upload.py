"""A document sent as soon as it is chosen: kept, replaced, removed, or refused in words."""

import errno
import io

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from callforprojects.core import bodies, request_keys
from callforprojects.core.database import db, is_request_read_only
from callforprojects.core.storage import LocalStorage, storage
from callforprojects.files import services
from callforprojects.files.models import File
from tests.factories.applications import make_application, make_body, make_member
from tests.factories.files import PDF

LONG = "délibération " * 15 + ".pdf"  # 200 characters


@pytest.fixture
def member():
    return make_member(make_body())


@pytest.fixture
def send(sign_in, member):
    """What the page sends: `send(document)`, `send(remove=True)`."""
    organisation_id = next(iter(member.seats("organisation")))
    body = db.session.get(type(make_body()), organisation_id)
    draft = make_application(organisation=body, by=member)
    browser = sign_in(member)
    token = browser.token()

    def sent(content=None, name="deliberation.pdf", question="deliberation"):
        data = {"csrf_token": token}
        if content is None:
            data["remove"] = "yes"
        else:
            data[f"answer-{question}"] = (io.BytesIO(content), name)
        path = f"/applications/{draft.id}/document?question={question}"
        return browser.post(path, data=data).response

    return sent


def kept():
    db.session.rollback()
    return [file.name for file in db.session.scalars(select(File).order_by(File.id))]


def test_a_document_is_kept_with_its_size_and_its_type(send):
    answer = send(PDF)

    assert answer.status_code == 200
    assert answer.json["said"].startswith("Saved at ")
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
    assert words in answer.json["said"]
    assert kept() == []


@pytest.mark.parametrize("where", ["document?question=deliberation", "section?number=8"])
def test_the_type_is_looked_at_before_the_turn_to_write(monkeypatch, sign_in, where):
    """What is sent decides how long that takes: nobody waits for it who writes."""
    before = []
    look = services.type_of

    def looked_at(stream):
        before.append(is_request_read_only())
        return look(stream)

    monkeypatch.setattr(services, "type_of", looked_at)
    organisation = make_body()
    member = make_member(organisation)
    draft = make_application(organisation=organisation, by=member)
    browser = sign_in(member)
    data = {"csrf_token": browser.token(), "answer-deliberation": (io.BytesIO(PDF), "a.pdf")}
    data[request_keys.FIELD] = "k" * 22

    browser.post(f"/applications/{draft.id}/{where}", data=data)

    assert before == [True]
    assert kept() == ["a.pdf"]


def test_a_question_without_documents_takes_none(send):
    assert send(PDF, question="nothing").status_code == 422
    assert send(PDF, question="title").status_code == 422
    assert kept() == []


def test_what_is_too_large_is_refused(send, monkeypatch):
    monkeypatch.setattr(bodies, "MEGABYTE", 100)

    assert send(PDF + b" " * 2600).status_code == 413


def test_a_full_disk_is_a_sentence_and_the_document_before_stays(send, monkeypatch):
    def put(*_arguments):
        raise OSError(errno.ENOSPC, "No space left on device")

    send(PDF)
    monkeypatch.setattr(LocalStorage, "_put", put)

    answer = send(PDF, "second.pdf")

    assert answer.status_code == 422
    assert answer.json["said"].startswith("The server has no room left for the file “second.pdf”")
    assert kept() == ["deliberation.pdf"]


def test_of_two_documents_of_which_one_does_not_fit_none_is_kept_and_it_is_said(
    monkeypatch, sign_in
):
    put, sent = LocalStorage._put, []

    def full_at_the_second(*arguments):
        sent.append(put(*arguments) if not sent else None)
        if sent[-1] is None:
            raise OSError(errno.ENOSPC, "No space left on device")
        return sent[-1]

    monkeypatch.setattr(LocalStorage, "_put", full_at_the_second)
    organisation = make_body()
    member = make_member(organisation)
    draft = make_application(organisation=organisation, by=member)
    page = sign_in(member).get(f"/applications/{draft.id}/section?number=8")
    documents = [(io.BytesIO(PDF), name) for name in ("first.pdf", "second.pdf")]

    page = page.submit(
        "Save", **{"answer-deliberation": documents[0], "answer-budget_table": documents[1]}
    )

    assert page.status == 422
    assert page.has(
        "The server has no room left for the file “second.pdf”: nothing of what you have just sent "
        "is saved."
    )
    assert kept() == []
    assert sent[0].key not in storage().sizes()


def test_one_whose_bytes_are_lost_is_still_named_and_can_be_sent_again(send, sign_in, member):
    send(PDF)
    file = db.session.scalars(select(File)).one()
    draft_id = file.subject_id
    storage().delete(file.storage_key)

    paper = sign_in(member).get(f"/applications/{draft_id}/pdf").response

    assert paper.status_code == 200
    words = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(paper.data)).pages)
    assert "deliberation.pdf" in words
    assert send(PDF, "second.pdf").status_code == 200
    assert kept() == ["second.pdf"]
