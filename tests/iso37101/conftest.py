"""The languages of the frame, without a web application around."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask_babel import Babel

from callforprojects.core.text.i18n import in_language


@pytest.fixture
def speaking_english() -> Iterator[None]:
    app = Flask("frame")
    Babel(app, default_locale="fr")
    with app.app_context(), in_language("en"):
        yield


@pytest.fixture
def speaking_french() -> Iterator[None]:
    app = Flask("frame")
    Babel(app, default_locale="en")
    with app.app_context(), in_language("fr"):
        yield
