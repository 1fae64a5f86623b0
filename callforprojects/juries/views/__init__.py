"""The pages of juries: for officers who run one, for those invited, for whoever declares."""

from callforprojects.juries.views import (
    interests as interests,
    running as running,
    seats as seats,
)
from callforprojects.juries.views.blueprint import (
    blueprint as blueprint,
)
