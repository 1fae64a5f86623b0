"""Names of documents."""

import time

import pytest

from callforprojects.files.names import clean_name, extension_of

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("Délibération n°12.pdf", "Délibération n°12.pdf"),
        ("De\u0301libe\u0301ration.pdf", "Délibération.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\claire\\budget.xlsx", "budget.xlsx"),
        ("a\r\nSet-Cookie: x.pdf", "a Set-Cookie: x.pdf"),
        ("facture\u202efdp.pdf", "facturefdp.pdf"),
        ("nul\0.pdf", "nul.pdf"),
        ("  .pdf  ", "pdf"),
        ("..", "document"),
        ("", "document"),
        ("dossier/", "document"),
        ("plan « v2 ».png", "plan « v2 ».png"),
    ],
)
def test_names_are_cleaned(given: str, shown: str) -> None:
    assert clean_name(given) == shown


def test_a_long_name_keeps_its_extension() -> None:
    name = clean_name("é" * 400 + ".pdf")
    assert len(name) == 150
    assert name.endswith("é.pdf")


def test_a_name_of_a_hundred_thousand_marks_is_cleaned_within_a_second() -> None:
    start = time.process_time()

    assert clean_name("a" + "\u0301\u0323" * 50_000 + ".pdf").endswith(".pdf")
    assert time.process_time() - start < 1


@pytest.mark.parametrize(
    ("name", "extension"),
    [("a.PDF", "pdf"), ("a.tar.gz", "gz"), ("a", ""), ("Note 1. Introduction", "")],
)
def test_extensions(name: str, extension: str) -> None:
    assert extension_of(name) == extension
