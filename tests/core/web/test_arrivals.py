"""The instant by which a deadline is judged: what the server or a trusted proxy has stamped."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine

from callforprojects.core.data.clock import arrived_at, arriving_at, living_at, now
from callforprojects.core.outside.environment import SettingsError
from callforprojects.core.outside.settings import Settings
from callforprojects.core.web.arrivals import ENVIRON_KEY, OLDEST, arrival_of

CLOSING = datetime(2026, 12, 31, 16, tzinfo=UTC)
EARLIER = CLOSING - timedelta(seconds=12)


def stamp(at: datetime) -> str:
    return f"{at.timestamp():.3f}"


def arrival(worker: datetime | None, proxy: str | None, header: str | None = "X-Arrived-At"):
    environ = {} if worker is None else {ENVIRON_KEY: stamp(worker)}
    if proxy is not None:
        environ["HTTP_X_ARRIVED_AT"] = proxy
    with time_machine.travel(CLOSING, tick=False):
        return arrival_of(environ, header)


def test_without_a_stamp_a_request_arrives_when_it_is_answered():
    assert arrival(None, None) == CLOSING


def test_the_servers_stamp_counts():
    assert arrival(EARLIER, None) == EARLIER


@pytest.mark.parametrize("seconds", [1798732788.1234567, 1798732788.0, 1798732788.1, 1798732788])
def test_a_stamp_counts_whatever_its_precision(seconds):
    with time_machine.travel(CLOSING, tick=False):
        found = arrival_of({ENVIRON_KEY: seconds}, None)

    assert found == datetime.fromtimestamp(seconds, UTC)


@pytest.mark.parametrize("form", ["{}", "t={}", " {} "])
def test_the_proxys_stamp_counts_when_it_is_earlier(form):
    assert arrival(CLOSING, form.format(stamp(EARLIER))) == EARLIER
    assert arrival(EARLIER, form.format(stamp(CLOSING))) == EARLIER


def test_a_visitors_own_stamp_is_nothing():
    assert arrival(CLOSING, stamp(EARLIER), header=None) == CLOSING


@pytest.mark.parametrize(
    "sent",
    [
        stamp(CLOSING + timedelta(seconds=1)),
        stamp(CLOSING - OLDEST - timedelta(seconds=1)),
        "0",
        "99999999999",
        "yesterday",
        "nan",
        "",
        f"{stamp(EARLIER)}, {stamp(EARLIER)}",
        "1" * 400,
    ],
)
def test_what_nobody_can_believe_is_ignored(sent):
    assert arrival(CLOSING, sent) == CLOSING


def test_the_arrival_lasts_as_long_as_the_answer():
    with arriving_at(EARLIER):
        assert arrived_at() == EARLIER
        assert now() != EARLIER
        with living_at(CLOSING):
            assert arrived_at() == CLOSING
    assert arrived_at() >= now() - timedelta(seconds=1)


@pytest.mark.usefixtures("app_without_database")
def test_a_header_needs_a_proxy_that_writes_it(tmp_path: Path):
    names = {"CALLFORPROJECTS_ARRIVAL_HEADER": "X-Arrived-At"}

    with pytest.raises(SettingsError, match="ARRIVAL_HEADER demande CALLFORPROJECTS_PROXIES"):
        Settings.from_environment(names, data_folder=tmp_path)
    chosen = Settings.from_environment(
        names | {"CALLFORPROJECTS_PROXIES": "1"}, data_folder=tmp_path
    )
    assert chosen.arrival_header == "X-Arrived-At"
