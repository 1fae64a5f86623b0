"""`callforprojects demo`: build the demonstration when it is not there, then serve it."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import click
import flask_migrate
from flask import Flask

from callforprojects.core import demonstration_mode
from callforprojects.core.demonstration_mode import DatabaseUse
from callforprojects.core.i18n import in_language
from callforprojects.core.serving import serve
from callforprojects.core.settings import settings, sqlite_url
from callforprojects.core.transaction import transaction
from callforprojects.demonstration.building import build
from callforprojects.demonstration.material import personas
from callforprojects.territories.services import load_territories

_MARK = "this-is-a-demonstration"


@click.command()
@click.option("--reset", is_flag=True, help="Start over: forget what was done in it.")
@click.option("--port", default=5000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--build-only", is_flag=True, help="Build it and stop: do not serve.")
@click.option(
    "--folder",
    default="var/demonstration",
    show_default=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="Where its database and its files are.",
)
@click.pass_obj
def demo(
    make_app: Callable[[], Flask], *, reset: bool, port: int, build_only: bool, folder: Path
) -> None:
    """A living demonstration: real calls, plausible applications, juries half-way.

    It is built once, in a folder of its own; running it again goes on where it was.
    """
    if not build_only:
        _refuse_busy(port)
    _refuse_other_folder(folder)
    if reset:
        _forget(folder)
    _settle(folder, port)
    prepare(make_app())
    click.echo(_welcome(port))
    if not build_only:
        _serve(make_app, port)


def prepare(app: Flask) -> None:
    """Bring the tables up to date, load France, write the story: what is there is left alone.

    Raises SettingsError, before anything is written, when there are people and it is no
    demonstration.
    """
    started = time.monotonic()
    with app.app_context(), in_language("fr"):
        demonstration_mode.refuse_real_database(settings().database_url)
        flask_migrate.upgrade()
        if demonstration_mode.is_marked():
            return
        _say("territories of France")
        with transaction():
            load_territories()
        build(_say)
    _say(f"ready in {time.monotonic() - started:.0f} s")


def _say(step: str) -> None:
    click.echo(f"  · {step}")


def _settle(folder: Path, port: int) -> None:
    """The settings of the demonstration, for this process and those it starts."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / _MARK).touch()
    os.environ["CALLFORPROJECTS_DEMONSTRATION"] = "1"
    os.environ["CALLFORPROJECTS_DATA_FOLDER"] = str(folder.resolve())
    os.environ["CALLFORPROJECTS_PUBLIC_URL"] = f"http://127.0.0.1:{port}"


def _refuse_other_folder(folder: Path) -> None:
    """A demonstration has a folder of its own: a new one, an empty one, or its own."""
    is_free = not folder.exists() or not any(folder.iterdir())
    if not is_free and not (folder / _MARK).exists():
        raise click.ClickException(
            f"{folder} holds something else than a demonstration: nothing was done in it. "
            "Choose another folder with --folder."
        )


def _forget(folder: Path) -> None:
    """Remove a demonstration, and nothing else: its database must say that it is one."""
    if os.environ.get("DATABASE_URL"):
        raise click.ClickException(
            "DATABASE_URL is set: empty that database yourself, then run the demonstration again."
        )
    if not folder.exists():
        return
    if demonstration_mode.use_of_database(sqlite_url(folder)) is DatabaseUse.REAL:
        raise click.ClickException(
            f"The database in {folder} is not marked as a demonstration: nothing was removed. "
            "If an older version made it, remove that folder yourself."
        )
    shutil.rmtree(folder)


def _refuse_busy(port: int) -> None:
    with socket.socket() as probe:
        if probe.connect_ex(("127.0.0.1", port)) == 0:
            raise click.ClickException(
                f"Port {port} is in use: stop what runs there, or choose another with --port."
            )


def _welcome(port: int) -> str:
    lines = [
        "",
        f"  The demonstration is at  http://127.0.0.1:{port}/",
        f"  Choose a role at         http://127.0.0.1:{port}/demonstration/",
        f"  Read the mails at        http://127.0.0.1:{port}/messages/",
        "",
    ]
    for persona in personas():
        lines += [f"  {persona.full_name}, {persona.role_en}", f"      {persona.try_en}"]
    return "\n".join([*lines, "", "  Stop with Ctrl-C.", ""])


def _serve(make_app: Callable[[], Flask], port: int) -> None:
    """The web server here, the runner beside it; both stop together."""
    runner = subprocess.Popen(  # ourselves
        [sys.executable, "-m", "callforprojects", "worker", "--workers", "1"]
    )
    try:
        serve(make_app, bind=f"127.0.0.1:{port}", workers=2, threads=4)
    finally:
        runner.terminate()
        runner.wait(10)
