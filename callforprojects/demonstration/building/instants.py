"""Doing things at their own instant: what is written then is dated then."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from callforprojects.core.data.clock import living_at
from callforprojects.core.data.database import db


@contextmanager
def lived_at(instant: datetime) -> Iterator[None]:
    """Do what follows at that instant, and write it before coming back to the present."""
    with living_at(instant):
        yield
        db.session.flush()
