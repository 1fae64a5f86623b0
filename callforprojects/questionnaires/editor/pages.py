"""Where each page of the editor stands under the addresses of a feature, and who opens it."""

from collections.abc import Sequence

from flask import Blueprint
from sqlalchemy.orm import joinedload, selectinload

from callforprojects.core.web.access import requires, requires_of_owner
from callforprojects.questionnaires.editor.owners import Owners
from callforprojects.questionnaires.models import Question, Revision, Section
from callforprojects.questionnaires.mounting import Decorator, MountedPage, add_pages, page_in

_OF_SECTION = (
    joinedload(Section.revision).joinedload(Revision.questionnaire),
    selectinload(Section.questions),
)
_OF_QUESTION = (
    joinedload(Question.section).joinedload(Section.revision).joinedload(Revision.questionnaire),
)


_PAGES: list[MountedPage] = []


def of_thing(address: str, *, methods: Sequence[str] = ("GET",)) -> Decorator:
    """A page of the whole questionnaire, after the address of the thing that asks it."""

    def gate(owners: Owners) -> Decorator:
        return requires(owners.may_edit, owners.table, load=owners.load)

    return page_in(_PAGES, f"/<uuid:{{argument}}>{address}", methods, gate)


def of_section(address: str, *, methods: Sequence[str] = ("GET", "POST")) -> Decorator:
    """A page of one section: its view gets the thing, then the section."""

    def gate(owners: Owners) -> Decorator:
        may = owners.may_edit
        return requires_of_owner(may, Section, owners.of_section, load=_OF_SECTION)

    return page_in(_PAGES, f"/sections/<uuid:section_id>{address}", methods, gate)


def of_question(address: str, *, methods: Sequence[str] = ("GET", "POST")) -> Decorator:
    """A page of one question: its view gets the thing, then the question."""

    def gate(owners: Owners) -> Decorator:
        may = owners.may_edit
        return requires_of_owner(may, Question, owners.of_question, load=_OF_QUESTION)

    return page_in(_PAGES, f"/questions/<uuid:question_id>{address}", methods, gate)


def add_editor(blueprint: Blueprint, owners: Owners) -> None:
    """Put the pages of the editor under the addresses of a feature, for what it owns."""
    add_pages(blueprint, _PAGES, owners)
