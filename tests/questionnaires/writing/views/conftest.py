"""What several tests of the pages of answers share: documents sent by who writes a draft."""

import io

import pytest

from callforprojects.core.data.database import db
from callforprojects.core.outside.storage import LocalStorage
from callforprojects.organisations.models import Membership, Organisation
from tests.factories.applications import make_application, make_body, make_member


@pytest.fixture
def member():
    """Who writes in the name of an organisation."""
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
    body = db.session.get_one(Organisation, organisation_id)
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
