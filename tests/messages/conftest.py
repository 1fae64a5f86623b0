"""Mail templates of the tests, and a real mail server on the loopback."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from jinja2 import ChoiceLoader, DictLoader
from jinja2.environment import create_cache

from callforprojects.core.data.database import db
from callforprojects.messages.models import Message
from tests.factories.messages import make_message
from tests.post_office import PostOffice, open_post_office

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


@pytest.fixture
def post_office(with_settings: Callable[..., None]) -> Iterator[PostOffice]:
    """A mail server that the settings name."""
    with open_post_office() as office:
        with_settings(
            mail_server="127.0.0.1",
            mail_port=office.port,
            mail_security="none",
            mail_sender="Appels à projets <appels@aap.example>",
            public_url="https://aap.example",
        )
        yield office
