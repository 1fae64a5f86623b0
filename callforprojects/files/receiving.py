"""Documents that a form has sent: they are looked at and stored before the turn to write."""

from typing import BinaryIO, Final, cast

from flask import g, request

from callforprojects.core.data.transaction import end_reading
from callforprojects.core.text.errors import TooMany
from callforprojects.core.web.bodies import F, takes_documents
from callforprojects.core.web.limits import count_here, network_address, seconds_to_wait
from callforprojects.core.web.preparation import prepared_by
from callforprojects.files.services import Upload, remove_untaken, store_ahead

RATE: Final = "60 per minute"
_PURPOSE = "documents"
_UPLOADS = "uploads"


def receives_documents(view: F) -> F:
    """Let a view be sent documents, which it finds with `sent_document`.

    Their types are told, and their bytes put in the storage, once the gate has said yes and before
    anything is locked. What the view has not taken goes at the end of the request. A network sends
    forms with documents at a limited rate, whatever the view: nothing is stored past it.
    """
    return prepared_by(_prepare)(takes_documents(view))


def sent_document(name: str) -> Upload | None:
    """The document that a field of this form holds; None when none is chosen.

    Only what was looked at before the turn to write: the same one each time it is asked for.
    """
    uploads: dict[str, Upload] = g.get(_UPLOADS, {})
    return uploads.get(name)


def end_receiving(_error: BaseException | None) -> None:
    """However the request has ended, nothing stays in the storage that no row names."""
    remove_untaken(g.pop(_UPLOADS, {}).values())


def _prepare(**_address: object) -> None:
    uploads = {
        name: Upload(cast("BinaryIO", sent.stream), sent.filename)
        for name, sent in request.files.items()
        if sent.filename
    }
    if not uploads:
        return
    if not count_here(RATE, _PURPOSE):
        raise TooMany(seconds_to_wait(RATE, _PURPOSE, network_address()))
    setattr(g, _UPLOADS, uploads)
    end_reading()  # their bytes may travel for a minute: no transaction is kept open meanwhile
    store_ahead(uploads.values())
