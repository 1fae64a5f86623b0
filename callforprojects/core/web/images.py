"""Pictures that the server draws, sent to be saved."""

from collections.abc import Sequence

from flask import Response

from callforprojects.core.tables.spreadsheets import file_name
from callforprojects.core.text.errors import Sentence


def image_download(svg: str, name: Sequence[Sentence]) -> Response:
    """A picture that stands alone, under a name made as those of the spreadsheets are."""
    headers = {"Content-Disposition": f"attachment; filename={file_name(name, 'svg')}"}
    return Response(svg, content_type="image/svg+xml; charset=utf-8", headers=headers)
