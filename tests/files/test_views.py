"""Downloading a document."""

import io
import uuid
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from callforprojects.accounts.models import User
from callforprojects.core.data.database import db
from callforprojects.core.data.transaction import transaction
from callforprojects.core.outside.s3_storage import s3_storage
from callforprojects.core.outside.storage import LocalStorage, storage
from callforprojects.files.models import File
from callforprojects.files.queries import lost_documents, stored_content
from callforprojects.files.services import forget_file
from tests.browser import Browser
from tests.bucket import Bucket, open_bucket
from tests.factories import files
from tests.factories.accounts import make_user
from tests.factories.files import make_file

pytestmark = pytest.mark.usefixtures("only_the_author_reads")


def download(browser: Browser, file: File) -> TestResponse:
    """The whole answer, read to its end."""
    response = browser.get(f"/files/{file.id}").response
    response.get_data()
    response.close()
    return response


def test_the_author_gets_the_bytes_back(author: User, sign_in) -> None:
    file = make_file(author, by=author, name="budget.xlsx", content=files.XLSX)
    response = download(sign_in(author), file)
    assert response.status_code == 200
    assert response.data == files.XLSX
    assert response.content_type == file.content_type
    assert response.content_length == len(files.XLSX)


def test_no_browser_runs_or_keeps_it(author: User, sign_in) -> None:
    file = make_file(author, by=author)
    headers = download(sign_in(author), file).headers
    assert headers["Content-Disposition"].startswith("attachment;")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"
    assert headers["Content-Security-Policy"] == "sandbox; default-src 'none'"


@pytest.mark.parametrize(
    ("name", "sent"),
    [
        ("plan.pdf", "attachment; filename=plan.pdf"),
        ("été.pdf", "filename*=UTF-8''%C3%A9t%C3%A9.pdf"),
        ('a"; filename="b.pdf', 'filename="a\\"; filename=\\"b.pdf"'),
        ("a\r\nX-Evil: 1.pdf", 'filename="a X-Evil: 1.pdf"'),
    ],
)
def test_names_are_quoted(name: str, sent: str, author: User, sign_in) -> None:
    file = make_file(author, by=author, name=name)
    headers = download(sign_in(author), file).headers
    assert sent in headers["Content-Disposition"]
    assert "X-Evil" not in headers


def test_somebody_else_s_document_does_not_exist(author: User, sign_in) -> None:
    file = make_file(author, by=author)
    stranger = make_user(email="stranger@example.org")
    page = sign_in(stranger).get(f"/files/{file.id}")
    assert page.status == 404
    assert file.name not in page.text


def test_an_unknown_document_does_not_exist(author: User, sign_in) -> None:
    assert sign_in(author).get(f"/files/{uuid.uuid4()}").status == 404


def test_a_guest_is_asked_to_sign_in(author: User, browser: Browser) -> None:
    file = make_file(author, by=author)
    page = browser.get(f"/files/{file.id}")
    assert page.status == 302
    assert page.location == f"/accounts/sign-in?next=/files/{file.id}"


def test_a_document_in_a_bucket_is_sent_as_one_on_the_disk(
    app: Flask, author: User, sign_in, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_bucket() as bucket:
        monkeypatch.setitem(app.extensions, "storage", s3_storage(bucket.settings(tmp_path)))
        file = make_file(author, by=author, name="budget.xlsx", content=files.XLSX)

        response = download(sign_in(author), file)

    assert response.data == files.XLSX
    assert response.content_length == len(files.XLSX)


def test_a_storage_that_does_not_answer_is_a_page_in_words(
    app: Flask, author: User, sign_in, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = make_file(author, by=author)
    nowhere = Bucket("http://127.0.0.1:1", "documents")
    monkeypatch.setitem(app.extensions, "storage", s3_storage(nowhere.settings(tmp_path)))

    page = sign_in(author).get(f"/files/{file.id}")

    assert page.status == 503
    assert "Documents can be neither kept nor read at the moment." in page.text
    assert page.response.headers["Retry-After"] == "60"


def lose(file: File) -> None:
    storage().delete(file.storage_key)


def cut(file: File) -> None:
    """What a disk that was full, or a copy that was interrupted, leaves of a document."""
    with stored_content(file) as whole:
        content = whole.read()
    storage().delete(file.storage_key)
    storage().put(io.BytesIO(content[:-1]), limit=file.size, key=file.storage_key)


@pytest.mark.usefixtures("where")
def test_bytes_that_are_lost_are_a_page_in_words(author: User, sign_in, caplog) -> None:
    lost, damaged, whole = (make_file(author, by=author, name=f"{n}.pdf") for n in "abc")
    browser = sign_in(author)
    assert lost_documents() == []
    lose(lost)
    cut(damaged)

    page = browser.get(f"/files/{lost.id}")

    assert (page.status, page.h1) == (410, "This document cannot be read")
    assert page.has("The file “a.pdf” can no longer be read: it is missing or damaged")
    (record,) = [each for each in caplog.records if each.levelname == "ERROR"]
    assert (record.getMessage(), record.key) == ("a document is lost", lost.storage_key)
    author.language = "fr"
    db.session.commit()
    assert browser.get(f"/files/{damaged.id}").h1 == "Cette pièce ne peut pas être lue"
    assert download(browser, whole).data == files.PDF
    assert lost_documents() == [lost.storage_key, damaged.storage_key]


def test_what_is_removed_while_documents_are_looked_for_is_not_lost(
    author: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    removed, lost = (make_file(author, by=author) for _each in range(2))
    lose(lost)
    sizes = LocalStorage.sizes

    def sizes_once_removed(self: LocalStorage) -> dict[str, int]:
        with transaction():
            forget_file(removed)
        return sizes(self)

    monkeypatch.setattr(LocalStorage, "sizes", sizes_once_removed)
    expected = [lost.storage_key]
    db.session.rollback()

    assert lost_documents() == expected
