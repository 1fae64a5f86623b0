"""Where each page of a draft stands under the addresses of a feature, and who opens it."""

from collections.abc import Sequence

from flask import Blueprint

from callforprojects.core.web.access import requires
from callforprojects.questionnaires.mounting import Decorator, MountedPage, add_pages, page_in
from callforprojects.questionnaires.writing.drafts import Drafts

_PAGES: list[MountedPage] = []


def of_draft(address: str, *, methods: Sequence[str] = ("GET", "POST")) -> Decorator:
    """A page that shows the draft, after the address of its thing."""

    def gate(drafts: Drafts) -> Decorator:
        return requires(drafts.may_write, drafts.table, load=drafts.load)

    return page_in(_PAGES, f"/<uuid:{{argument}}>{address}", methods, gate)


def while_writing(address: str) -> Decorator:
    """An address to which a page sends what it holds while somebody writes."""

    def gate(drafts: Drafts) -> Decorator:
        return requires(drafts.may_write, drafts.table, load=drafts.load_to_save)

    return page_in(_PAGES, f"/<uuid:{{argument}}>{address}", ("POST",), gate)


def add_writing(blueprint: Blueprint, drafts: Drafts) -> None:
    """Put the pages of drafts under the addresses of a feature."""
    add_pages(blueprint, _PAGES, drafts)
