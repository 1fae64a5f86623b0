"""Where people are: the one table that the ground refers to, and that `accounts` fills."""

from typing import Any

import sqlalchemy as sa

PEOPLE = "user"
IS_ANYBODY_THERE = sa.select(sa.exists().select_from(sa.table(PEOPLE)))


def person_key(**options: Any) -> sa.ForeignKey:  # noqa: ANN401  # those of ForeignKey
    """The key of a column that holds the identifier of a person."""
    return sa.ForeignKey(f"{PEOPLE}.id", **options)
