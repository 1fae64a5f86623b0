"""Tables move, and nobody sees it: what is read before is what is read after, hashes and all.

The world that the table of access speaks of has something of every feature. What a later migration
cannot bring back to older tables has no place in it: BEFORE then becomes the revision before that
migration.
"""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from callforprojects.activity.verification import verify
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.operations.upgrading import NEWEST, downgrade_tables, upgrade_tables
from tests.access import world as worlds
from tests.browser import Browser
from tests.migrations.frozen import frozen_rows
from tests.migrations.reading import Reading, differences, read_everything
from tests.migrations.rows import app_of

BEFORE = "e8b13f60c5a2"
# Older tables keep neither zones nor rules: those of figures come again, in other words.
LOST = {("calls", "rule"), ("organisations", "zone")}


@pytest.fixture
def empty(tmp_path: Path, engine_name: str) -> Iterator[Flask]:
    with app_of(NEWEST, tmp_path, engine_name) as app:
        yield app


def readers_of(app: Flask, world: worlds.World) -> dict[str, Browser]:
    """A browser for each role, signed in."""
    browsers = {role: Browser(app) for role in worlds.ROLES}
    for role, person in world.people.items():
        browsers[role].sign_in(person)
    db.session.remove()
    return browsers


def kept(readings: Mapping[tuple[str, str], Reading]) -> dict[tuple[str, str], Reading]:
    """Without the pages of what older tables do not keep."""

    def is_lost(endpoint: str) -> bool:
        return any(
            endpoint.startswith(f"{feature}.") and page in endpoint for feature, page in LOST
        )

    return {place: each for place, each in readings.items() if not is_lost(each.endpoint)}


def test_eight_readers_read_the_same_once_the_tables_have_gone_back_and_come_again(
    empty: Flask,
) -> None:
    readers = readers_of(empty, worlds.build())
    at = now() + timedelta(minutes=1)
    before = read_everything(empty, readers, at)
    sealed, frozen = verify(), frozen_rows()

    downgrade_tables(BEFORE)
    upgrade_tables()

    after = read_everything(empty, readers, at)
    assert differences(kept(before), kept(after)) == []
    assert (verify(), frozen_rows()) == (sealed, frozen)
    assert sealed.touched is None
    assert len(frozen) >= 4
    assert len({reading.endpoint for reading in before.values()}) > 90
    assert {reader for reader, _path in before} == set(worlds.ROLES)
