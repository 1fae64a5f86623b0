"""Where `web` is to listen: looked at before anything is started, and refused in one sentence."""

import errno
import os
import re
import socket
import time
from pathlib import Path

from callforprojects.core.outside.system_errors import reason_of
from callforprojects.core.text.errors import DomainError
from callforprojects.core.text.i18n import _

_WITH_PORT = re.compile(r"(?:tcp://)?(?P<host>\[[^]]+]|[^:\[\]/]*):(?P<port>[0-9]{1,5})")
_WITHOUT_PORT = re.compile(r"(?:tcp://)?(?P<host>\[[^]]+]|(?![0-9]+$)[^:\[\]/]+)")
_DEFAULT_PORT = 8000
_LAST_PORT = 65535
_PATIENCE = 5  # seconds: the processes of a server that was killed keep its port for a moment


def addresses_of(bind: str) -> list[str]:
    """The addresses to listen on, which are separated by commas."""
    return [address.strip() for address in bind.split(",")]


def refuse_unusable(bind: str) -> None:
    """Try an address as the server will, and let it go. Raises DomainError when it is no use.

    `HOST` alone is on port 8000. A port on which somebody listens is tried for five seconds. Of
    `unix:PATH` the folder is looked at; `fd://NUMBER` was opened by whoever starts us, and so
    was what a supervisor passes on, which the server takes instead (`systemd.socket`).
    """
    if bind.startswith("fd://") or is_passed_on():
        return
    if bind.startswith("unix:"):
        _refuse_folder(Path(bind.removeprefix("unix:").removeprefix("//")).absolute().parent)
        return
    found = _WITH_PORT.fullmatch(bind) or _WITHOUT_PORT.fullmatch(bind)
    port = int(found.groupdict().get("port", _DEFAULT_PORT)) if found else 0
    if found is None or port > _LAST_PORT:
        raise DomainError(
            _(
                "%(bind)s is not an address to listen on: give HOST:PORT, such as"
                " 127.0.0.1:8000, with a port up to 65535.",
                bind=bind,
            )
        )
    _try(found["host"].strip("[]"), port, bind)


def is_passed_on() -> bool:
    """Whether somebody gives this process a socket that listens already.

    A supervisor (sd_listen_fds(3)), or the server of before, when gunicorn replaces itself.
    """
    is_ours = os.environ.get("LISTEN_PID") == str(os.getpid())
    return (is_ours and os.environ.get("LISTEN_FDS", "0") != "0") or "GUNICORN_FD" in os.environ


def _refuse_folder(folder: Path) -> None:
    if not os.access(folder, os.W_OK | os.X_OK):
        raise DomainError(_("No socket can be made in the folder %(folder)s.", folder=folder))


def _try(host: str, port: int, bind: str) -> None:
    try:
        _listen(host, port)
    except (socket.gaierror, UnicodeError) as error:
        raise DomainError(
            _("%(bind)s: no machine is known by the name %(host)s.", bind=bind, host=host)
        ) from error
    except OSError as error:
        raise DomainError(
            _("Nothing can listen on %(bind)s: %(reason)s.", bind=bind, reason=reason_of(error))
        ) from error


def _listen(host: str, port: int) -> None:
    """Raises OSError when the system refuses it, once it was given time for a port to be free."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for left in reversed(range(_PATIENCE + 1)):
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError as error:
                if error.errno != errno.EADDRINUSE or not left:
                    raise
            else:
                return
        time.sleep(1)
