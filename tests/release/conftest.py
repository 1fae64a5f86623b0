"""The release as its users have it: a wheel built in isolation, installed, run from elsewhere.

Only with `--release locked` (the versions of the lock) or `--release newest` (what a bare
`pip install` takes today): it takes two minutes, and needs the index of packages.
"""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import pytest
from playwright.sync_api import Browser

from callforprojects import paths
from callforprojects.app import create_app
from callforprojects.core.outside.settings import Settings
from tests.journeys.conftest import chromium, office, open_tab, pytest_runtest_makereport
from tests.journeys.site import Site
from tests.post_office import PostOffice

__all__ = ["chromium", "office", "open_tab", "pytest_runtest_makereport"]

REPOSITORY = paths.PACKAGE.parent
_PATIENCE = 300  # seconds: a machine that others use
_PINNED = re.compile(r"^([a-zA-Z0-9._-]+)(?:\[[^]]*\])?(==\S+)(?: ; (.+?))? *\\$", re.MULTILINE)


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """These tests are asked for by name."""
    del collection_path
    return None if config.getoption("release") else True


@dataclass(frozen=True)
class Release:
    """An installed wheel, and the folder that it is run from."""

    program: Path
    folder: Path
    environment: dict[str, str]

    def run(self, *arguments: str, said: str = "") -> str:
        """Run a command to its end; what it has printed. A failure shows what it said."""
        done = subprocess.run(
            [self.program, *arguments],
            cwd=self.folder, env=self.environment, input=said, text=True,
            capture_output=True, check=False, timeout=_PATIENCE,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    @contextmanager
    def running(self, *arguments: str, log: IO[str]) -> Iterator[None]:
        """A command that lasts, until the block ends."""
        process = subprocess.Popen(
            [self.program, *arguments],
            cwd=self.folder, env=self.environment, stdout=log, stderr=log,
        )  # fmt: skip
        try:
            yield
        finally:
            process.terminate()
            process.wait(_PATIENCE)


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built as pip builds it for anybody: alone, with the tools that pyproject names."""
    folder = tmp_path_factory.mktemp("wheel")
    _pip(sys.executable, "wheel", "--no-deps", "--wheel-dir", str(folder), str(REPOSITORY))
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="session")
def release(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    wheel: Path,
    office: PostOffice,
) -> Release:
    """Installed in an empty environment, with tables and territories, from an empty folder."""
    base = tmp_path_factory.mktemp("release")
    subprocess.run([sys.executable, "-m", "venv", base / "environment"], check=True)
    constraints: list[str] = []
    if request.config.getoption("release") == "locked":
        (base / "constraints.txt").write_text(_constraints(), "utf-8")
        constraints = ["--constraint", str(base / "constraints.txt")]
    _pip(base / "environment" / "bin" / "python", "install", *constraints, str(wheel))
    folder = base / "elsewhere"
    folder.mkdir()
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "LANG": "fr_FR.UTF-8",
        "CALLFORPROJECTS_DATA_FOLDER": str(folder / "data"),
        "CALLFORPROJECTS_PUBLIC_URL": f"http://127.0.0.1:{_free_port()}",
        "CALLFORPROJECTS_MAIL_SERVER": "127.0.0.1",
        "CALLFORPROJECTS_MAIL_PORT": str(office.port),
        "CALLFORPROJECTS_MAIL_SECURITY": "none",
    }
    program = base / "environment" / "bin" / "callforprojects"
    installed = Release(program, folder, environment)
    installed.run("db", "upgrade")
    installed.run("territories", "load")
    return installed


@pytest.fixture
def site(chromium: Browser, release: Release, office: PostOffice) -> Iterator[Site]:
    """The release at work: its pages and its worker. The checkout only turns its calendar."""
    url = release.environment["CALLFORPROJECTS_PUBLIC_URL"]
    app = create_app(Settings.from_environment(release.environment, is_testing=True))
    log_path = release.folder / "log.txt"
    with (
        log_path.open("w", encoding="utf-8") as log,
        release.running("web", "--bind", url.partition("//")[2], log=log),
        release.running("worker", log=log),
    ):
        _wait_for(url, log_path)
        yield Site(app, url, office)


def _wait_for(url: str, log: Path) -> None:
    limit = time.monotonic() + _PATIENCE
    while time.monotonic() < limit:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"the pages never came:\n{log.read_text('utf-8')}")


def _constraints() -> str:
    """The run lock as constraints: versions without hashes nor extras, which those refuse."""
    lock = (REPOSITORY / "requirements" / "run.txt").read_text("utf-8")
    found = [
        name + pinned + (f" ; {marker}" if marker else "")
        for name, pinned, marker in _PINNED.findall(lock)
    ]
    assert len(found) > 40
    return "\n".join(found)


def _pip(python: str | Path, *arguments: str) -> None:
    done = subprocess.run(
        [python, "-m", "pip", "--quiet", "--disable-pip-version-check", *arguments],
        text=True, capture_output=True, check=False, cwd=os.path.sep,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
