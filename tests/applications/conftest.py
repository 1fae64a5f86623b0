"""What several tests of applications share: sentences in English."""

from collections.abc import Iterator

import pytest
from flask import Flask

from callforprojects.core.text.i18n import in_language


@pytest.fixture
def in_english(app: Flask) -> Iterator[None]:
    """The database, and sentences in English."""
    with in_language("en"):
        yield
