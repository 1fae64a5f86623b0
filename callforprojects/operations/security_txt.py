"""Whom to write to about a fault of security, as RFC 9116 has it, and until when it holds."""

from datetime import UTC, datetime, time, timedelta
from urllib.parse import quote

from callforprojects.core.outside.settings import Settings

PATH = "/.well-known/security.txt"


def security_txt(chosen: Settings) -> str | None:
    """The lines of the file, or None when the settings name nobody.

    `Canonical` is left out of a site without https, as RFC 9116 wants, and `Policy` when no address
    is set for it.
    """
    if chosen.security_contact is None:
        return None
    fields = {
        "Contact": _contact_uri(chosen.security_contact),
        "Expires": f"{_end(chosen):%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages": "fr, en",
        "Canonical": f"{chosen.public_url}{PATH}" if chosen.is_secure else None,
        "Policy": chosen.security_policy,
    }
    return "".join(f"{name}: {value}\n" for name, value in fields.items() if value)


def time_left(chosen: Settings, at: datetime) -> timedelta:
    """How long the file holds from that instant; below zero once it has expired."""
    return _end(chosen) - at


def _end(chosen: Settings) -> datetime:
    """The last second, in UTC, of the day in the settings, which check that there is one."""
    if chosen.security_expires is None:
        raise ValueError("a contact has a day until which it holds")
    return datetime.combine(chosen.security_expires, time(23, 59, 59), UTC)


def _contact_uri(contact: str) -> str:
    return contact if contact.startswith("https://") else f"mailto:{quote(contact, safe='@+')}"
