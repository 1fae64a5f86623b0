"""The processes that make documents for this one: two at most, each ended when it is too slow."""

import atexit
import json
import subprocess
import sys
from contextlib import suppress
from queue import Empty, LifoQueue
from threading import BoundedSemaphore, Timer

from callforprojects import paths
from callforprojects.core.outside.pdf import worker
from callforprojects.core.outside.pdf.worker import Rendering
from callforprojects.core.text.errors import UnavailableError
from callforprojects.core.text.i18n import _

FOLDER = paths.TEMPLATES / "pdf"
FONTS = paths.STATIC / "vendor" / "source-sans-3"
_WORKERS = 2
_PATIENCE = 10  # seconds to wait for a free one
_DEADLINE = 30  # seconds on the clock: the processor does other things too
_RETIREMENT = 100  # documents, so that what a process keeps in memory does not add up

_turns = BoundedSemaphore(_WORKERS)
_idle: "LifoQueue[_Worker]" = LifoQueue()


class _Worker:
    """One process, used by one thread at a time."""

    def __init__(self) -> None:
        self.made = 0
        self.process = subprocess.Popen(  # noqa: S603  # our own module
            [sys.executable, "-I", worker.__file__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={},  # no secret is its business
        )

    def make(self, request: dict[str, str]) -> Rendering:
        """Raises UnavailableError when it is too slow or takes too much, and ends it then."""
        self.made += 1
        alarm = Timer(_DEADLINE, self.process.kill)
        alarm.start()
        try:
            answer, content = self._response_to(json.dumps(request).encode())
        except (OSError, EOFError, ValueError) as error:
            self.end()
            raise UnavailableError(
                _(
                    "This document asks for more work than the server can give it. Try again"
                    " later; if it happens again, write to us."
                )
            ) from error
        finally:
            alarm.cancel()
        if "error" in answer:
            raise RuntimeError(answer["error"])
        return Rendering(content, tuple(answer["warnings"]))

    def _response_to(self, request: bytes) -> tuple[dict[str, list[str]], bytes]:
        target, source = self.process.stdin, self.process.stdout
        if target is None or source is None:
            raise EOFError
        worker.send_frames(target, request)
        return json.loads(worker.receive(source)), worker.receive(source)

    @property
    def is_done(self) -> bool:
        return self.made >= _RETIREMENT or self.process.poll() is not None

    def end(self) -> None:
        self.process.kill()
        for pipe in (self.process.stdin, self.process.stdout):
            with suppress(OSError):
                pipe.close()  # type: ignore[union-attr]  # pipes, as asked
        self.process.wait()


def make(template: str, data: str) -> Rendering:
    """The document of a template and of its data in JSON. Raises UnavailableError, RuntimeError."""
    request = {"template": template, "data": data, "folder": str(FOLDER), "fonts": str(FONTS)}
    if not _turns.acquire(timeout=_PATIENCE):
        raise UnavailableError(_("Many documents are being made. Try again in a minute."))
    try:
        chosen = _worker()
        try:
            return chosen.make(request)
        finally:
            if chosen.is_done:
                chosen.end()
            else:
                _idle.put(chosen)
    finally:
        _turns.release()


def _worker() -> _Worker:
    """One that is idle, or a new one: the first document of a process waits 0.1 s for it."""
    while True:
        try:
            found = _idle.get_nowait()
        except Empty:
            return _Worker()
        if found.process.poll() is None:
            return found
        found.end()


@atexit.register
def end_all() -> None:
    """End the idle ones: each would end by itself once nobody holds its input."""
    with suppress(Empty):
        while True:
            _idle.get_nowait().end()
