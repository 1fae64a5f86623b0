"""The files shipped with the program, line by line; see data/README.md."""

import csv
import gzip
from collections.abc import Iterator
from pathlib import Path

VINTAGE = 2026
SOURCE = "@etalab/decoupage-administratif 6.0.0"
_DATA = Path(__file__).parent / "data"


def rows_of_file(name: str) -> Iterator[dict[str, str]]:
    """The lines of a shipped file, by heading; apostrophes as French prints them."""
    path = _DATA / name
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    yield from csv.DictReader(content.decode().replace("'", "’").splitlines())
