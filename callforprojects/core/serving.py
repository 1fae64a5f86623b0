"""The web server: gunicorn with threads, started from Python rather than by a file of settings."""

from collections.abc import Callable
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

from callforprojects.core import static_files
from callforprojects.core.settings import Settings


class _Server(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    """Each worker makes its own application: nothing open is shared between processes."""

    def __init__(self, make_app: Callable[[], Flask], options: dict[str, Any]) -> None:
        self.make_app = make_app
        self.options = options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        return self.make_app()


def serve(make_app: Callable[[], Flask], *, bind: str, workers: int, threads: int) -> None:
    """Compress the static files, then serve until told to stop."""
    static_files.prepare(Settings.from_environment().data_folder)
    options = {
        "bind": bind,
        "workers": workers,
        "threads": threads,
        "worker_class": "gthread",
        "timeout": 60,
        "graceful_timeout": 30,
        "keepalive": 5,
        "proc_name": "callforprojects",
        "control_socket_disable": True,
    }
    _Server(make_app, options).run()
