"""The pages of applications: drafting and filing for territories, reading for officers."""

from callforprojects.applications.views import (
    autosaving,
    claims,
    deletion,
    documents,
    drafting,
    filing,
    reading,
)
from callforprojects.applications.views.blueprint import blueprint

__all__ = [
    "autosaving",
    "blueprint",
    "claims",
    "deletion",
    "documents",
    "drafting",
    "filing",
    "reading",
]
