"""The command `demo`: the settings that it gives to its processes."""

import pytest

from callforprojects.core.outside.settings import Settings
from callforprojects.demonstration.commands import settle


@pytest.mark.usefixtures("settled")
@pytest.mark.parametrize(("asked", "used"), [("", "WARNING"), ("info", "INFO")])
def test_its_log_tells_of_troubles_only_unless_more_is_asked_for(
    tmp_path, monkeypatch, asked, used
):
    monkeypatch.setenv("CALLFORPROJECTS_LOG_LEVEL", asked)

    settle(tmp_path / "home", 5092)

    assert Settings.from_environment().log_level == used
    assert (tmp_path / "home").stat().st_mode & 0o777 == 0o700
