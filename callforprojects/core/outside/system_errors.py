"""What the system refuses, in the language of whoever is told: Python says it in English only."""

import errno
import socket
import sqlite3
from typing import Final

from callforprojects.core.text.errors import Sentence
from callforprojects.core.text.i18n import _

_REASONS: Final[dict[int | None, Sentence]] = {
    errno.EACCES: _("permission is denied"),
    errno.EPERM: _("permission is denied"),
    errno.EROFS: _("it can only be read"),
    errno.ENOENT: _("there is no such file or folder"),
    errno.EEXIST: _("a file of that name is in the way"),
    errno.ENOTDIR: _("a file is where a folder should be"),
    errno.EISDIR: _("a folder is where a file should be"),
    errno.ENAMETOOLONG: _("the name is too long"),
    errno.ENOSPC: _("the disk is full"),
    errno.EDQUOT: _("the disk is full"),
    errno.EADDRINUSE: _("another program listens there"),
    errno.EADDRNOTAVAIL: _("this machine has no such address"),
    errno.ECONNREFUSED: _("nothing listens there"),
    errno.ENETUNREACH: _("no network leads there"),
    errno.EHOSTUNREACH: _("no network leads there"),
    errno.ETIMEDOUT: _("nothing answers in time"),
}
_REASONS_OF_SQLITE: Final[dict[int, Sentence]] = {
    sqlite3.SQLITE_CANTOPEN: _("its file cannot be opened"),
    sqlite3.SQLITE_PERM: _("permission is denied"),
    sqlite3.SQLITE_READONLY: _("it can only be read"),
    sqlite3.SQLITE_BUSY: _("another program keeps it for too long"),
    sqlite3.SQLITE_FULL: _("the disk is full"),
    sqlite3.SQLITE_NOTADB: _("its file is not a database"),
    sqlite3.SQLITE_CORRUPT: _("its file is damaged"),
    sqlite3.SQLITE_IOERR: _("its file cannot be read or written"),
}
_PRIMARY = 0xFF  # SQLite puts a detail above the code of a failure


def reason_of(error: OSError) -> Sentence:
    """Why, in a few words without a capital; the error's own when it is none that we expect."""
    if isinstance(error, socket.gaierror):
        return _("no machine is known by that name")
    if type(error).__module__ != "builtins":  # of TLS or SMTP, whose numbers are of their own
        return str(error)
    known = errno.ETIMEDOUT if isinstance(error, TimeoutError) else error.errno
    return _REASONS.get(known) or error.strerror or str(error)


def reason_of_database(error: BaseException | None) -> Sentence:
    """The same of a driver's error: the first line of what it says, but for SQLite's usual ones."""
    code = getattr(error, "sqlite_errorcode", 0) & _PRIMARY
    return _REASONS_OF_SQLITE.get(code) or str(error).strip().partition("\n")[0]
