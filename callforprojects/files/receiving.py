"""Documents that a form has sent: they are looked at and stored before the turn to write."""

from itertools import islice
from typing import BinaryIO, cast

from flask import g, request

from callforprojects.core.bodies import F, takes_documents
from callforprojects.core.preparation import prepared_by
from callforprojects.files.services import Upload, remove_untaken, store_ahead

_UPLOADS = "uploads"
_LOOKED_AT = 20  # no page asks for more; a form with thousands holds nobody up


def receives_documents(view: F) -> F:
    """Let a view be sent documents, which it finds with `sent_document`.

    Their types are told, and their bytes put in the storage, once the gate has said yes and before
    anything is locked. What the view has not taken goes at the end of the request.
    """
    return prepared_by(_prepare)(takes_documents(view))


def sent_document(name: str) -> Upload | None:
    """The document that a field of this form holds, at its beginning; None when none is chosen.

    The same one each time it is asked for.
    """
    sent = request.files.get(name)
    if sent is None or not sent.filename:
        return None
    uploads: dict[object, Upload] = g.setdefault(_UPLOADS, {})
    return uploads.setdefault(sent, Upload(cast("BinaryIO", sent.stream), sent.filename))


def end_receiving(_error: BaseException | None) -> None:
    """However the request has ended, nothing stays in the storage that no row names."""
    remove_untaken(g.pop(_UPLOADS, {}).values())


def _prepare(**_address: object) -> None:
    sent = (sent_document(name) for name in islice(request.files, _LOOKED_AT))
    store_ahead(upload for upload in sent if upload is not None)
