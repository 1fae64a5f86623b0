"""What the activity declares."""

from callforprojects.activity import queries
from callforprojects.core.data.feature import Feature

FEATURE = Feature(name="activity", last_change=queries.last_change_of)
