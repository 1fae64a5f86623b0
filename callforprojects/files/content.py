"""What a document is, told by its content and never by its name."""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO, Final
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import filetype

_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."
_HEAD = 8192
_PDF_HEAD = re.compile(rb"[^<]{0,1023}%PDF-[12]\.", re.DOTALL)  # what readers take; no HTML
_PIECE = 1 << 14
# Whoever sends an archive chooses what reading it costs: these are far above what programs write.
_LARGEST_DIRECTORY = 1 << 19  # bytes: the names of 5,000 parts
_LARGEST_PART = 1 << 20  # bytes, unpacked, of a part that says types
_MOST_ELEMENTS = 10_000  # in one of these parts: about one for each part of the document
_DEEPEST = 8  # they have two levels
_PACKED = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}  # as both standards ask
# What zipfile, expat and the decoders of texts raise on what is damaged or made on purpose.
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    RuntimeError,  # encrypted, or packed in a way that zipfile does not know
    ArithmeticError,  # a place in the archive that no file has
    LookupError,  # an encoding of texts that does not exist
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
TYPES: Final = tuple(kind.extensions[0] for kind in ACCEPTED)  # as people are told of them
EXTENSIONS: Final = tuple(extension for kind in ACCEPTED for extension in kind.extensions)

_SIGNED = {kind.content_type: kind for kind in (PDF, PNG, JPEG)}
_ODF = {kind.content_type.encode(): kind for kind in (ODT, ODS)}
_OOXML = {f"{kind.content_type}.main+xml": kind for kind in (DOCX, XLSX)}
_TYPES, _RELATIONS = "[content_types].xml", "_rels/.rels"


def file_type_of(stream: BinaryIO) -> FileType | None:
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
        with zipfile.ZipFile(_Bounded(stream)) as archive:
            return _open_document(archive) or _office_document(archive)
    except _UNREADABLE:
        return None


def _open_document(archive: zipfile.ZipFile) -> FileType | None:
    """OpenDocument 1.3, part 2, section 3.3: the first entry is `mimetype`."""
    if archive.namelist()[:1] != ["mimetype"]:
        return None
    return _ODF.get(next(_pieces(archive, "mimetype"), b"").strip())


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


def _main_part(relations: Iterable[Mapping[str, str]]) -> str:
    """The target of the relation that leads from the package to its document."""
    for relation in relations:
        if relation.get("Type", "").endswith("/relationships/officeDocument"):
            return unquote(relation.get("Target", "")).removeprefix("./").strip("/").lower()
    return ""


def _declared_type(declarations: Iterable[Mapping[str, str]], part: str) -> str:
    """The type said of a part itself, otherwise that of its extension."""
    by_extension = ""
    for declaration in declarations:
        content_type = declaration.get("ContentType", "")
        if unquote(declaration.get("PartName", "")).strip("/").lower() == part:
            return content_type
        if declaration.get("Extension", "").lower() == part.rpartition(".")[2]:
            by_extension = content_type
    return by_extension


class _Bounded:
    """An archive of which no piece larger than a directory is read at once: zipfile reads the
    whole directory, as long as it says it is, and makes an object of each entry.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.seek, self.tell, self.seekable = stream.seek, stream.tell, stream.seekable

    def read(self, size: int = -1) -> bytes:
        """As a file does. Raises ValueError past the bound."""
        read = self._stream.read(min(size, _LARGEST_DIRECTORY + 1) if size >= 0 else size)
        if len(read) > _LARGEST_DIRECTORY:
            msg = "a directory longer than that of a document"
            raise ValueError(msg)
        return read


class _Attributes:
    """The attributes of each element, and nothing else: no tree is made."""

    def __init__(self) -> None:
        self.found: list[Mapping[str, str]] = []
        self.depth = 0

    def start(self, _tag: str, attributes: Mapping[str, str]) -> None:
        self.depth += 1
        self.found.append(attributes)
        if self.depth > _DEEPEST or len(self.found) > _MOST_ELEMENTS:
            msg = "more elements than a document has"
            raise ValueError(msg)

    def end(self, _tag: str) -> None:
        self.depth -= 1

    def doctype(self, *_names: str | None) -> None:
        """Entities are declared there: none is needed."""
        msg = "a document type in an Office document"
        raise ValueError(msg)


def _elements(archive: zipfile.ZipFile, name: str) -> list[Mapping[str, str]]:
    """The attributes of each element of a part. Raises one of `_UNREADABLE`."""
    attributes = _Attributes()
    parser = ET.XMLParser(target=attributes)  # noqa: S314  # bounded, and without any entity
    for piece in _pieces(archive, name):
        parser.feed(piece)
    parser.close()
    return attributes.found


def _pieces(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """A part, unpacked as far as it is asked for. Raises ValueError past the bound."""
    if archive.getinfo(name).compress_type not in _PACKED:
        msg = "packed as no Office program does"
        raise ValueError(msg)
    size = 0
    with archive.open(name) as part:
        while piece := part.read(_PIECE):
            size += len(piece)
            if size > _LARGEST_PART:
                msg = "a part larger than one that says types"
                raise ValueError(msg)
            yield piece
