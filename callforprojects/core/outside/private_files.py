"""Folders and files that only the account of the service reads: people's data, keys."""

from pathlib import Path

from sqlalchemy.engine import make_url


def make_private_folder(folder: Path) -> None:
    """Make it when it is missing; one that is there keeps its mode. Raises OSError."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def make_private_file(path: Path) -> None:
    """Make it, empty, when it is missing. SQLite gives its journals the mode of the database.

    A folder that refuses is told by whoever opens the file then.
    """
    try:
        path.touch(mode=0o600, exist_ok=False)
    except OSError:
        return


def make_private_database(url: str) -> None:
    """The same for the file of SQLite; nothing for another database."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite" and parsed.database not in {None, "", ":memory:"}:
        make_private_file(Path(str(parsed.database)))
