"""Mail templates of the tests."""

import pytest
from flask import Flask
from jinja2 import ChoiceLoader, DictLoader
from jinja2.environment import create_cache

from callforprojects.core.data.database import db
from callforprojects.messages.models import Message
from tests.factories.messages import make_message

TEMPLATES = {
    "emails/calls/news.txt": '{% extends "_layouts/email.txt" %}{% block main %}{{ _("Calls for projects") }} {{ title }}\n\nBonjour,\n\nhttps://aap.example/calls\n{% endblock %}',
    "emails/calls/news.html": '{% extends "_layouts/email.html" %}{% block main %}<h1>{{ title }}</h1>{% endblock %}',
}


@pytest.fixture
def templates(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """A mail of the tests, `calls/news`, beside those of the features."""
    before = app.jinja_env.loader
    assert before is not None
    monkeypatch.setattr(app.jinja_env, "loader", ChoiceLoader([DictLoader(TEMPLATES), before]))
    monkeypatch.setattr(app.jinja_env, "cache", create_cache(400))


@pytest.fixture
def message(app: Flask) -> Message:
    """A mail to be sent."""
    made = make_message()
    db.session.commit()
    return made
