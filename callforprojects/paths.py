"""Where templates, static files and migrations are, in a checkout and in a wheel."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
_WHEEL = PACKAGE / "_data"
ROOT = _WHEEL if (_WHEEL / "templates").is_dir() else PACKAGE.parent

TEMPLATES = ROOT / "templates"
STATIC = ROOT / "static"
MIGRATIONS = ROOT / "migrations"
TRANSLATIONS = PACKAGE / "translations"
