"""The pages of juries: for officers who run one, for those invited, for whoever declares."""

from callforprojects.juries.views import interests, running, seats
from callforprojects.juries.views.blueprint import blueprint

__all__ = ["blueprint", "interests", "running", "seats"]
