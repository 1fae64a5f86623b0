"""What a request may send: a megabyte of texts, and documents only where a page takes some."""

import io
from uuid import UUID

import pytest
from flask import request
from werkzeug.test import encode_multipart

from tests.factories.accounts import make_user
from tests.factories.applications import make_application, make_body, make_member

MEGABYTE = 1 << 20
TOO_MANY_FIELDS = {
    "fr": "Votre formulaire contient trop de champs",
    "en": "Your form has too many fields",
}


@pytest.fixture
def send(sign_in):
    """A member of an organisation sends the first section of its draft: `send({"name": "text"})`."""
    organisation = make_body()
    member = make_member(organisation)
    draft = make_application(organisation=organisation, by=member)
    address = f"/applications/{draft.id}/section?number=1"
    browser = sign_in(member)
    token = browser.token()

    def sent(fields):
        boundary, body = encode_multipart({"csrf_token": token, **fields})
        kind = f'multipart/form-data; boundary="{boundary}"'
        return browser.post(address, data=body, content_type=kind)

    return sent


def test_a_form_of_more_than_a_megabyte_is_refused_in_words(sign_in):
    browser = sign_in(make_user())

    page = browser.post("/accounts/profile", data={"first_name": "x" * (25 * MEGABYTE)})

    assert page.status == 413
    assert page.has("all the texts of a page 1 MB")


def test_a_body_in_json_has_the_same_limit(browser):
    assert browser.post("/language", json={"language": "x" * MEGABYTE}).status == 413


@pytest.mark.parametrize("parts", [1, 30])
def test_texts_have_the_same_limit_where_documents_are_taken(send, parts):
    texts = {f"answer-{i}": "x" * (25 * MEGABYTE // parts) for i in range(parts)}

    assert send({**texts, "file": (io.BytesIO(b"x"), "a.pdf")}).status == 413


def test_a_document_larger_than_a_megabyte_reaches_its_page(send):
    assert send({"file": (io.BytesIO(b"x" * (2 * MEGABYTE)), "a.pdf")}).status == 302


@pytest.mark.parametrize("address", ["/accounts/sign-in", f"/applications/{UUID(int=1)}/document"])
def test_a_guest_sends_no_more_than_a_megabyte_of_texts(browser, address):
    """26 MB of them, read where documents are taken, took 2 GB of memory."""
    kind = "application/x-www-form-urlencoded"

    page = browser.post(address, data=b"a=" + b"%41" * 350_000, content_type=kind)

    assert page.status == 413


@pytest.mark.parametrize("fields", [b"a&" * 520_000, b"a=&" * 340_000, b"name=x&" * 5000])
def test_a_guest_sends_no_more_fields_than_a_form_has(browser, fields):
    """Half a million empty ones held the interpreter for five seconds."""
    kind = "application/x-www-form-urlencoded"

    assert browser.post("/accounts/sign-in", data=fields, content_type=kind).status == 413


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_form_of_small_fields_is_not_said_to_be_large(sign_in, language):
    """6,000 of them weigh 30 kB."""
    browser = sign_in(make_user(language=language))
    kind = "application/x-www-form-urlencoded"

    page = browser.post("/accounts/profile", data=b"a=&" * 6_000, content_type=kind)

    assert page.status == 413
    assert page.h1 == TOO_MANY_FIELDS[language]
    assert not page.has("1 MB")
    assert not page.has("1 Mo")


def test_nor_is_one_that_may_bring_documents(send):
    page = send({f"answer-{i}": "x" for i in range(2_001)})

    assert (page.status, page.h1) == (413, TOO_MANY_FIELDS["en"])


def test_bytes_that_are_no_text_are_read_at_once(app):
    """340,000 of them, kept as they were sent, took three seconds."""
    kind = "application/x-www-form-urlencoded"

    with app.test_request_context(method="POST", data=b"name=A%ffnne&b=%C3%A9", content_type=kind):
        assert request.form.to_dict() == {"name": "A\ufffdnne", "b": "é"}


@pytest.mark.parametrize("address", ["/accounts/sign-in", f"/applications/{UUID(int=1)}/document"])
@pytest.mark.parametrize(
    ("disposition", "status"),
    [
        (b"", 400),
        (b"; filename=a.pdf", 400),
        (b"; a*0*=x" * 30, 400),
        (b"; a*0*=x" * 100_000, 413),
        (b'; name="%s"' % (b'\\"' * 450_000), 413),
        (b'; name="%s"' % (b"x" * 300_000), 413),
    ],
    ids=["no name", "no name of a document", "pieces", "many pieces", "quotes", "long"],
)
def test_a_part_says_its_name_in_few_words(browser, address, disposition, status):
    part = b"--B\r\nContent-Disposition: form-data%s\r\n\r\nx\r\n--B--\r\n" % disposition

    page = browser.post(address, data=part, content_type="multipart/form-data; boundary=B")

    assert page.status == status


@pytest.mark.parametrize("address", ["/accounts/profile", "/accounts/sign-in", "/nowhere"])
def test_a_nul_sent_anywhere_stops_nothing(sign_in, address):
    """What cannot be read comes back after signing in: it waits in a JSON column meanwhile."""
    browser = sign_in(make_user())

    page = browser.post(address, data={"first\x00_name": "A\x00nne", "csrf_token": "old\x00"})

    assert page.status in {303, 400, 404}
