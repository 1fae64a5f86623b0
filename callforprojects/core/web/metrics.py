"""Figures of the web server for Prometheus, for whoever holds the token that the settings name.

The processes of one `web` share their figures through a folder of small files (the multiprocess
mode of prometheus_client), so that any of them answers for all. Each server answers for itself.
prometheus_client reads where that folder is when it is imported: only once a figure is needed.
"""

import os
import shutil
import tempfile
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from flask import Flask, Response, current_app, g, request

from callforprojects.core.outside.settings import settings

CONTENT_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"
_FOLDER = "PROMETHEUS_MULTIPROC_DIR"
_METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS"})  # those of our pages: others are one
_BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
_REQUESTS = "metrics_requests"


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of the moment, or one by value of a label."""

    name: str
    meaning: str
    values: Mapping[str, float]
    label: str = ""


@dataclass(frozen=True, slots=True)
class _Requests:
    """How many requests were answered, and how long each took."""

    registry: Any = field(repr=False)
    durations: Any = field(repr=False)


def is_on() -> bool:
    """Whether the settings name a token."""
    return settings().metrics_token is not None


def share_between_processes() -> None:
    """Before processes are made: where those of this server put their figures together."""
    os.environ[_FOLDER] = tempfile.mkdtemp(prefix="callforprojects-figures-")


def forget_shared() -> None:
    """The server stops: its figures are of no use to the next one."""
    shutil.rmtree(os.environ.pop(_FOLDER, ""), ignore_errors=True)


def exposition(figures: Iterable[Figure]) -> bytes:
    """All figures in Prometheus's own text format."""
    from prometheus_client import CollectorRegistry, generate_latest  # noqa: PLC0415
    from prometheus_client.multiprocess import MultiProcessCollector  # noqa: PLC0415

    ours = CollectorRegistry()
    ours.register(_Collected(figures))
    if not os.environ.get(_FOLDER):
        return bytes(generate_latest(_requests().registry) + generate_latest(ours))
    shared = CollectorRegistry()
    MultiProcessCollector(shared)  # type: ignore[no-untyped-call]
    return bytes(generate_latest(shared) + generate_latest(ours))


class _Collected:
    """Figures read elsewhere, as prometheus_client wants them."""

    def __init__(self, figures: Iterable[Figure]) -> None:
        self.figures = figures

    def collect(self) -> Iterable[Any]:
        from prometheus_client.core import GaugeMetricFamily  # noqa: PLC0415

        for figure in self.figures:
            labels = [figure.label] if figure.label else []
            family = GaugeMetricFamily(figure.name, figure.meaning, labels=labels)
            for key, value in figure.values.items():
                family.add_metric([key] if figure.label else [], value)
            yield family


def _requests() -> _Requests:
    from prometheus_client import CollectorRegistry, Histogram  # noqa: PLC0415

    found: _Requests | None = current_app.extensions.get(_REQUESTS)
    if found is None:
        registry = CollectorRegistry()
        durations = Histogram(
            "callforprojects_request_duration_seconds",
            "Requests answered, by page, method and status, and the time they took.",
            ["method", "endpoint", "status"],
            registry=registry,
            buckets=_BUCKETS,
        )
        found = current_app.extensions[_REQUESTS] = _Requests(registry, durations)
    return found


def init_app(app: Flask) -> None:
    """Register after the log, which notes when a request began."""

    @app.after_request
    def count(response: Response) -> Response:
        if is_on():
            method = request.method if request.method in _METHODS else "other"
            labels = (method, request.endpoint or "none", str(response.status_code))
            _requests().durations.labels(*labels).observe(time.perf_counter() - g.began)
        return response
