"""What several tests of reviews do: a grid as its page sends it."""

from callforprojects.calls.models import Call
from callforprojects.criteria.queries import criteria_of


def grid(call: Call, *values: object, notes: tuple[str, ...] = ("", "", "")) -> dict[str, str]:
    """The fields of the grid, in the order of the criteria."""
    fields = {}
    for criterion, value, note in zip(
        criteria_of(call.current_round.id), values, notes, strict=True
    ):
        fields[f"mark-{criterion.id}"] = str(value)
        fields[f"note-{criterion.id}"] = note
    return fields
