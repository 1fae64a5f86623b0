"""Tests of questionnaires read the sentences in English."""

from collections.abc import Iterator

import pytest
from flask import Flask

from callforprojects.core.text.i18n import in_language


@pytest.fixture(autouse=True)
def _english(app: Flask) -> Iterator[None]:
    with in_language("en"):
        yield
