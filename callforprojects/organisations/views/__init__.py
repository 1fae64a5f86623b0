"""The pages of organisations: the directory, what they say of themselves, their people."""

from callforprojects.organisations.views import (
    accreditation,
    administration,
    identity,
    invitations,
    joining,
    members,
    silence,
)
from callforprojects.organisations.views.blueprint import blueprint

__all__ = [
    "accreditation",
    "administration",
    "blueprint",
    "identity",
    "invitations",
    "joining",
    "members",
    "silence",
]
