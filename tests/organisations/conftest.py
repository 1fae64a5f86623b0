"""An organisation and who administers it."""

import pytest

from callforprojects.organisations.models import Role
from tests.factories.organisations import make_member, make_organisation
from tests.territories.conftest import france  # noqa: F401  # a fixture


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
