"""The pages of calls."""

from callforprojects.calls.views import (  # noqa: F401  # importing declares the pages
    deletion,
    drafting,
    profile,
    public,
    publication,
    questionnaire,
    rules,
)
from callforprojects.calls.views.blueprint import (
    blueprint as blueprint,
)
