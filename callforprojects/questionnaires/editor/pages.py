"""Where each page of the editor stands under the addresses of a feature, and who opens it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import joinedload, selectinload

from callforprojects.core.web.access import requires, requires_of_owner
from callforprojects.questionnaires.editor.owners import Owned, Owners
from callforprojects.questionnaires.models import Question, Revision, Section

View = Callable[..., ResponseReturnValue]
Decorator = Callable[[View], View]

_OF_SECTION = (
    joinedload(Section.revision).joinedload(Revision.questionnaire),
    selectinload(Section.questions),
)
_OF_QUESTION = (
    joinedload(Question.section).joinedload(Section.revision).joinedload(Revision.questionnaire),
)


@dataclass(frozen=True, slots=True)
class _Page:
    """One page: its address, its view, and the gate that a feature puts before it."""

    address: str
    methods: Sequence[str]
    view: View
    gate: Callable[[Owners], Decorator]


_PAGES: list[_Page] = []


def of_thing(address: str, *, methods: Sequence[str] = ("GET",)) -> Decorator:
    """A page of the whole questionnaire, after the address of the thing that asks it."""

    def gate(owners: Owners) -> Decorator:
        return requires(owners.may_edit, owners.table, load=owners.load)

    return _page(f"/<uuid:{{argument}}>{address}", methods, gate)


def of_section(address: str, *, methods: Sequence[str] = ("GET", "POST")) -> Decorator:
    """A page of one section: its view gets the thing, then the section."""

    def gate(owners: Owners) -> Decorator:
        may = owners.may_edit
        return requires_of_owner(may, Section, owners.of_section, load=_OF_SECTION)

    return _page(f"/sections/<uuid:section_id>{address}", methods, gate)


def of_question(address: str, *, methods: Sequence[str] = ("GET", "POST")) -> Decorator:
    """A page of one question: its view gets the thing, then the question."""

    def gate(owners: Owners) -> Decorator:
        may = owners.may_edit
        return requires_of_owner(may, Question, owners.of_question, load=_OF_QUESTION)

    return _page(f"/questions/<uuid:question_id>{address}", methods, gate)


def add_editor(blueprint: Blueprint, owners: Owners) -> None:
    """Put the pages of the editor under the addresses of a feature, for what it owns."""
    for page in _PAGES:
        blueprint.add_url_rule(
            page.address.format(argument=owners.argument),
            endpoint=page.view.__name__,
            view_func=page.gate(owners)(partial(_opened, page.view, owners)),
            methods=page.methods,
        )


def _page(address: str, methods: Sequence[str], gate: Callable[[Owners], Decorator]) -> Decorator:
    def register(view: View) -> View:
        _PAGES.append(_Page(address, methods, view, gate))
        return view

    return register


def _opened(view: View, owners: Owners, *things: Any) -> ResponseReturnValue:  # noqa: ANN401
    """What the gate has loaded, as the views take it: the thing comes first."""
    *parts, thing = things
    return view(Owned(thing, owners), *parts)
