"""Long documents are made in a thread: whoever asks for one waits a little, then comes back."""

from collections.abc import Callable
from concurrent.futures import Future
from threading import Lock, Thread

from callforprojects.core.text.errors import UnavailableError
from callforprojects.core.text.i18n import _

_PATIENCE = 0.5  # seconds: every page answers within one
_MOST = 20  # being made, waiting for their turn, or made and not asked for again

_documents: dict[str, Future[bytes]] = {}
_lock = Lock()
_turn = Lock()  # one at a time: short documents keep a process for them


class BeingMade(Exception):
    """The document is not ready yet: it is to be asked for again in a few seconds."""


def made_apart(name: str, make: Callable[[], bytes]) -> bytes:
    """The document of this name, which `make` gives, in a thread, when nobody has asked for it yet.

    Raises BeingMade when it takes longer than half a second, UnavailableError when too many are
    waiting, and what `make` raises.
    """
    document = _document_called(name, make)
    try:
        content = document.result(_PATIENCE)
    except TimeoutError as error:
        raise BeingMade from error
    finally:
        if document.done():
            forget(name)
    return content


def forget(name: str) -> None:
    """Let a document go that is kept, or was given."""
    _documents.pop(name, None)


def _document_called(name: str, make: Callable[[], bytes]) -> Future[bytes]:
    with _lock:
        if name not in _documents:
            _limit_documents()
            _documents[name] = Future()
            Thread(target=_fulfil, args=(_documents[name], make), daemon=True).start()
        return _documents[name]


def _limit_documents() -> None:
    if len(_documents) < _MOST:
        return
    for name in [name for name, document in _documents.items() if document.done()]:
        forget(name)
    if len(_documents) >= _MOST:
        raise UnavailableError(_("Many documents are being made. Try again in a minute."))


def _fulfil(document: Future[bytes], make: Callable[[], bytes]) -> None:
    try:
        with _turn:
            document.set_result(make())
    except Exception as error:  # noqa: BLE001  # told to whoever asks for the document
        document.set_exception(error)
