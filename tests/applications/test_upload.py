"""A document sent as soon as it is chosen: kept, replaced, removed, or refused in words."""

import errno
import io
from contextlib import suppress

import pytest
from pypdf import PdfReader
from sqlalchemy import delete, select

from callforprojects.applications.services import drafting
from callforprojects.core import bodies, request_keys
from callforprojects.core.database import db, is_request_read_only
from callforprojects.core.request_keys import RequestKey
from callforprojects.core.storage import LocalStorage, StorageUnavailable, storage
from callforprojects.core.transaction import writing_apart
from callforprojects.files import services
from callforprojects.files.models import File
from callforprojects.organisations.models import Membership
from tests.factories.applications import make_application, make_body, make_member
from tests.factories.files import PDF

LONG = "délibération " * 15 + ".pdf"  # 200 characters


@pytest.fixture
def member():
    return make_member(make_body())


@pytest.fixture
def empty_storage(app, tmp_path, monkeypatch):
    """A folder of documents that no other test has seen."""
    folder = LocalStorage(tmp_path / "documents")
    monkeypatch.setitem(app.extensions, "storage", folder)
    return folder


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


def send_keyed(sign_in, where):
    """A document, with the key of its form, sent to a page of a new draft by who writes it."""
    organisation = make_body()
    member = make_member(organisation)
    draft = make_application(organisation=organisation, by=member)
    browser = sign_in(member)
    data = {"csrf_token": browser.token(), "answer-deliberation": (io.BytesIO(PDF), "a.pdf")}
    data[request_keys.FIELD] = "k" * 22
    return browser.post(f"/applications/{draft.id}/{where}", data=data).response


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
def test_it_is_looked_at_and_stored_before_the_turn_to_write(monkeypatch, sign_in, where):
    """What is sent, the disk or the bucket say how long that takes: nobody waits who writes."""
    before = []
    look, put = services.type_of, LocalStorage._put

    def looked_at(stream):
        before.append(("type", is_request_read_only()))
        return look(stream)

    def put_there(*arguments):
        before.append(("bytes", is_request_read_only()))
        return put(*arguments)

    monkeypatch.setattr(services, "type_of", looked_at)
    monkeypatch.setattr(LocalStorage, "_put", put_there)
    send_keyed(sign_in, where)

    assert before == [("type", True), ("bytes", True)]
    assert kept() == ["a.pdf"]


def test_of_two_sendings_at_once_the_second_leaves_nothing(monkeypatch, sign_in, empty_storage):
    """It stores its document, then finds that the first one has ended."""
    stored, put = [], LocalStorage._put
    first = RequestKey(location="/done", status=302, flashes=[], is_done_again=False)
    endings = iter([None, first])
    monkeypatch.setattr(request_keys, "_ended", lambda _fingerprint: next(endings))
    monkeypatch.setattr(request_keys, "_claimed", lambda _fingerprint: False)
    monkeypatch.setattr(
        LocalStorage, "_put", lambda *put_of: stored.append(put(*put_of)) or stored[0]
    )
    answer = send_keyed(sign_in, "section?number=8")

    assert (answer.status_code, answer.location) == (302, "/done")
    assert (len(stored), kept()) == (1, [])
    assert empty_storage.sizes() == {}


def test_a_question_without_documents_takes_none(send, empty_storage):
    assert send(PDF, question="nothing").status_code == 422
    assert send(PDF, question="title").status_code == 422
    assert kept() == []
    assert empty_storage.sizes() == {}


def test_a_storage_that_does_not_answer_is_asked_once_and_before_the_turn_to_write(
    send, monkeypatch
):
    asked = []

    def refuse(*_arguments, **_options):
        asked.append(is_request_read_only())
        raise StorageUnavailable

    monkeypatch.setattr(LocalStorage, "put", refuse)

    answer = send(PDF)

    assert "Documents can be neither kept nor read at the moment" in answer.json["said"]
    assert (asked, kept()) == ([True], [])


def test_what_the_quota_refuses_leaves_nothing(send, with_settings, empty_storage):
    with_settings(organisation_quota_mb=0)

    answer = send(PDF)

    assert answer.status_code == 422
    assert "left of" in answer.json["said"]
    assert kept() == []
    assert empty_storage.sizes() == {}


@pytest.mark.parametrize("failure", [RuntimeError, KeyboardInterrupt])
def test_a_request_that_fails_or_is_cut_leaves_nothing(send, monkeypatch, failure, empty_storage):
    def fail(*_arguments, **_options):
        raise failure

    monkeypatch.setattr(drafting, "save_file_answer", fail)

    with suppress(failure):
        send(PDF)

    assert kept() == []
    assert empty_storage.sizes() == {}


def test_rights_that_end_while_a_document_is_stored_leave_nothing(
    send, monkeypatch, member, empty_storage
):
    put, member_id = LocalStorage._put, member.id

    def put_while_they_end(*arguments):
        with writing_apart() as connection:
            connection.execute(delete(Membership).where(Membership.user_id == member_id))
        return put(*arguments)

    monkeypatch.setattr(LocalStorage, "_put", put_while_they_end)

    assert send(PDF).status_code in {403, 404}
    assert kept() == []
    assert empty_storage.sizes() == {}


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
