"""What the address of a list asks: its order, its filters, its columns, its page."""

import re
from dataclasses import replace
from typing import Any

from flask import abort, request

from callforprojects.core.tables import Table, TableState
from callforprojects.core.web.links import safe_next

_PAGE_NUMBER = re.compile(r"[0-9]{1,5}")  # beyond any list


def list_state_from_request(table: Table[Any]) -> TableState:
    """What the URL asks of a list, and where it leads."""
    state = table.state_of(request.args.to_dict(flat=False))
    return replace(state, next_path=safe_next(""))


def page_from_request() -> int:
    """The page number in the URL (`?page=3`); what is not a number is 404."""
    text = request.args.get("page", "1")
    number = int(text) if _PAGE_NUMBER.fullmatch(text) else 0
    if not number:
        abort(404)
    return number
