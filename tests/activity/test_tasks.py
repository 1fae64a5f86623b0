"""The nightly reading of the chain, which remembers what it ended with the night before."""

import logging

import pytest
import sqlalchemy as sa
from click.testing import CliRunner

from callforprojects.activity.tasks import verify_daily
from callforprojects.activity.verification import verify
from callforprojects.cli import cli
from callforprojects.core.data.database import db
from tests.activity.scenes import HEAD, ROWS
from tests.factories.activity import make_activity


@pytest.fixture
def nightly(with_settings, tmp_path, caplog):
    """Read the chain as each night; give what the log says."""
    with_settings(data_folder=tmp_path)
    caplog.set_level(logging.INFO, "callforprojects.activity")

    def read():
        caplog.clear()
        db.session.rollback()
        verify_daily.run()
        return caplog.messages

    return read


def act(times=1):
    for _number in range(times):
        make_activity()
    db.session.commit()


def cut_to(end):
    """Put a former end back, and forget what followed it: no key is needed."""
    db.session.rollback()
    with db.engine.begin() as connection:
        connection.execute(sa.delete(ROWS).where(ROWS.c.sequence > end.sequence))
        connection.execute(sa.update(HEAD).values(**end._asdict()))


def test_a_chain_that_goes_on_holds_night_after_night(nightly):
    act()
    assert nightly() == ["the activity holds"]
    act()
    assert nightly() == ["the activity holds"]
    assert nightly() == ["the activity holds"]


@pytest.mark.parametrize("then_goes_on", [False, True])
def test_a_chain_cut_where_it_ended_once_is_told_by_the_night_before(nightly, then_goes_on):
    act()
    former = db.session.execute(sa.select(HEAD)).one()
    act(times=2)
    nightly()
    cut_to(former)
    if then_goes_on:
        act()

    assert verify().touched is None
    assert nightly() == ["the activity was touched"]
    assert nightly() == ["the activity was touched"]
    answer = CliRunner().invoke(cli, ["activity", "verify"])
    assert (answer.exit_code, "état antérieur" in answer.output) == (1, True)
