"""`callforprojects demo`: build the demonstration when it is not there, then serve it."""

import fcntl
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from flask import Flask

from callforprojects import paths
from callforprojects.core.data.transaction import transaction
from callforprojects.core.outside.environment import SettingsError
from callforprojects.core.outside.private_files import make_private_folder
from callforprojects.core.outside.settings import Settings, settings, sqlite_url
from callforprojects.core.outside.terminal import terminal_language
from callforprojects.core.text.errors import Sentence
from callforprojects.core.text.i18n import _, in_language, ngettext
from callforprojects.core.web import demonstration_mode
from callforprojects.core.web.demonstration_mode import DatabaseUse
from callforprojects.core.web.server.serving import serve
from callforprojects.demonstration.building import build
from callforprojects.demonstration.material import personas
from callforprojects.operations.upgrading import upgrade_tables
from callforprojects.territories.services import load_territories

_MARK = "this-is-a-demonstration"


@click.command()
@click.option("--reset", is_flag=True, help="Start over: forget what was done in it.")
@click.option(
    "--port",
    default=5000,
    show_default=True,
    type=click.IntRange(1, 65535),
    help="Where it is served, on this machine.",
)
@click.option("--build-only", is_flag=True, help="Build it and stop: do not serve.")
@click.option(
    "--folder",
    default=None,
    type=click.Path(path_type=Path, file_okay=False),
    help="Where its database and its files are; `demonstration` in the data folder if not said.",
)
@click.pass_obj
def demo(
    make_app: Callable[[], Flask], *, reset: bool, port: int, build_only: bool, folder: Path | None
) -> None:
    """A living demonstration: real calls, plausible applications, juries half-way.

    It is built once, in a folder of its own; running it again goes on where it was.
    """
    home = (folder or paths.default_data_folder() / "demonstration").resolve()
    if not build_only:
        _refuse_busy(port)
    _refuse_other_folder(home)
    if reset:
        _forget(home)
    settle(home, port)
    _refuse_real_database(home)
    click.echo(_("The demonstration, in the folder %(folder)s", folder=home))
    with _held(home):
        prepare_demonstration(make_app())
        if build_only:
            click.echo(_welcome(port))
        else:
            _serve(make_app, port)


def prepare_demonstration(app: Flask) -> None:
    """Bring the tables up to date, load France, write the story: what is there is left alone.

    Raises SettingsError, before anything is written, when there are people and it is no
    demonstration.
    """
    started = time.monotonic()
    with app.app_context(), in_language("fr"):
        demonstration_mode.refuse_real_database(settings().database_url)
        _say(_("tables"))
        upgrade_tables()
        if demonstration_mode.is_marked():
            _say(_("already built: it goes on where it was (RESET=1 starts over)"))
            return
        _say(_("territories of France"))
        with transaction():
            load_territories()
        build(_say)
    duration = ngettext("ready in %(num)s second", "ready in %(num)s seconds", _since(started))
    _say(duration)


def _since(started: float) -> int:
    return round(time.monotonic() - started)


def _say(step: Sentence) -> None:
    """One step, in the language of the terminal: what is built is in French whatever it is."""
    with in_language(terminal_language()):
        click.echo(f"  · {step}")


def settle(folder: Path, port: int) -> None:
    """The settings of the demonstration, for this process and those it starts.

    Its log tells of troubles only, unless more is asked for: forty lines would stand between the
    steps of the building, and then each task done would push the addresses off the screen.
    """
    make_private_folder(folder)
    (folder / _MARK).touch()
    os.environ["CALLFORPROJECTS_DEMONSTRATION"] = "1"
    os.environ["CALLFORPROJECTS_DATA_FOLDER"] = str(folder)
    level = os.environ.get("CALLFORPROJECTS_LOG_LEVEL") or "WARNING"
    os.environ["CALLFORPROJECTS_LOG_LEVEL"] = level
    os.environ["CALLFORPROJECTS_PUBLIC_URL"] = f"http://127.0.0.1:{port}"


def _refuse_other_folder(folder: Path) -> None:
    """A demonstration has a folder of its own: a new one, an empty one, or its own."""
    is_free = not folder.exists() or not any(folder.iterdir())
    if not is_free and not (folder / _MARK).exists():
        sentence = _(
            "%(folder)s holds something else than a demonstration: nothing was done in it. "
            "Choose another folder with --folder.",
            folder=folder,
        )
        raise click.ClickException(str(sentence))


def _refuse_real_database(folder: Path) -> None:
    """Before the application says the same of a setting that nobody has given but this command."""
    if (
        demonstration_mode.use_of_database(Settings.from_environment().database_url)
        is not DatabaseUse.REAL
    ):
        return
    if not os.environ.get("DATABASE_URL"):
        raise _not_marked(folder)
    sentence = _(
        "the database that DATABASE_URL names is not a demonstration: this command would show its "
        "mails and lend its accounts to everybody. Nothing was changed. Unset DATABASE_URL for a "
        "demonstration with a database of its own, or give an empty one"
    )
    raise SettingsError(sentence)


def _not_marked(folder: Path) -> click.ClickException:
    sentence = _(
        "The database in %(folder)s is not marked as a demonstration: nothing was changed. "
        "If an older version made it, remove that folder yourself.",
        folder=folder,
    )
    return click.ClickException(str(sentence))


def _forget(folder: Path) -> None:
    """Remove a demonstration, and nothing else: its database must say that it is one."""
    if os.environ.get("DATABASE_URL"):
        sentence = _(
            "DATABASE_URL is set: empty that database yourself, then run the demonstration again."
        )
        raise click.ClickException(str(sentence))
    if not folder.exists():
        return
    _refuse_running(folder)
    if demonstration_mode.use_of_database(sqlite_url(folder)) is DatabaseUse.REAL:
        raise _not_marked(folder)
    shutil.rmtree(folder)


@contextmanager
def _held(folder: Path) -> Iterator[None]:
    """Let no other command remove the folder for as long as this one, or its servers, run."""
    with (folder / _MARK).open() as mark:
        fcntl.flock(mark, fcntl.LOCK_SH)
        yield


def _refuse_running(folder: Path) -> None:
    if not (folder / _MARK).exists():
        return
    with (folder / _MARK).open() as mark:
        try:
            fcntl.flock(mark, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            sentence = _(
                "A demonstration runs in the folder %(folder)s: stop it first, or choose another "
                "folder with --folder.",
                folder=folder,
            )
            raise click.ClickException(str(sentence)) from None


def _refuse_busy(port: int) -> None:
    with socket.socket() as probe:
        if probe.connect_ex(("127.0.0.1", port)) == 0:
            sentence = _(
                "Port %(port)s is in use: stop what runs there, or choose another with --port"
                " (make demo PORT=…).",
                port=port,
            )
            raise click.ClickException(str(sentence))


def _welcome(port: int) -> str:
    rows = (
        (_("Address"), ""),
        (_("Choose a role"), "demonstration/"),
        (_("Read the mails"), "messages/"),
    )
    width = max(len(str(label)) for label, _path in rows)
    lines = [f"  {label!s:<{width}}  http://127.0.0.1:{port}/{path}" for label, path in rows]
    lines.append("")
    for persona in personas():
        lines += [f"  {persona.full_name}, {persona.role}", f"      {persona.advice}"]
    stop = _("Stop with Ctrl-C.")
    return "\n".join(["", *lines, "", f"  {stop}", ""])


def _serve(make_app: Callable[[], Flask], port: int) -> None:
    """The web server here, the runner beside it; both stop together."""
    runner = subprocess.Popen(  # ourselves
        [sys.executable, "-m", "callforprojects", "worker", "--workers", "1"],
        stdout=subprocess.DEVNULL,  # its introduction would repeat ours; its log is shown
    )
    try:
        serve(
            make_app,
            bind=f"127.0.0.1:{port}",
            workers=2,
            threads=4,
            ready=lambda _address: click.echo(_welcome(port)),
        )
    finally:
        runner.terminate()
        runner.wait(10)
