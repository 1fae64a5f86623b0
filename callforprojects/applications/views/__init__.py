"""The pages of applications: drafting and filing for territories, reading for officers."""

from callforprojects.applications.views import (
    claims,
    deletion,
    documents,
    drafting,
    filing,
    reading,
    writing,
)
from callforprojects.applications.views.blueprint import blueprint

__all__ = [
    "blueprint",
    "claims",
    "deletion",
    "documents",
    "drafting",
    "filing",
    "reading",
    "writing",
]
