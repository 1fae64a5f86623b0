"""An organisation and who administers it."""

import pytest
from flask import Flask

from callforprojects.organisations.models import Role
from tests.factories.organisations import make_member, make_organisation
from tests.factories.territories import load_france


@pytest.fixture
def organisation():
    return make_organisation(name="Atelier du fleuve")


@pytest.fixture
def administrator(organisation):
    return make_member(organisation, Role.ADMINISTRATOR)


@pytest.fixture
def mail_server(with_settings):
    """Somebody has set a mail server: what is written is on its way."""
    with_settings(mail_server="mail.example")


@pytest.fixture
def france(app: Flask) -> None:
    load_france()
