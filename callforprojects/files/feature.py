"""What files declare."""

from callforprojects.core.data.feature import Feature

FEATURE = Feature(
    name="files",
    landmarks={"document": "files.download"},
)
