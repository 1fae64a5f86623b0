"""The `callforprojects` command: what people and machines run, with errors in one sentence.

It speaks the language of the terminal wholly (`core.outside.terminal`), its help included. The
commands of a feature are in its `commands.py`, loaded only when they are called, so that `--help`
answers at once.
"""

import copy
import functools
import sys
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import click

from callforprojects import __version__
from callforprojects.core.outside.terminal import (
    in_words,
    terminal_language,
    terminal_words,
    translated,
)

MISCONFIGURED = 2


@dataclass(frozen=True, slots=True)
class Lazy:
    """Where a command is, and what the help says of it without loading it."""

    place: str
    summary: str


LAZY = {
    "demo": Lazy("callforprojects.demonstration.commands:demo", "Try the platform, filled in."),
    "db": Lazy("callforprojects.operations.commands:tables", "Bring the tables up to date."),
    "territories": Lazy("callforprojects.territories.commands:commands", "Load the territories."),
    "users": Lazy("callforprojects.accounts.commands:commands", "Create an administrator."),
    "activity": Lazy("callforprojects.activity.commands:commands", "Check the sealed journal."),
    "backup": Lazy("callforprojects.operations.commands:backup", "Back everything up."),
    "restore": Lazy("callforprojects.operations.commands:restore", "Restore a backup."),
    "check": Lazy("callforprojects.operations.commands:check", "Say whether all is well."),
    "mail": Lazy("callforprojects.messages.commands:commands", "Send the mails that wait."),
}
STANDING_ALONE = frozenset({"demo"})  # makes its own application, with its own settings


class Commands(click.Group):
    """The commands of this file and, loaded when called, those of the features."""

    def main(self, *args: Any, **extra: Any) -> Any:  # noqa: ANN401  # click's own
        with terminal_words():
            return click.Group.main(in_words(self), *args, **extra)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*super().list_commands(ctx), *LAZY})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        lazy = LAZY.get(cmd_name)
        if lazy is None:
            return super().get_command(ctx, cmd_name)
        module, _colon, attribute = lazy.place.partition(":")
        command: click.Command = in_words(getattr(import_module(module), attribute))
        return command if cmd_name in STANDING_ALONE else in_application(command, cmd_name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list in the help, without loading anything."""
        lines = []
        for name in self.list_commands(ctx):
            lazy = LAZY.get(name)
            summary = (
                translated(lazy.summary) if lazy else self.commands[name].get_short_help_str(80)
            )
            lines.append((name, summary or ""))
        with formatter.section(translated("Commands")):
            formatter.write_dl(lines)

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401  # click's own
        """Run, and say what went wrong in one sentence, in the language of the terminal."""
        from flask import has_app_context  # noqa: PLC0415  # slow: not for --help

        from callforprojects.core.text.i18n import in_language  # noqa: PLC0415

        with nullcontext() if has_app_context() else in_language(terminal_language()):
            try:
                return super().invoke(ctx)
            except Exception as error:
                refusal = sentence_of(error)
                if refusal is None:
                    raise
                raise refusal from error


def sentence_of(error: Exception) -> click.ClickException | None:
    """What to tell about a failure that people can do something about; None for a bug."""
    from alembic.util import CommandError  # noqa: PLC0415  # slow, and rarely needed
    from sqlalchemy.exc import DBAPIError  # noqa: PLC0415

    from callforprojects.core.outside.environment import SettingsError  # noqa: PLC0415
    from callforprojects.core.outside.storage import StorageFull, is_full  # noqa: PLC0415
    from callforprojects.core.text.errors import DomainError  # noqa: PLC0415
    from callforprojects.core.text.i18n import _  # noqa: PLC0415

    if isinstance(error, SettingsError):
        return _Misconfigured(str(error))
    if isinstance(error, DomainError):
        return click.ClickException(str(error))
    if isinstance(error, StorageFull) or (isinstance(error, OSError) and is_full(error)):
        return click.ClickException(str(_("The disk is full: nothing more could be written.")))
    if isinstance(error, OSError):
        return _sentence_of_file(error)
    if isinstance(error, CommandError):
        return click.ClickException(str(_sentence_of_revision(error)))
    return _sentence_of_database(error) if isinstance(error, DBAPIError) else None


def _sentence_of_file(error: OSError) -> click.ClickException | None:
    """What the system refuses to do with a file that it names; without a name, it is a bug."""
    from callforprojects.core.outside.system_errors import reason_of  # noqa: PLC0415
    from callforprojects.core.text.i18n import _  # noqa: PLC0415

    if error.filename is None:
        return None
    sentence = _(
        "%(path)s cannot be used: %(reason)s.", path=error.filename, reason=reason_of(error)
    )
    return click.ClickException(str(sentence))


def _sentence_of_revision(error: Exception) -> object:
    from alembic.script.revision import ResolutionError, RevisionError  # noqa: PLC0415

    from callforprojects.core.text.i18n import _  # noqa: PLC0415

    if isinstance(error.__cause__, ResolutionError):
        name = error.__cause__.argument
        return _("The tables have no revision %(name)s in this release.", name=name)
    if isinstance(error.__cause__, RevisionError):
        return _("The tables cannot go to that revision from the one that they have.")
    return _("The tables cannot be changed so: %(reason)s", reason=error)


def _sentence_of_database(error: Any) -> click.ClickException | None:  # noqa: ANN401  # slow import
    from sqlalchemy.exc import (  # noqa: PLC0415
        DatabaseError,
        InterfaceError,
        OperationalError,
        ProgrammingError,
    )

    from callforprojects.core.outside.revisions import STALE  # noqa: PLC0415
    from callforprojects.core.web.startup import unreachable  # noqa: PLC0415

    if isinstance(error, OperationalError | ProgrammingError) and _misses_tables(error):
        return click.ClickException(str(STALE))
    is_damaged = type(error) is DatabaseError  # the file of SQLite is none, or is torn
    if is_damaged or isinstance(error, OperationalError | InterfaceError):
        return click.ClickException(str(unreachable(error)))
    return None


def _misses_tables(error: Any) -> bool:  # noqa: ANN401  # two drivers
    return "no such table" in str(error.orig) or type(error.orig).__name__ == "UndefinedTable"


class _Misconfigured(click.ClickException):
    exit_code = MISCONFIGURED


def in_application(command: click.Command, name: str) -> click.Command:
    """A copy of a command, or of a group with all it holds, that runs inside the application."""
    command = copy.copy(command)
    command.name = name
    if isinstance(command, click.Group):
        command.commands = {
            key: in_application(part, key) for key, part in command.commands.items()
        }
    elif command.callback is not None:
        command.callback = _inside(command.callback)
    return command


def _inside(callback: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(callback)
    def inside(*args: object, **kwargs: object) -> object:
        from flask import has_app_context  # noqa: PLC0415  # slow: only when a command runs

        if has_app_context():
            return callback(*args, **kwargs)
        from callforprojects.core.data.database import db as database  # noqa: PLC0415
        from callforprojects.core.text.i18n import in_language  # noqa: PLC0415

        with _make_app().app_context(), in_language(terminal_language()):
            try:
                return callback(*args, **kwargs)
            finally:
                database.session.remove()
                database.engine.dispose()

    return inside


def _make_app() -> Any:  # noqa: ANN401  # a Flask, imported only when a command runs
    """A new application, its settings read from the environment."""
    from callforprojects.app import create_app  # noqa: PLC0415

    return create_app()


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="callforprojects")
@click.pass_context
def cli(context: click.Context) -> None:
    """Calls for projects structured by the ISO 37101 framework.

    Settings are read from the environment: DATABASE_URL and CALLFORPROJECTS_* variables.
    """
    context.obj = _make_app  # for the commands that make the application themselves


@cli.command()
@click.option(
    "--bind",
    show_default="127.0.0.1:8000",
    help="Address and port, as HOST:PORT; several are separated by commas.",
)
@click.option("--port", type=click.IntRange(1, 65535), help="Short for --bind 127.0.0.1:PORT.")
@click.option(
    "--workers",
    default=2,
    show_default=True,
    type=click.IntRange(1, 64),
    help="How many processes.",
)
@click.option(
    "--threads",
    default=4,
    show_default=True,
    type=click.IntRange(1, 64),
    help="How many threads in each process.",
)
def web(bind: str | None, port: int | None, workers: int, threads: int) -> None:
    """Serve the pages."""
    if bind and port:
        raise click.UsageError(translated("Give either --bind or --port, not both."))
    from callforprojects.core.web.server.serving import serve  # noqa: PLC0415
    from callforprojects.core.web.startup import (  # noqa: PLC0415
        announce_web,
        refuse_stale_database,
    )

    refuse_stale_database()
    ready = functools.partial(announce_web, workers, threads)
    bind = bind or f"127.0.0.1:{port or 8000}"
    serve(_make_app, bind=bind, workers=workers, threads=threads, ready=ready)


@cli.command()
@click.option(
    "--workers", default=2, show_default=True, type=click.IntRange(1, 64), help="How many threads."
)
def worker(workers: int) -> None:
    """Run the tasks beside the pages: mails, what is done by the clock."""
    from callforprojects.core.outside.jobs import run, run_worker  # noqa: PLC0415
    from callforprojects.core.web.startup import (  # noqa: PLC0415
        announce_worker,
        refuse_stale_database,
    )

    refuse_stale_database()
    app = _make_app()
    announce_worker(workers, app.extensions["settings"])
    run(app, "callforprojects.operations.tasks.tick")
    run_worker(app, workers)


def main() -> None:
    """The console script."""
    sys.exit(cli.main(prog_name="callforprojects"))
