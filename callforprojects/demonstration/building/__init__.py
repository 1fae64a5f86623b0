"""Building the demonstration: through the services of the house, each thing at its own instant."""

from callforprojects.demonstration.building.story import build

__all__ = ["build"]
