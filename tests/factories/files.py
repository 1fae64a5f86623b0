"""Documents for tests: small, and truly of their type."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from callforprojects.accounts.models import User
from callforprojects.core.data.database import Model
from callforprojects.core.data.transaction import commit
from callforprojects.files.models import File
from callforprojects.files.services import Upload, store_file

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
PNG = (
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89"
    b"\0\0\0\nIDATx\x9cc\0\x01\0\0\x05\0\x01\r\n-\xb4\0\0\0\0IEND\xaeB`\x82"
)
JPEG = b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0\xff\xd9"

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def archive(parts: Mapping[str, str]) -> bytes:
    """A zip of these parts, in their order."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return buffer.getvalue()


_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"


def office(main_part: str, declared: str, **others: str) -> bytes:
    """An Office Open XML document."""
    types = f'<Types><Override PartName="/{main_part}" ContentType="{declared}"/></Types>'
    relation = f'<Relationship Id="rId1" Type="{_DOCUMENT}" Target="{main_part}"/>'
    relations = f"<Relationships>{relation}</Relationships>"
    return archive(
        {"[Content_Types].xml": types, "_rels/.rels": relations, main_part: "<x/>", **others}
    )


DOCX = office("word/document.xml", _WORD)
XLSX = office("xl/workbook.xml", _SHEET)
ODT = archive({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"})
ODS = archive({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"})


def make_file(
    subject: Model, *, by: User, name: str = "délibération.pdf", content: bytes = PDF
) -> File:
    """A stored document, committed."""
    file = store_file(Upload(io.BytesIO(content), name), subject=subject, by=by)
    commit()
    return file


class Stored:
    """What lies in the folder of files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.before = self.all()

    def all(self) -> set[Path]:
        return {path for path in self.folder.rglob("*") if path.is_file()}

    @property
    def new(self) -> list[Path]:
        return sorted(self.all() - self.before)
