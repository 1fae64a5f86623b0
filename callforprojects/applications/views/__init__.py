"""The pages of applications: drafting and filing for territories, reading for officers."""

from callforprojects.applications.views import drafting, filing, reading
from callforprojects.applications.views.blueprint import blueprint

__all__ = ["blueprint", "drafting", "filing", "reading"]
