"""One world for the whole folder: the walk reads it and changes nothing."""

from collections.abc import Iterator

import pytest
from flask import Flask

from callforprojects.core.data.database import db
from callforprojects.core.web.limits import limiter
from tests.access import world as worlds
from tests.access.walk import Walk, keep_nothing
from tests.databases import empty_tables


@pytest.fixture(scope="module")
def walk(application: Flask) -> Iterator[Walk]:
    with application.app_context(), pytest.MonkeyPatch.context() as patch:
        ready = Walk(application, worlds.build())
        db.session.remove()
        keep_nothing(patch)
        yield ready
        db.session.remove()
        empty_tables()
    limiter.reset()
