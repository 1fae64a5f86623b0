"""Building the demonstration: through the features' services, each thing at its own instant."""

from callforprojects.demonstration.building.story import (
    build as build,
)
