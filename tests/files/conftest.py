"""Something to join documents to, and somebody who joins them."""

from collections.abc import Iterator

import pytest
from flask import Flask

from callforprojects.accounts.models import User
from callforprojects.core.settings import settings
from callforprojects.files.permissions import READERS
from tests.factories.accounts import make_user
from tests.factories.files import Stored


@pytest.fixture
def author(app: Flask) -> User:
    return make_user(email="author@example.org")


@pytest.fixture
def only_the_author_reads(author: User) -> Iterator[None]:
    """The documents of users are read by that user: a rule of these tests only."""
    before = READERS.pop("user", [])
    READERS["user"] = [lambda visitor, subject_id: visitor.id == subject_id]
    yield
    READERS["user"] = before


@pytest.fixture
def stored(app: Flask) -> Stored:
    return Stored(settings().files_folder)
