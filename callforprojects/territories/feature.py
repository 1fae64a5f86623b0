"""What territories declare."""

from callforprojects.core.data.feature import Feature

FEATURE = Feature(
    name="territories",
    landmarks={"territory_search": "territories.search"},
)
