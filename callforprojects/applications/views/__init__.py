"""The pages of applications: drafting and filing for territories, reading for officers."""

from callforprojects.applications.views import (
    claims as claims,
    deletion as deletion,
    documents as documents,
    drafting as drafting,
    filed as filed,
    filing as filing,
    writing as writing,
)
from callforprojects.applications.views.blueprint import (
    blueprint as blueprint,
)
