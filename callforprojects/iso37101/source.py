"""Reads the reference data shipped beside the code."""

import json
from collections.abc import Callable
from importlib import resources
from typing import Any

#: A row of a data file, as JSON gives it.
Row = dict[str, Any]
#: Gives the content of the data file of that name (a list of rows, or one row).
Read = Callable[[str], Any]


def read(name: str) -> Any:  # noqa: ANN401 - JSON: lists of rows, except the edition (one row)
    """Give the content of `data/<name>.json`."""
    return json.loads((resources.files(__package__) / "data" / f"{name}.json").read_text("utf-8"))
