"""Sending a document back to whoever may read it, as bytes that no browser runs."""

from flask import Blueprint, send_file
from flask.typing import ResponseReturnValue

from callforprojects.core.data.database import Model
from callforprojects.core.web.access import requires_of_owner
from callforprojects.files import permissions
from callforprojects.files.models import File
from callforprojects.files.queries import document_owner, stored_content
from callforprojects.files.receiving import end_receiving

blueprint = Blueprint("files", __name__, url_prefix="/files")
blueprint.teardown_app_request(end_receiving)

_INERT = {
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}


@blueprint.route("/<uuid:file_id>")
@requires_of_owner(permissions.read_documents, File, document_owner, conceal=True)
def download(file: File, _owner: Model) -> ResponseReturnValue:
    response = send_file(
        stored_content(file),
        mimetype=file.content_type,
        as_attachment=True,
        download_name=file.name,
        etag=False,
    )
    response.content_length = file.size
    response.headers.update(_INERT)
    return response
