"""Types are told by content."""

import io
import struct
import zipfile
from pathlib import Path

import pytest

from callforprojects.files import content
from callforprojects.files.content import FileType, file_type_of
from tests.factories import files

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("document", "kind"),
    [
        (files.PDF, content.PDF),
        (files.PNG, content.PNG),
        (files.JPEG, content.JPEG),
        (files.DOCX, content.DOCX),
        (files.XLSX, content.XLSX),
        (files.ODT, content.ODT),
        (files.ODS, content.ODS),
    ],
)
def test_accepted_types_are_recognised(document: bytes, kind: FileType) -> None:
    stream = io.BytesIO(document)
    assert file_type_of(stream) is kind
    assert stream.read() == document


DOCUMENTS = Path(__file__).parent / "documents"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument"


def word_of(
    target: str, types: str, part: str = "word/document.xml", kind: str = RELATION
) -> bytes:
    relations = f'<Relationships><Relationship Type="{kind}" Target="{target}"/></Relationships>'
    return files.archive(
        {"[Content_Types].xml": f"<Types>{types}</Types>", "_rels/.rels": relations, part: "<x/>"}
    )


OURS = f'<Relationship Type="{RELATION}" Target="word/document.xml"/>'


def said(relations: str, before: str = "") -> bytes:
    """A Word document whose `_rels/.rels` holds this, packed."""
    return packed(zipfile.ZIP_DEFLATED, f"{before}<Relationships>{relations}</Relationships>")


def packed(how: int, relations: str = f"<Relationships>{OURS}</Relationships>") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", how) as archive:
        archive.writestr("[Content_Types].xml", f"<Types>{DECLARED}</Types>")
        archive.writestr("_rels/.rels", relations)
        archive.writestr("word/document.xml", "<x/>")
    return buffer.getvalue()


def with_entries(count: int) -> bytes:
    """A Word document whose directory names its first part again and again."""
    end = files.DOCX.rindex(b"PK\5\6")
    size, start = struct.unpack("<II", files.DOCX[end + 12 : end + 20])
    entry = files.DOCX[start : start + 46 + len("[Content_Types].xml")]
    entries = entry * count
    sizes = struct.pack("<II", size + len(entries), start)
    tail = files.DOCX[end : end + 12] + sizes + files.DOCX[end + 20 :]
    return files.DOCX[:end] + entries + tail


def elsewhere(place: int) -> bytes:
    """A Word document whose `_rels/.rels` is said to begin at a place, in 64 bits."""
    end = files.DOCX.rindex(b"PK\5\6")
    size, start = struct.unpack("<II", files.DOCX[end + 12 : end + 20])
    name = files.DOCX.index(b"_rels/.rels", start)
    more = struct.pack("<HHQ", 1, 8, place)
    head = bytearray(files.DOCX[: name + len("_rels/.rels")])
    head[name - 16 : name - 14], head[name - 4 : name] = struct.pack("<H", len(more)), b"\xff" * 4
    sizes = struct.pack("<II", size + len(more), start)
    rest = files.DOCX[len(head) : end + 12] + sizes + files.DOCX[end + 20 :]
    return bytes(head) + more + rest


MACRO = "application/vnd.ms-word.document.macroEnabled.main+xml"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


DECLARED = f'<Override PartName="/word/document.xml" ContentType="{WORD}"/>'


@pytest.mark.parametrize(
    "document",
    [
        pytest.param((DOCUMENTS / "word-online.docx").read_bytes(), id="Word on the web"),
        pytest.param(word_of("/word/document.xml", DECLARED), id="from the root"),
        pytest.param(word_of("word/document.xml", DECLARED, kind=STRICT), id="strict"),
        pytest.param(word_of("Word/Document.xml", DECLARED), id="capital letters"),
        pytest.param(
            word_of(
                "le%20texte.xml", DECLARED.replace("/word/document", "/le texte"), "le texte.xml"
            ),
            id="a space",
        ),
        pytest.param(
            word_of("word/document.xml", f'<Default Extension="xml" ContentType="{WORD}"/>'),
            id="type of the extension",
        ),
        pytest.param(
            word_of("word/document.xml", "<!-- made by a program -->" + DECLARED), id="a comment"
        ),
    ],
)
def test_the_main_part_of_an_office_document_is_the_one_it_names(document: bytes) -> None:
    assert file_type_of(io.BytesIO(document)) is content.DOCX


@pytest.mark.parametrize(
    "before",
    [b"\r\n", b"\xef\xbb\xbf", b"\x1b%-12345X@PJL JOB\r\n", b"Content-Type: application/pdf\n\n",
     b"\0" * 1023],
    ids=["line", "mark", "printer", "mail", "zeros"],
)  # fmt: skip
def test_a_pdf_may_begin_late(before: bytes) -> None:
    assert file_type_of(io.BytesIO(before + files.PDF)) is content.PDF


def test_a_pdf_from_a_scanner_is_recognised() -> None:
    document = (DOCUMENTS / "newline-first.pdf").read_bytes()

    assert file_type_of(io.BytesIO(document)) is content.PDF


@pytest.mark.parametrize(
    "document",
    [
        pytest.param(b"<script>alert(1)</script>" + files.PDF, id="html before a pdf"),
        pytest.param(b"MZ\x90\0" + files.PDF, id="program before a pdf"),
        pytest.param(b"GIF89a" + files.PDF, id="picture before a pdf"),
        pytest.param(b" " * 1024 + files.PDF, id="pdf too late"),
        pytest.param(word_of("word/other.xml", DECLARED), id="main part missing"),
        pytest.param(word_of("", DECLARED), id="no main part"),
        pytest.param(
            word_of("word/document.xml", "<!DOCTYPE x [<!ENTITY a 'b'>]>" + DECLARED), id="entities"
        ),
        pytest.param(word_of("word/document.xml", "<broken"), id="broken declaration"),
        pytest.param(said("<a/>" * 250_000 + OURS), id="250,000 elements"),
        pytest.param(said(OURS + "<a>" * 340_000), id="340,000 elements one in another"),
        pytest.param(said(OURS + "<a>" * 100 + "</a>" * 100), id="a hundred, whole"),
        pytest.param(said(OURS + " " * 2_000_000), id="two megabytes of spaces"),
        pytest.param(said(OURS, '<?xml version="1.0" encoding="nosuch"?>'), id="no such encoding"),
        pytest.param(said(OURS, '<?xml version="1.0" encoding="hex"?>'), id="no encoding of texts"),
        pytest.param(
            said(OURS, '<?xml version="1.0" encoding="utf-32"?>'), id="an encoding of four bytes"
        ),
        pytest.param(with_entries(12_000), id="12,000 parts"),
        pytest.param(elsewhere(2**63), id="a place that no file has"),
        pytest.param(packed(zipfile.ZIP_LZMA), id="packed as no program does"),
        pytest.param(
            files.archive({"[Content_Types].xml": DECLARED, "word/document.xml": ""}),
            id="no relation",
        ),
        pytest.param(b"", id="nothing"),
        pytest.param(b"<!doctype html><script>alert(1)</script>", id="html"),
        pytest.param(b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', id="svg"),
        pytest.param(b"MZ\x90\0" + b"\0" * 200, id="program"),
        pytest.param(b"GIF89a" + b"\0" * 50, id="gif"),
        pytest.param(b"nom;montant\nA;1\n", id="csv"),
        pytest.param(b"PK\x03\x04 not an archive", id="broken archive"),
        pytest.param(files.DOCX[:-30], id="cut archive"),
        pytest.param(files.archive({"readme.txt": "x"}), id="zip"),
        pytest.param(files.archive({"mimetype": "application/epub+zip"}), id="epub"),
        pytest.param(
            files.archive({"x": "", "mimetype": "application/vnd.oasis.opendocument.text"}),
            id="type of an open document said too late",
        ),
        pytest.param(files.archive({"[Content_Types].xml": WORD}), id="word without document"),
        pytest.param(files.office("word/document.xml", MACRO), id="macros declared"),
        pytest.param(
            files.office("word/document.xml", WORD, **{"word/vbaProject.bin": "x"}),
            id="macros inside",
        ),
        pytest.param(
            files.office("ppt/presentation.xml", "presentationml.presentation.main+xml"), id="pptx"
        ),
    ],
)
def test_all_else_is_not_accepted(document: bytes) -> None:
    assert file_type_of(io.BytesIO(document)) is None
