"""Documents are kept as they came, or refused with a sentence."""

import hashlib
import io

import pytest

from callforprojects.accounts.models import User
from callforprojects.core.data import transaction
from callforprojects.core.data.database import db
from callforprojects.core.text.errors import DomainError
from callforprojects.core.text.i18n import in_language
from callforprojects.files.models import File
from callforprojects.files.queries import files_of, stored_content
from callforprojects.files.services import Upload, forget_file, store_file
from tests.factories import files
from tests.factories.files import Stored, make_file


def refusal(content: bytes, name: str, author: User) -> str:
    with in_language("en"), pytest.raises(DomainError) as refused:
        store_file(Upload(io.BytesIO(content), name), subject=author, by=author)
    with in_language("en"):
        return str(refused.value.message)


def test_a_document_is_kept_with_its_hash(author: User, stored: Stored) -> None:
    file = make_file(author, by=author, name="C:\\temp\\délibération.PDF")
    assert file.name == "délibération.PDF"
    assert file.content_type == "application/pdf"
    assert file.size == len(files.PDF)
    assert file.sha256 == hashlib.sha256(files.PDF).hexdigest()
    assert (file.subject_kind, file.subject_id) == ("user", author.id)
    assert file.uploaded_by_id == author.id
    assert [path.read_bytes() for path in stored.new] == [files.PDF]
    with stored_content(file) as bytes_kept:
        assert bytes_kept.read() == files.PDF


def test_the_storage_does_not_learn_the_name(author: User, stored: Stored) -> None:
    make_file(author, by=author, name="salaires.pdf")
    make_file(author, by=author, name="salaires.pdf")
    assert len(stored.new) == 2
    assert not [path for path in stored.new if "salaires" in str(path) or path.suffix]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("plan.jpeg", files.JPEG),
        ("plan.JPG", files.JPEG),
        ("plan.png", files.PNG),
        ("note.docx", files.DOCX),
        ("budget.xlsx", files.XLSX),
        ("note.odt", files.ODT),
        ("budget.ods", files.ODS),
    ],
)
def test_the_accepted_types(name: str, content: bytes, author: User) -> None:
    assert make_file(author, by=author, name=name, content=content).name == name


def test_an_empty_file_is_refused(author: User, stored: Stored) -> None:
    assert refusal(b"", "a.pdf", author) == "The file “a.pdf” is empty."
    assert stored.new == []


def test_a_file_past_the_limit_is_refused(author: User, stored: Stored, with_settings) -> None:
    with_settings(upload_limit_mb=1)
    content = files.PDF + b"\0" * 1024 * 1024
    assert refusal(content, "a.pdf", author) == "The file “a.pdf” is too large: 1 MB at most."
    assert stored.new == []


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("page.html", b"<script>alert(1)</script>", "is not accepted"),
        ("dessin.svg", b"<svg><script>alert(1)</script></svg>", "is not accepted"),
        ("archive.zip", files.archive({"a.txt": "x"}), "is not accepted"),
        ("donnees.csv", b"a;b\n1;2\n", "is not accepted"),
        ("sans-extension", b"hello", "is not accepted"),
        ("page.pdf", b"<script>alert(1)</script>", "cannot be read as a document of type PDF"),
        ("dessin.png", b"<svg><script/></svg>", "cannot be read as a document of type PNG"),
        ("note.docx", files.archive({"a": "x"}), "cannot be read as a document of type DOCX"),
        ("note.docx", files.PDF, "does not agree with its content, which is of type pdf"),
        ("note.docx", files.ODT, "does not agree with its content, which is of type odt"),
        ("page.html", files.PDF, "does not agree with its content, which is of type pdf"),
        ("sans-extension", files.PNG, "does not agree with its content, which is of type png"),
        ("photo.pdf", files.JPEG, "does not agree with its content, which is of type jpg"),
    ],
)
def test_a_lie_about_the_type_is_refused(
    name: str, content: bytes, sentence: str, author: User, stored: Stored
) -> None:
    assert sentence in refusal(content, name, author)
    assert stored.new == []
    assert files_of(author) == []


def test_refusals_are_said_in_french(author: User) -> None:
    with in_language("fr"), pytest.raises(DomainError) as refused:
        store_file(Upload(io.BytesIO(b""), "a.pdf"), subject=author, by=author)
    assert str(refused.value) == "Le fichier «\u00a0a.pdf\u00a0» est vide."


def test_bytes_do_not_survive_a_transaction_that_is_forgotten(author: User, stored: Stored) -> None:
    store_file(Upload(io.BytesIO(files.PDF), "a.pdf"), subject=author, by=author)
    assert len(stored.new) == 1
    transaction.rollback()
    assert stored.new == []


def test_bytes_stay_when_only_the_answer_of_the_commit_was_lost(
    author: User, stored: Stored
) -> None:
    store_file(Upload(io.BytesIO(files.PDF), "a.pdf"), subject=author, by=author)
    db.session.commit()  # done by the database, and not known to be

    transaction.rollback()

    assert len(stored.new) == 1


def test_bytes_survive_a_later_transaction_that_is_forgotten(author: User, stored: Stored) -> None:
    with transaction.transaction():
        store_file(Upload(io.BytesIO(files.PDF), "a.pdf"), subject=author, by=author)
    transaction.rollback()
    assert len(stored.new) == 1


def test_the_bytes_of_a_forgotten_document_stay_for_whoever_reads_them(
    author: User, stored: Stored
) -> None:
    file = make_file(author, by=author)
    with transaction.transaction():
        forget_file(file)
    assert files_of(author) == []
    assert len(stored.new) == 1  # they go with the sweep: `test_tasks.py`


def test_a_document_is_not_lost_when_forgetting_it_fails(author: User, stored: Stored) -> None:
    file = make_file(author, by=author)
    file_id = file.id
    forget_file(file)
    transaction.rollback()
    assert len(stored.new) == 1
    assert db.session.get(File, file_id) is not None


def test_the_documents_of_a_thing_come_in_their_order(author: User, count_queries) -> None:
    first = make_file(author, by=author, name="1.pdf")
    second = make_file(author, by=author, name="2.pdf")
    with count_queries() as queries:
        found = list(files_of(author))
    assert found == [first, second]
    assert len([query for query in queries if "FROM file" in query]) == 1


def test_a_document_is_never_stored_without_its_row(author: User) -> None:
    file = make_file(author, by=author)
    db.session.expire_all()
    assert db.session.get(File, file.id) is file
