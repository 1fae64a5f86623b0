"""Where templates, static files, migrations and data are, in a checkout and in a wheel."""

import os
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
_WHEEL = PACKAGE / "_data"
ROOT = _WHEEL if (_WHEEL / "templates").is_dir() else PACKAGE.parent

TEMPLATES = ROOT / "templates"
STATIC = ROOT / "static"
MIGRATIONS = ROOT / "migrations"
TRANSLATIONS = PACKAGE / "translations"


def is_checkout() -> bool:
    """Whether the program runs from its source, where files can be added to it."""
    return ROOT != _WHEEL


def default_data_folder() -> Path:
    """Where data live when no setting says it: the same folder wherever one stands.

    `var` at the top of a checkout; in a wheel, `callforprojects` in the folder that the XDG base
    directory specification gives to the data of this person. Raises RuntimeError when this person
    has no home.
    """
    if is_checkout():
        return ROOT / "var"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local/share") / "callforprojects"
