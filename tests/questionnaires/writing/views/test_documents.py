"""A document sent as soon as it is chosen: kept, replaced, removed, or refused in words."""

import errno
import io
from contextlib import suppress

import pytest
from pypdf import PdfReader
from sqlalchemy import delete, select

from callforprojects.core.data.database import db
from callforprojects.core.data.transaction import writing_apart
from callforprojects.core.outside.engine import is_request_read_only
from callforprojects.core.outside.storage import (
    LocalStorage,
    StorageUnavailable,
    StorageUnreachable,
    storage,
)
from callforprojects.core.web import bodies, request_keys
from callforprojects.core.web.request_keys import RequestKey
from callforprojects.files import receiving, services
from callforprojects.files.models import File, PendingRemoval
from callforprojects.organisations.models import Membership
from callforprojects.questionnaires import saving
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
    organisation_id = next(iter(member.seats(Membership)))
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


@pytest.fixture
def section(sign_in):
    """The page that asks for two documents, opened by who writes a draft."""
    organisation = make_body()
    member = make_member(organisation)
    draft = make_application(organisation=organisation, by=member)
    return sign_in(member).get(f"/applications/{draft.id}/section?number=8")


def send_keyed(sign_in, where, before=()):
    """A document, with the key of its form, sent to a page of a new draft by who writes it.

    Documents of these names that nobody asks for come before it.
    """
    organisation = make_body()
    member = make_member(organisation)
    draft = make_application(organisation=organisation, by=member)
    browser = sign_in(member)
    data = {f"other-{at}": (io.BytesIO(b""), name) for at, name in enumerate(before)}
    data |= {"csrf_token": browser.token(), "answer-deliberation": (io.BytesIO(PDF), "a.pdf")}
    data[request_keys.FIELD] = "k" * 22
    return browser.post(f"/applications/{draft.id}/{where}", data=data).response


def kept():
    db.session.rollback()
    return [file.name for file in db.session.scalars(select(File).order_by(File.id))]


def waiting():
    """The keys of bytes that nobody may have named."""
    db.session.rollback()
    return db.session.scalars(select(PendingRemoval.storage_key)).all()


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
        assert not db.session().in_transaction()
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


def two_documents():
    """What is typed in a section that asks for two of them."""
    names = {"answer-deliberation": "first.pdf", "answer-budget_table": "second.pdf"}
    return {field: (io.BytesIO(PDF), name) for field, name in names.items()}


def test_a_storage_that_does_not_answer_is_asked_once_and_before_the_turn_to_write(
    section, monkeypatch
):
    asked = []

    def refuse(*_arguments, **_options):
        asked.append(is_request_read_only())
        raise StorageUnavailable

    monkeypatch.setattr(LocalStorage, "put", refuse)

    page = section.submit("Save", **two_documents())

    assert (page.status, page.response.headers["Retry-After"]) == (503, "60")
    assert page.has("Documents can be neither kept nor read at the moment")
    assert (asked, kept()) == ([True], [])


def test_a_document_alone_that_the_storage_does_not_take_is_told_as_our_failure(send, monkeypatch):
    def refuse(*_arguments, **_options):
        raise StorageUnavailable

    monkeypatch.setattr(LocalStorage, "put", refuse)

    answer = send(PDF)

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    assert "Documents can be neither kept nor read at the moment" in answer.json["message"]
    assert kept() == []


def test_once_nothing_answers_what_was_stored_is_left_to_the_sweep(
    section, monkeypatch, with_settings, empty_storage
):
    deleted = []

    def delete(_shelf, key):
        deleted.append(key)
        raise StorageUnreachable

    with_settings(organisation_quota_mb=0)
    monkeypatch.setattr(LocalStorage, "delete", delete)

    section.submit("Save", **two_documents())

    assert len(deleted) == 1
    assert sorted(waiting()) == sorted(empty_storage.sizes())


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
    looked_at = []
    monkeypatch.setattr(services, "type_of", looked_at.append)

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


@pytest.mark.parametrize("failure", [RuntimeError, KeyboardInterrupt])
def test_a_request_that_fails_or_is_cut_leaves_nothing(send, monkeypatch, failure, empty_storage):
    def fail(*_arguments, **_options):
        raise failure

    monkeypatch.setattr(saving, "save_file_answer", fail)

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

    assert answer.status_code == 503
    assert answer.json["message"].startswith(
        "The server has no room left for the file “second.pdf”"
    )
    assert kept() == ["deliberation.pdf"]


def test_of_two_documents_of_which_one_does_not_fit_none_is_kept_and_it_is_said(
    monkeypatch, section
):
    put, sent = LocalStorage._put, []

    def full_at_the_second(*arguments):
        sent.append(put(*arguments) if not sent else None)
        if sent[-1] is None:
            raise OSError(errno.ENOSPC, "No space left on device")
        return sent[-1]

    monkeypatch.setattr(LocalStorage, "_put", full_at_the_second)

    page = section.submit("Save", **two_documents())

    assert page.status == 503
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
