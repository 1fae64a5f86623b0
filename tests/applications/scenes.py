"""What several tests of applications begin with."""

from callforprojects.accounts.models import User
from callforprojects.applications.models import Application
from callforprojects.organisations.models import Organisation
from tests.factories.applications import make_application


def draft_of(organisation: Organisation, member: User, **answers: str) -> Application:
    """What an organisation has begun, with these answers."""
    return make_application(organisation=organisation, by=member, answers=answers)
