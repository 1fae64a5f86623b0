"""A one-page PDF for the attachments of the demonstration: text and nothing else."""

from collections.abc import Sequence

_TOP, _LEFT, _LINE = 780, 60, 20
_PAGE = (
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
    b" /Resources << /Font << /F1 5 0 R >> >> >>"
)


def pdf(lines: Sequence[str]) -> bytes:
    """A page of A4 with these lines, the first one larger. The result is a complete PDF 1.4."""
    stream = f"BT /F1 15 Tf {_LEFT} {_TOP} Td {_LINE} TL\n"
    for index, line in enumerate(lines):
        stream += f"({_escaped(line)}) Tj T*\n" + ("/F1 11 Tf\n" if index == 0 else "")
    stream += "ET"
    content = stream.encode("cp1252", "replace")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /Lang (fr-FR) >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        _PAGE,
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    return _assembled(objects)


def _escaped(line: str) -> str:
    return line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _assembled(objects: Sequence[bytes]) -> bytes:
    body, places = b"%PDF-1.4\n", []
    for number, pdf_object in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, pdf_object)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    return body + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\n"
        b"startxref\n%d\n%%%%EOF\n" % (count, table, count, len(body))
    )
