"""What a document is, told by its content and never by its name."""

import io
import lzma
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import filetype

_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."
_HEAD = 8192
_PDF_HEAD = re.compile(rb"[^<]{0,1023}%PDF-[12]\.", re.DOTALL)  # what readers take; no HTML
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
    ET.ParseError,
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
_OOXML = {f"{kind.content_type}.main+xml": kind for kind in (DOCX, XLSX)}
_TYPES, _RELATIONS = "[content_types].xml", "_rels/.rels"


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
    if guessed is None:  # scanners and mailers leave lines before the beginning of a PDF
        return PDF if _PDF_HEAD.match(head) else None
    return _SIGNED.get(guessed.mime)


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
    """Office Open XML (ECMA-376, part 2): `_rels/.rels` names the main part, under any name, and
    `[Content_Types].xml` says its type. Names of parts are the same in small and capital letters.
    """
    names = {name.lower(): name for name in archive.namelist()}
    if not {_TYPES, _RELATIONS} <= set(names) or any(n.endswith("vbaproject.bin") for n in names):
        return None
    main_part = _main_part(_elements(archive, names[_RELATIONS]))
    if main_part not in names:
        return None
    return _OOXML.get(_declared_type(_elements(archive, names[_TYPES]), main_part))


def _main_part(relations: Iterator[ET.Element]) -> str:
    """The target of the relation that leads from the package to its document."""
    for element in relations:
        if element.get("Type", "").endswith("/relationships/officeDocument"):
            return unquote(element.get("Target", "")).removeprefix("./").strip("/").lower()
    return ""


def _declared_type(declarations: Iterator[ET.Element], part: str) -> str:
    """The type said of a part itself, otherwise that of its extension."""
    by_extension = ""
    for element in declarations:
        content_type = element.get("ContentType", "")
        if unquote(element.get("PartName", "")).strip("/").lower() == part:
            return content_type
        if element.get("Extension", "").lower() == part.rpartition(".")[2]:
            by_extension = content_type
    return by_extension


def _elements(archive: zipfile.ZipFile, name: str) -> Iterator[ET.Element]:
    """The elements of a part without entities: none needs one."""
    content = _part(archive, name)
    if b"<!DOCTYPE" in content.replace(b"\0", b""):
        msg = "a document type in an Office document"
        raise ValueError(msg)
    return ET.fromstring(content).iter()  # noqa: S314  # without any entity


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as part:
        return part.read(_LARGEST_PART)
