"""What several tests of the selection share."""

from collections.abc import Iterator

import pytest
from flask import Flask

from callforprojects.core.text.i18n import in_language


@pytest.fixture
def in_english(app: Flask) -> Iterator[None]:
    """Sentences of services are read in English."""
    with in_language("en"):
        yield
