"""The pages of organisations: the directory, what they say of themselves, their people."""

from callforprojects.organisations.views import (
    accreditation as accreditation,
    administration as administration,
    identity as identity,
    invitations as invitations,
    joining as joining,
    members as members,
    silence as silence,
    zones as zones,
)
from callforprojects.organisations.views.blueprint import (
    blueprint as blueprint,
)
