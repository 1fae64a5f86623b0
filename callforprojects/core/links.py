"""Addresses in mails and documents: made from the settings, never from a request's Host header."""

from urllib.parse import urlsplit

from flask import current_app, request

from callforprojects.core.settings import settings


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
    """Where to go after signing in: `?next=`, when it is a path of this site."""
    return inside(request.args.get("next", ""), default)
