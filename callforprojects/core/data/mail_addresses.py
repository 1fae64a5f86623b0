"""What stands where the address of a closed account stood: nobody can be written to there."""

import uuid

_CLOSED = "@closed.invalid"  # RFC 2606: no such domain will ever be


def closed_address(identifier: uuid.UUID) -> str:
    """What stands where the address of a closed account stood."""
    return f"{identifier.hex}{_CLOSED}"


def is_closed(address: str) -> bool:
    """Whether it stands for the address of a closed account."""
    return address.endswith(_CLOSED)
