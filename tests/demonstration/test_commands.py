"""The command `demo`: the settings that it gives to its processes, the folder that it holds."""

import pytest
from click.testing import CliRunner

from callforprojects.core.outside.settings import Settings
from callforprojects.demonstration.commands import _forget, _held, demo, settle


@pytest.mark.usefixtures("settled")
@pytest.mark.parametrize(("asked", "used"), [("", "WARNING"), ("info", "INFO")])
def test_its_log_tells_of_troubles_only_unless_more_is_asked_for(
    tmp_path, monkeypatch, asked, used
):
    monkeypatch.setenv("CALLFORPROJECTS_LOG_LEVEL", asked)

    settle(tmp_path / "home", 5092)

    assert Settings.from_environment().log_level == used
    assert (tmp_path / "home").stat().st_mode & 0o777 == 0o700


@pytest.mark.usefixtures("settled")
def test_a_demonstration_that_runs_is_removed_by_no_other_command(tmp_path, monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    home = tmp_path / "home"
    settle(home, 5092)
    mark = next(home.iterdir())
    before = mark.stat().st_ino
    arguments = ["--reset", "--build-only", "--folder", str(home)]

    with _held(home):
        refused = CliRunner(env={"LC_ALL": "en_GB.UTF-8"}).invoke(demo, arguments, obj=None)

    assert refused.exit_code == 1
    assert f"A demonstration runs in the folder {home}" in refused.output
    assert mark.stat().st_ino == before


@pytest.mark.usefixtures("settled")
def test_one_that_has_ended_is_removed(tmp_path, monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    home = tmp_path / "home"
    settle(home, 5092)
    (home / "old").touch()
    with _held(home):
        pass

    _forget(home)

    assert not home.exists()
