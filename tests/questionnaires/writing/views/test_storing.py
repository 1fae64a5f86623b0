"""Documents and the storage: when it is asked, when it fails, and what is then left in it."""

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
    Stored,
    storage,
)
from callforprojects.core.web import request_keys
from callforprojects.core.web.request_keys import RequestKey
from callforprojects.files import services
from callforprojects.files.content import file_type_of
from callforprojects.files.models import File
from callforprojects.organisations.models import Membership
from callforprojects.questionnaires import saving
from tests.factories.files import PDF
from tests.questionnaires.scenes import kept, send_keyed, two_documents, waiting

pytestmark = pytest.mark.usefixtures("in_english")


@pytest.mark.parametrize("where", ["document?question=deliberation", "section?number=8"])
def test_it_is_looked_at_and_stored_before_the_turn_to_write(monkeypatch, sign_in, where):
    """What is sent, the disk or the bucket say how long that takes: nobody waits who writes."""
    before = []
    put = LocalStorage._put

    def looked_at(stream):
        before.append(("type", is_request_read_only()))
        return file_type_of(stream)

    def put_there(*arguments):
        before.append(("bytes", is_request_read_only()))
        assert not db.session().in_transaction()
        return put(*arguments)

    monkeypatch.setattr(services, "file_type_of", looked_at)
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

    def put_once(*arguments):
        stored.append(put(*arguments))
        return stored[0]

    monkeypatch.setattr(LocalStorage, "_put", put_once)
    answer = send_keyed(sign_in, "section?number=8")

    assert (answer.status_code, answer.location) == (302, "/done")
    assert (len(stored), kept()) == (1, [])
    assert empty_storage.sizes() == {}


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
    put = LocalStorage._put
    sent: list[Stored] = []

    def full_at_the_second(*arguments):
        if sent:
            raise OSError(errno.ENOSPC, "No space left on device")
        sent.append(put(*arguments))
        return sent[0]

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
