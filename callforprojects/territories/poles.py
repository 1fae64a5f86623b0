"""Metropolitan poles: cooperations of EPCI (CGCT, art. L5731-1) which the files leave out."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pole:
    """A pole, the SIREN of its member EPCI, and the département of the largest of them."""

    code: str
    name: str
    members: tuple[str, ...]
    departement: str
    region: str


POLES = (
    Pole(
        code="nantes-saint-nazaire",
        name="Pôle métropolitain Nantes Saint-Nazaire",
        members=("244400404", "244400644"),
        departement="44",
        region="52",
    ),
)
