"""What a document is, told by its content and never by its name."""

import io
import lzma
import zipfile
import zlib
from dataclasses import dataclass
from typing import BinaryIO, Final

import filetype

_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."
_HEAD = 8192
_LARGEST_PART = 1 << 20  # what is read of an archive: a declaration of types is far smaller
# What zipfile raises on archives that are damaged; RuntimeError, or a child of it, on those that
# are encrypted or packed in a way it does not know.
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
)


@dataclass(frozen=True, slots=True)
class FileType:
    """An accepted type: its media type, and the extensions that a name may have."""

    content_type: str
    extensions: tuple[str, ...]


PDF: Final = FileType("application/pdf", ("pdf",))
PNG: Final = FileType("image/png", ("png",))
JPEG: Final = FileType("image/jpeg", ("jpg", "jpeg"))
DOCX: Final = FileType(f"{_OFFICE}wordprocessingml.document", ("docx",))
XLSX: Final = FileType(f"{_OFFICE}spreadsheetml.sheet", ("xlsx",))
ODT: Final = FileType(f"{_OPEN}text", ("odt",))
ODS: Final = FileType(f"{_OPEN}spreadsheet", ("ods",))

ACCEPTED: Final = (PDF, DOCX, XLSX, ODT, ODS, PNG, JPEG)
EXTENSIONS: Final = tuple(extension for kind in ACCEPTED for extension in kind.extensions)

_SIGNED = {kind.content_type: kind for kind in (PDF, PNG, JPEG)}
_ODF = {kind.content_type.encode(): kind for kind in (ODT, ODS)}
_OOXML = (
    (b"wordprocessingml.document.main+xml", "word/document.xml", DOCX),
    (b"spreadsheetml.sheet.main+xml", "xl/workbook.xml", XLSX),
)


def type_of(stream: BinaryIO) -> FileType | None:
    """The accepted type that the content has, or None. The stream is left at its beginning."""
    stream.seek(0)
    head = stream.read(_HEAD)
    stream.seek(0)
    if head.startswith(b"PK\x03\x04"):
        found = _type_of_archive(stream)
        stream.seek(0)
        return found
    guessed = filetype.guess(io.BytesIO(head))
    return None if guessed is None else _SIGNED.get(guessed.mime)


def _type_of_archive(stream: BinaryIO) -> FileType | None:
    """Office documents are archives that say what they are; one with macros is not accepted."""
    try:
        with zipfile.ZipFile(stream) as archive:
            return _open_document(archive) or _office_document(archive)
    except _UNREADABLE:
        return None


def _open_document(archive: zipfile.ZipFile) -> FileType | None:
    """OpenDocument 1.3, part 2, section 3.3: the first entry is `mimetype`."""
    if archive.namelist()[:1] != ["mimetype"]:
        return None
    return _ODF.get(_part(archive, "mimetype").strip())


def _office_document(archive: zipfile.ZipFile) -> FileType | None:
    """Office Open XML (ECMA-376, part 2): `[Content_Types].xml` names the type of each part."""
    names = set(archive.namelist())
    if "[Content_Types].xml" not in names or any(name.endswith("vbaProject.bin") for name in names):
        return None
    declared = _part(archive, "[Content_Types].xml")
    for declaration, main_part, kind in _OOXML:
        if main_part in names and declaration in declared:
            return kind
    return None


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as part:
        return part.read(_LARGEST_PART)
