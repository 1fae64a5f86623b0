"""Addresses: those of mails and documents, and the one to which what somebody does here leads.

Those of mails are made from the settings, never from a request's Host header.
"""

from typing import Any
from urllib.parse import urlsplit

from flask import current_app, g, request, url_for

from callforprojects.core.outside.settings import settings


def absolute_url(endpoint: str, **values: object) -> str:
    """The public address of a page, for mails and feeds. Works outside a request too."""
    public = urlsplit(settings().public_url)
    adapter = current_app.url_map.bind(
        public.netloc, script_name=public.path or "/", url_scheme=public.scheme
    )
    return adapter.build(endpoint, values, force_external=True)


def inside(wanted: str, default: str) -> str:
    """A path of this site, or the default: nobody is sent to another site."""
    parts = urlsplit(wanted)
    is_path = wanted.startswith("/") and not wanted.startswith(("//", "/\\"))
    is_odd = "\\" in wanted or not wanted.isprintable()  # a line break would end the header
    if not is_path or parts.scheme or parts.netloc or is_odd:
        return default
    return wanted


def safe_next(default: str) -> str:
    """Where somebody wanted to go before they signed in, signed up or registered an organisation.

    It is what `lead_to` said, else `?next=`, when it is a path of this site; else the default.
    """
    return inside(g.get("next_path") or request.args.get("next", ""), default)


def lead_to(path: str) -> None:
    """Say where this page leads, when the link of a mail knows it and not its address."""
    g.next_path = path


def onward(endpoint: str, **values: Any) -> str:  # noqa: ANN401  # what an address holds
    """The address of a page that leads where this one does."""
    return url_for(endpoint, **values, next=safe_next("") or None)
