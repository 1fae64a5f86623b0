"""Turns rows of data into terms, and resolves every reference between them."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, TypeVar

from callforprojects.iso37101.source import Read, Row
from callforprojects.iso37101.terms import Amendment, Cell, Domain, Edition, Purpose, Term

T = TypeVar("T", bound=Term)

_AFFINITIES = (1, 2, 3)


class FrameError(ValueError):
    """The reference data contradict themselves; the sentence says where."""


def load_terms(
    kind: type[T], name: str, read: Read, **references: tuple[Term, ...]
) -> tuple[T, ...]:
    """Build the terms of one file, in its order.

    `references` gives, for each field that holds codes, the terms these codes stand for.
    Raises FrameError when a code is repeated or unknown, or when a field is missing.
    """
    terms: dict[str, T] = {}
    for row in read(name):
        where = f"{name}.json, {row.get('code')!r}"
        term = _build(kind, row, where, references)
        if term.code in terms:
            raise FrameError(f"{where}: this code is there twice.")
        terms[term.code] = term
    return tuple(terms.values())


def load_cells(
    purposes: tuple[Purpose, ...], domains: tuple[Domain, ...], read: Read
) -> tuple[Cell, ...]:
    """Build the cells, by domain then by purpose.

    Raises FrameError unless each purpose meets each domain exactly once.
    """
    found: dict[tuple[str, str], Cell] = {}
    for row in read("matrix"):
        where = f"matrix.json, '{row.get('purpose')}/{row.get('domain')}'"
        if row["affinity"] not in _AFFINITIES:
            raise FrameError(f"{where}: the affinity is {row['affinity']!r}, not 1, 2 or 3.")
        purpose = _find(purposes, row["purpose"], f"{where}, purpose")
        domain = _find(domains, row["domain"], f"{where}, domain")
        cell = Cell(**{**row, "purpose": purpose, "domain": domain})
        if cell.key in found:
            raise FrameError(f"{where}: this cell is there twice.")
        found[cell.key] = cell
    try:
        return tuple(found[purpose.code, domain.code] for domain in domains for purpose in purposes)
    except KeyError as missing:
        raise FrameError(f"matrix.json: the cell {missing} is missing.") from missing


def load_edition(read: Read) -> Edition:
    """Build the record of the edition of the standard."""
    row: Row = read("edition")
    amendments = tuple(Amendment(**amendment) for amendment in row["amendments"])
    published_on = date.fromisoformat(row["published_on"])
    return Edition(**{**row, "published_on": published_on, "amendments": amendments})


def _build(kind: type[T], row: Row, where: str, references: Mapping[str, tuple[Term, ...]]) -> T:
    values: dict[str, Any] = {
        field: tuple(v) if isinstance(v, list) else v for field, v in row.items()
    }
    for field, terms in references.items():
        values[field] = _resolve(row[field], terms, f"{where}, {field}")
    try:
        return kind(**values)
    except TypeError as error:
        raise FrameError(f"{where}: {error}.") from error


def _resolve(codes: Any, terms: tuple[Term, ...], where: str) -> Any:  # noqa: ANN401 - as JSON
    """Put terms in the place of codes: one code, a list of codes, or codes with weights."""
    if isinstance(codes, str):
        return _find(terms, codes, where)
    if not codes:
        raise FrameError(f"{where}: the list is empty.")
    found = tuple(_find(terms, code, where) for code in codes)
    if not isinstance(codes, dict):
        return found
    if not set(codes.values()) <= {1, 2, 3}:
        raise FrameError(f"{where}: a weight is not 1, 2 or 3.")
    return tuple(zip(found, codes.values(), strict=True))


def _find(terms: Iterable[T], code: str, where: str) -> T:
    for term in terms:
        if term.code == code:
            return term
    raise FrameError(f"{where}: nothing has the code {code!r}.")
