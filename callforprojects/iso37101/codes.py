"""The codes of the two axes and of their 72 cells, in the order of the frame."""

from callforprojects.iso37101.source import read

PURPOSE_CODES: tuple[str, ...] = tuple(row["code"] for row in read("purposes"))
DOMAIN_CODES: tuple[str, ...] = tuple(row["code"] for row in read("domains"))

#: (purpose, domain) of each cell: by domain (rows), then by purpose (columns).
CELL_CODES: tuple[tuple[str, str], ...] = tuple(
    (purpose, domain) for domain in DOMAIN_CODES for purpose in PURPOSE_CODES
)
#: The place of each cell in that order.
POSITIONS: dict[tuple[str, str], int] = {cell: place for place, cell in enumerate(CELL_CODES)}
