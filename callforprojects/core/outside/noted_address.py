"""Where `web` listens, which it notes in the data folder for the worker and its mails."""

from pathlib import Path
from urllib.parse import urlsplit

DEFAULT_ADDRESS = "http://127.0.0.1:8000"
_ADDRESS = "address"


def note_address(folder: Path, address: str) -> None:
    """Write where `web` listens: the worker, another process, gives the same address in mails."""
    (folder / _ADDRESS).write_text(address, encoding="ascii")


def has_noted_address(folder: Path) -> bool:
    """Whether `web` has listened from this folder."""
    return (folder / _ADDRESS).exists()


def noted_address(folder: Path) -> str:
    """Where `web` listened when it last started from this folder, else its default address."""
    try:
        noted = (folder / _ADDRESS).read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return DEFAULT_ADDRESS
    return noted if urlsplit(noted).netloc else DEFAULT_ADDRESS
