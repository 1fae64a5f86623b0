"""Lists and pictures, sent to be saved."""

from collections.abc import Sequence
from typing import Any

from flask import Response, request, send_file

from callforprojects.core.tables.spreadsheets import (
    FileFormat,
    Spreadsheet,
    file_name,
    spreadsheet_content,
)
from callforprojects.core.text.errors import Sentence


def format_from_request() -> FileFormat:
    """The one of the address (`?format=xlsx`), CSV when it says nothing known."""
    text = request.args.get("format", "")
    return FileFormat(text) if text in set(FileFormat) else FileFormat.CSV


def download_of(sheet: Spreadsheet[Any], wanted: FileFormat) -> Response:
    """The file, to be saved. It is whole before the first byte leaves, and not streamed.

    What fails half-way is an error page, and never a list that lacks its end in silence. And who
    downloads slowly holds no transaction: a reading one (decision 0018) would take a connection of
    the pool, and keep the writer of SQLite from tidying its log, until their last byte. The rows
    come from the database piece by piece: what is kept meanwhile is the text of the file.
    """
    return send_file(
        spreadsheet_content(sheet, wanted),
        mimetype=wanted.content_type,
        as_attachment=True,
        download_name=file_name(sheet.name, wanted),
    )


def image_download(svg: str, name: Sequence[Sentence]) -> Response:
    """A picture that stands alone, under a name made as those of the spreadsheets are."""
    headers = {"Content-Disposition": f"attachment; filename={file_name(name, 'svg')}"}
    return Response(svg, content_type="image/svg+xml; charset=utf-8", headers=headers)
