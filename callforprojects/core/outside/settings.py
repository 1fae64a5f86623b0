"""What the administrator decides, read once from the environment."""

import os
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, fields, replace
from datetime import date
from pathlib import Path

from flask import current_app
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from callforprojects.core.outside.environment import (
    SettingsError,
    VariableReader,
    bad_address,
    is_mail_address,
    refuse_bad_address,
    unknown_variables,
)
from callforprojects.core.outside.noted_address import DEFAULT_ADDRESS, noted_address
from callforprojects.core.outside.private_files import make_private_folder
from callforprojects.core.outside.system_errors import reason_of
from callforprojects.core.text.i18n import _

_SHORTEST_KEY = 16
_LAST_PORT = 65535
_MAILBOX_SCHEMES = {"imap", "imaps"}
_WEB_SCHEMES = {"http", "https"}
_REDIS_SCHEMES = {"redis", "rediss"}
_LOG_LEVELS = ("debug", "info", "warning", "error", "critical")
_RENAMED = {"ORGANISATION_ROOM_MB": "ORGANISATION_QUOTA_MB"}
_DATABASE_SCHEMES = {
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
    "sqlite": "sqlite",
}
_UNPREFIXED = ("DATABASE_", "REDIS_", "S3_")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Every setting, typed. Each has a default that works on one machine without any service."""

    secret_key: str
    activity_key: str
    data_folder: Path
    database_url: str
    redis_url: str | None = None
    public_url: str = DEFAULT_ADDRESS
    is_public_url_chosen: bool = False
    is_demonstration: bool = False
    is_testing: bool = False
    log_format: str = "text"
    log_level: str = "INFO"
    activity_mail: str | None = None
    mail_server: str | None = None
    mail_port: int = 587
    mail_username: str | None = None
    mail_password: str | None = None
    mail_security: str = "starttls"
    mail_sender: str = "callforprojects <appels@localhost>"
    bounce_address: str | None = None
    bounce_mailbox: str | None = None
    bounce_secret: str | None = None
    support_email: str = "support@localhost"
    publisher: str = ""
    publication_director: str = ""
    hosting: str = ""
    security_contact: str | None = None
    security_expires: date | None = None
    security_policy: str | None = None
    upload_limit_mb: int = 25
    documents_limit_mb: int = 200
    organisation_quota_mb: int = 2000
    metrics_token: str | None = None
    s3_bucket: str | None = None
    s3_endpoint: str | None = None
    s3_region: str | None = None
    s3_access_key: str | None = None
    s3_secret_key: str | None = None
    s3_prefix: str = ""
    proxies: int = 0
    arrival_header: str | None = None

    @property
    def is_secure(self) -> bool:
        """Whether people reach the site over https: cookies then travel over https only."""
        return self.public_url.startswith("https://")

    def with_noted_address(self) -> "Settings":
        """The same, with the address that `web` has noted since, unless one was chosen."""
        if self.is_public_url_chosen:
            return self
        return replace(self, public_url=noted_address(self.data_folder))

    @property
    def files_folder(self) -> Path:
        return self.data_folder / "files"

    @property
    def documents_folder(self) -> Path:
        return self.data_folder / "documents"

    @property
    def jobs_path(self) -> Path:
        return self.data_folder / "jobs.sqlite3"

    @classmethod
    def from_environment(
        cls, environment: Mapping[str, str] | None = None, **overrides: object
    ) -> "Settings":
        """Read `CALLFORPROJECTS_*` variables, `DATABASE_URL` and `REDIS_URL`.

        `overrides` win. The data folder is made when it is missing, here and nowhere else: whoever
        made a folder in it first would make it for everybody.
        Raises SettingsError with the name of the variable at fault.
        """
        read = VariableReader(os.environ if environment is None else environment)
        read.refuse_renamed(_RENAMED)
        folder = Path(str(overrides.get("data_folder") or read.folder("DATA_FOLDER"))).resolve()
        values = _read_values(read, folder)
        values.update(overrides)
        values["data_folder"] = folder
        with _refusing(folder):
            make_private_folder(folder)
        if "secret_key" not in values:
            values["secret_key"] = read.optional("SECRET_KEY") or stored_secret(folder)
        if "activity_key" not in values:
            stored = read.optional("ACTIVITY_KEY") or stored_secret(folder, "activity_key")
            values["activity_key"] = stored
        settings = cls(**values)  # type: ignore[arg-type]  # checked by the reader, one by one
        settings.check()
        return settings

    def check(self) -> None:
        """Refuse what cannot work, before anything starts."""
        refuse_bad_address(
            "CALLFORPROJECTS_PUBLIC_URL", self.public_url, _WEB_SCHEMES, "https://aap.example.fr"
        )
        for name in ("secret_key", "activity_key", "metrics_token", "bounce_secret"):
            chosen = getattr(self, name)
            if chosen is not None and len(chosen) < _SHORTEST_KEY:
                raise SettingsError(
                    _(
                        "%(name)s must have at least %(least)s characters",
                        name=f"CALLFORPROJECTS_{name.upper()}",
                        least=_SHORTEST_KEY,
                    )
                )
        refuse_bad_address("REDIS_URL", self.redis_url, _REDIS_SCHEMES, "redis://localhost:6379/0")
        refuse_bad_address("S3_ENDPOINT", self.s3_endpoint, _WEB_SCHEMES, "https://s3.example.fr")
        refuse_bad_address(
            "CALLFORPROJECTS_BOUNCE_MAILBOX",
            self.bounce_mailbox,
            _MAILBOX_SCHEMES,
            "imaps://user:password@host/INBOX",
        )
        if self.arrival_header and not self.proxies:
            raise SettingsError(
                _("CALLFORPROJECTS_ARRIVAL_HEADER needs CALLFORPROJECTS_PROXIES: who writes it?")
            )
        self._check_security_contact()

    def _check_security_contact(self) -> None:
        """What `security.txt` says must be what RFC 9116 takes: a day is part of it."""
        policy, web = "CALLFORPROJECTS_SECURITY_POLICY", {"https"}
        refuse_bad_address(policy, self.security_policy, web, "https://example.fr/securite")
        contact = self.security_contact
        if contact and not is_mail_address(contact):
            name = "CALLFORPROJECTS_SECURITY_CONTACT"
            refuse_bad_address(name, contact, web, "securite@example.fr")
        if contact and not self.security_expires:
            raise SettingsError(
                _("CALLFORPROJECTS_SECURITY_CONTACT needs CALLFORPROJECTS_SECURITY_EXPIRES")
            )


def _read_values(read: VariableReader, folder: Path) -> dict[str, object]:
    """What the variables say, with a default for each; the keys are read apart."""
    return {
        "data_folder": folder,
        "database_url": database_url(read.plain("DATABASE_URL") or sqlite_url(folder)),
        "redis_url": read.plain("REDIS_URL"),
        "public_url": (read.optional("PUBLIC_URL") or noted_address(folder)).rstrip("/"),
        "is_public_url_chosen": read.optional("PUBLIC_URL") is not None,
        "is_demonstration": read.flag("DEMONSTRATION"),
        "log_format": read.one_of("LOG_FORMAT", "text", ("text", "json")),
        "log_level": read.one_of("LOG_LEVEL", "info", _LOG_LEVELS).upper(),
        "activity_mail": read.optional("ACTIVITY_MAIL"),
        "mail_server": read.optional("MAIL_SERVER"),
        "mail_port": read.integer("MAIL_PORT", 587, least=1, most=_LAST_PORT),
        "mail_username": read.optional("MAIL_USERNAME"),
        "mail_password": read.optional("MAIL_PASSWORD"),
        "mail_security": read.one_of("MAIL_SECURITY", "starttls", ("starttls", "tls", "none")),
        "mail_sender": read.text("MAIL_SENDER", "callforprojects <appels@localhost>"),
        "bounce_address": read.optional("BOUNCE_ADDRESS"),
        "bounce_mailbox": read.optional("BOUNCE_MAILBOX"),
        "bounce_secret": read.optional("BOUNCE_SECRET"),
        "support_email": read.text("SUPPORT_EMAIL", "support@localhost"),
        "publisher": read.text("PUBLISHER", ""),
        "publication_director": read.text("PUBLICATION_DIRECTOR", ""),
        "hosting": read.text("HOSTING", ""),
        "security_contact": read.optional("SECURITY_CONTACT"),
        "security_expires": read.day("SECURITY_EXPIRES"),
        "security_policy": read.optional("SECURITY_POLICY"),
        "upload_limit_mb": read.integer("UPLOAD_LIMIT_MB", 25),
        "documents_limit_mb": read.integer("DOCUMENTS_LIMIT_MB", 200),
        "organisation_quota_mb": read.integer("ORGANISATION_QUOTA_MB", 2000),
        "proxies": read.integer("PROXIES", 0),
        "arrival_header": read.optional("ARRIVAL_HEADER"),
        "metrics_token": read.optional("METRICS_TOKEN"),
        "s3_bucket": read.plain("S3_BUCKET"),
        "s3_endpoint": read.plain("S3_ENDPOINT"),
        "s3_region": read.plain("S3_REGION"),
        "s3_access_key": read.plain("S3_ACCESS_KEY"),
        "s3_secret_key": read.plain("S3_SECRET_KEY"),
        "s3_prefix": read.plain("S3_PREFIX") or "",
    }


def sqlite_url(folder: Path) -> str:
    """The database of a data folder, when no other is given."""
    return f"sqlite:///{folder.resolve() / 'data.sqlite3'}"


def database_url(url: str) -> str:
    """The address as SQLAlchemy wants it: PostgreSQL always through psycopg 3.

    Raises SettingsError for another database than PostgreSQL and SQLite.
    """
    scheme, separator, rest = url.partition("://")
    known = f"{_DATABASE_SCHEMES.get(scheme, '')}://{rest}"
    if separator and scheme in _DATABASE_SCHEMES and _is_read(known):
        return known
    raise bad_address("DATABASE_URL", "postgresql://user@host/base")


def _is_read(url: str) -> bool:
    try:
        make_url(url)
    except (ArgumentError, ValueError):  # a port that is no number
        return False
    return True


def misspelt_variables() -> list[tuple[str, str | None]]:
    """The variables of this process that look like settings and are none, each with the nearest."""
    chosen = {field.name.removeprefix("is_").upper() for field in fields(Settings)}
    known = [
        name if name.startswith(_UNPREFIXED) else f"CALLFORPROJECTS_{name}"
        for name in sorted(chosen - {"TESTING", "PUBLIC_URL_CHOSEN"})
    ]
    return list(unknown_variables(os.environ, known))


def stored_secret(folder: Path, name: str = "secret_key") -> str:
    """A key of this name, made once in the folder and kept readable by its owner only.

    Of several processes that start at once, the key of the first one is that of all.
    Raises SettingsError when the folder cannot be written.
    """
    path = folder / name
    with _refusing(folder):
        if not path.exists():
            _make_secret(path)
        return path.read_text(encoding="ascii").strip()


@contextmanager
def _refusing(folder: Path) -> Iterator[None]:
    """Say as a mistake of the settings that the data folder cannot be written."""
    try:
        yield
    except OSError as error:
        sentence = _(
            "%(name)s must be writable: %(folder)s (%(reason)s)",
            name="CALLFORPROJECTS_DATA_FOLDER",
            folder=folder,
            reason=reason_of(error),
        )
        raise SettingsError(sentence) from error


def _make_secret(path: Path) -> None:
    """The file has its name only once it is whole; one that is there by then stays."""
    unfinished = path.with_name(f"{path.name}.{secrets.token_hex(4)}.part")
    try:
        unfinished.touch(mode=0o600, exist_ok=False)
        unfinished.write_text(secrets.token_urlsafe(48), encoding="ascii")
        with suppress(FileExistsError):
            path.hardlink_to(unfinished)
    finally:
        unfinished.unlink(missing_ok=True)


def settings() -> Settings:
    """The settings of the application at work."""
    found: Settings = current_app.extensions["settings"]
    return found
