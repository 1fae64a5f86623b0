"""Types are told by content."""

import io

import pytest

from callforprojects.files import content
from callforprojects.files.content import FileType, type_of
from tests.factories import files


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
    assert type_of(stream) is kind
    assert stream.read() == document


MACRO = "application/vnd.ms-word.document.macroEnabled.main+xml"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


@pytest.mark.parametrize(
    "document",
    [
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
    assert type_of(io.BytesIO(document)) is None
