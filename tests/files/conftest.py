"""Something to join documents to, and somebody who joins them."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from flask import Flask

from callforprojects.accounts.models import User
from callforprojects.core.data.database import db
from callforprojects.core.outside.s3_storage import s3_storage
from callforprojects.core.outside.settings import settings
from callforprojects.core.outside.storage import LocalStorage, Storage
from tests.bucket import open_bucket
from tests.declaring import declare_in, read_by
from tests.factories.accounts import make_user
from tests.factories.files import Stored


@pytest.fixture
def author(app: Flask) -> User:
    return make_user(email="author@example.org")


@pytest.fixture
def only_the_author_reads(author: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """The documents of users are read by that user: a rule of these tests only."""
    declare_in(
        monkeypatch,
        visibility_rules={User: read_by(lambda visitor, user: visitor.id == user.id)},
        document_owners={User: lambda user_id: db.session.get(User, user_id)},
    )


@pytest.fixture(params=["disk", "bucket"])
def where(
    request: pytest.FixtureRequest, app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """Each of the two storages in turn, empty."""
    chosen: Storage = LocalStorage(tmp_path / "files")
    with ExitStack() as opened:
        if request.param == "bucket":
            chosen = s3_storage(opened.enter_context(open_bucket()).settings(tmp_path))
        monkeypatch.setitem(app.extensions, "storage", chosen)
        yield


@pytest.fixture
def stored(app: Flask) -> Stored:
    return Stored(settings().files_folder)
