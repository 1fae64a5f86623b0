"""Lists as spreadsheets write them and people paste them."""

import pytest

from callforprojects.core.tables.csv_reading import lines_of_list, text_of_list
from callforprojects.core.text.errors import DomainError

pytestmark = pytest.mark.unit
TEXT = "code;nom\r\n35238;Rennes\r\n29155;Île d’Ouessant\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_file_is_read_in_the_encodings_of_spreadsheets(encoding: str) -> None:
    assert text_of_list(TEXT.encode(encoding)) == TEXT


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(DomainError):
        text_of_list(b"PK\x03\x04\x14\x00\x06\x00")


@pytest.mark.parametrize(
    "text",
    [
        "35238;Rennes\n\n35288;Saint-Malo, la cité",
        '35238,Rennes\n\n35288,"Saint-Malo, la cité"\n',
        "35238\tRennes\n;\n35288\tSaint-Malo, la cité",
    ],
)
def test_lines_are_cut_at_the_separator_of_the_first_and_keep_their_number(text: str) -> None:
    lines = [(line.number, line.cells) for line in lines_of_list(text) if line.cells != (";",)]

    assert lines == [(1, ("35238", "Rennes")), (3, ("35288", "Saint-Malo, la cité"))]


def test_a_cell_of_two_lines_begins_on_the_first() -> None:
    lines = list(lines_of_list('code;note\n35238;"one\ntwo"\n35288;\n'))

    assert [(line.number, line.cells[0]) for line in lines] == [
        (1, "code"),
        (2, "35238"),
        (4, "35288"),
    ]


def test_a_quote_that_is_never_closed_is_refused_or_ends_with_the_list() -> None:
    with pytest.raises(DomainError):
        list(lines_of_list('a;"' + "x" * 200_000))
    assert [line.cells for line in lines_of_list('a;"b\nc')] == [("a", "b\nc")]


def test_nothing_has_no_line() -> None:
    assert list(lines_of_list(" \n;;\n")) == []
