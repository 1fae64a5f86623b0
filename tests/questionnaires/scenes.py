"""What several tests of questionnaires do: documents sent, and what is left of them."""

import io
from collections.abc import Callable, Sequence

from sqlalchemy import select
from werkzeug.test import TestResponse

from callforprojects.accounts.models import User
from callforprojects.core.data.database import db
from callforprojects.core.web import request_keys
from callforprojects.files.models import File, PendingRemoval
from tests.browser import Browser
from tests.factories.applications import make_application, make_body, make_member
from tests.factories.files import PDF


def send_keyed(
    sign_in: Callable[[User], Browser], where: str, before: Sequence[str] = ()
) -> TestResponse:
    """A document, with the key of its form, sent to a page of a new draft by who writes it.

    Documents of these names that nobody asks for come before it.
    """
    organisation = make_body()
    member = make_member(organisation)
    draft = make_application(organisation=organisation, by=member)
    browser = sign_in(member)
    data: dict[str, object] = {
        f"other-{at}": (io.BytesIO(b""), name) for at, name in enumerate(before)
    }
    data |= {"csrf_token": browser.token(), "answer-deliberation": (io.BytesIO(PDF), "a.pdf")}
    data[request_keys.FIELD] = "k" * 22
    return browser.post(f"/applications/{draft.id}/{where}", data=data).response


def kept() -> list[str]:
    """The names of the documents that rows name, oldest first."""
    db.session.rollback()
    return [file.name for file in db.session.scalars(select(File).order_by(File.id))]


def waiting() -> Sequence[str]:
    """The keys of bytes that nobody may have named."""
    db.session.rollback()
    return db.session.scalars(select(PendingRemoval.storage_key)).all()


def two_documents() -> dict[str, tuple[io.BytesIO, str]]:
    """What is typed in a section that asks for two of them."""
    names = {"answer-deliberation": "first.pdf", "answer-budget_table": "second.pdf"}
    return {field: (io.BytesIO(PDF), name) for field, name in names.items()}
