"""The web server: gunicorn with threads, started from Python rather than by a file of settings."""

import logging
import os
import resource
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication
from gunicorn.glogging import Logger

from callforprojects.core.outside import logs
from callforprojects.core.outside.noted_address import note_address
from callforprojects.core.outside.settings import Settings
from callforprojects.core.web import metrics, static_files
from callforprojects.core.web.server.binding import addresses_of, refuse_unusable
from callforprojects.core.web.startup import announce_compression

_EVERYWHERE = {"0.0.0.0": "127.0.0.1", "[::]": "[::1]"}  # noqa: S104  # every address of the machine


def without_visitors(record: logging.LogRecord) -> bool:
    """What gunicorn says of a request names who sent it and what: the log has neither.

    Without them, the same failure is the same line, which `core.outside.repeated_logs` counts.
    """
    text = str(record.msg)
    if text.startswith("Invalid request from"):
        record.msg, record.args = "a request that cannot be read was refused", ()
    elif text.startswith("Error handling request"):
        record.msg, record.args = "a request was not answered", ()
    return True


class _Log(Logger):  # type: ignore[misc]  # gunicorn has no types
    """What gunicorn says, in our form. Starting is told by us: it speaks of troubles only."""

    def setup(self, cfg: Any) -> None:  # noqa: ANN401  # gunicorn's own
        super().setup(cfg)
        self.error_log.handlers[:] = [logs.handler(Settings.from_environment())]
        self.error_log.addFilter(without_visitors)


OPTIONS: dict[str, Any] = {
    "worker_class": "callforprojects.core.web.server.web_worker.WebWorker",
    "worker_connections": 2000,
    "timeout": 60,
    "graceful_timeout": 30,
    "keepalive": 5,
    "proc_name": "callforprojects",
    "control_socket_disable": True,
    "forwarder_headers": "",  # nobody tells by a header which part of the address is ours
}


class Server(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    """Each worker makes its own application: nothing open is shared between processes."""

    def __init__(
        self,
        make_app: Callable[[], Any],
        options: dict[str, Any],
        *,
        largest_body: int,
        has_proxy: bool = False,
    ) -> None:
        self.make_app = make_app
        self.options = options
        self.largest_body = largest_body
        self.has_proxy = has_proxy
        super().__init__()

    def load_config(self) -> None:
        for name, value in {**OPTIONS, **self.options}.items():
            self.cfg.set(name, value)

    def load(self) -> Any:  # noqa: ANN401  # any WSGI application
        return self.make_app()


def serve(
    make_app: Callable[[], Flask],
    *,
    bind: str,
    workers: int,
    threads: int,
    ready: Callable[[str], None],
) -> None:
    """Look whether the addresses are free, compress the static files, serve until told to stop.

    `bind` may hold several, separated by commas. `ready` is called with them once somebody listens
    there, before any process is made. Raises DomainError when nothing can listen there.
    """
    addresses = addresses_of(bind)
    for address in addresses:
        refuse_unusable(address)
    settings = Settings.from_environment()
    _make_temporary_folder()
    folder = settings.data_folder
    static_files.compress_static_files(folder, about_to=partial(announce_compression, settings))
    _allow_files()
    metrics.share_between_processes()

    def when_ready(arbiter: Any) -> None:  # noqa: ANN401  # gunicorn's own
        reachable = [reachable_address(str(listener)) for listener in arbiter.LISTENERS]
        if of_web := [address for address in reachable if address.startswith("http")]:
            note_address(folder, of_web[0])
        ready(", ".join(reachable))

    options = {
        "bind": addresses,
        "workers": workers,
        "threads": threads,
        "when_ready": when_ready,
        "on_exit": lambda _arbiter: metrics.forget_shared(),
        "logger_class": _Log,
        "loglevel": "warning",
    }
    Server(
        make_app,
        options,
        largest_body=(settings.upload_limit_mb + 1) * 1024**2,
        has_proxy=settings.proxies > 0,
    ).run()


def reachable_address(listener: str) -> str:
    """The address of a listener as a browser of this machine writes it."""
    for everywhere, here in _EVERYWHERE.items():
        listener = listener.replace(f"//{everywhere}:", f"//{here}:")
    return listener


def _make_temporary_folder() -> None:
    """The folder of long bodies: a `TMPDIR` that is missing would be passed over without a word.

    `tempfile` looks once, at its first use.
    """
    if chosen := os.environ.get("TMPDIR"):
        Path(chosen).mkdir(mode=0o700, parents=True, exist_ok=True)


def _allow_files() -> None:
    """A file for each connection and one for its body: the usual limit of 1,024 is too low."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 3 * OPTIONS["worker_connections"]
    if soft < wanted:
        enough = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (enough, hard))
