"""Whose answers are written: a feature above says it of its things that have a set of answers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from flask import url_for
from sqlalchemy.orm.interfaces import ORMOption

from callforprojects.core.data.database import Model
from callforprojects.core.data.visitors import Visitor
from callforprojects.core.web.access import url_argument
from callforprojects.files.services import StorageQuota
from callforprojects.iso37101.profile import Profile
from callforprojects.questionnaires.answering import Draft, Entry
from callforprojects.questionnaires.models import Section


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What the page of a section shows of the thing that the answers are given to.

    `closes_at`: until when it can be written, while it can. `expected` is set against the matrix.
    `quota`: how much documents may weigh, where the section asks for some.
    """

    closes_at: datetime | None
    expected: Profile
    quota: StorageQuota | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafts:
    """The things of one table that have a set of answers each, and what their feature says of them.

    `may_write` is the rule of all these pages; `load`, what the page of a section shows with one
    thing, `load_to_save`, what keeping an answer needs. `read_again` gives a thing anew after a
    rollback, with what `load` says. `save_section(thing, section, given, by=…)` and
    `save_answer(thing, key, fields, by=…)` are verbs of the feature: they refuse what it has to,
    and have it written by `questionnaires.saving`. `shown_beside(thing, key)` says, of the
    questions on the page of one, whether each is shown now. `list_page` lists the sections and
    `check_page` comes after the last one: names of views of the feature. `section_layout` is the
    template around.
    """

    table: type[Model]
    may_write: Callable[[Visitor, Any], bool]
    load: Sequence[ORMOption]
    load_to_save: Sequence[ORMOption]
    draft_of: Callable[[Any], Draft]
    read_again: Callable[[Any], Any]
    save_section: Callable[..., None]
    save_answer: Callable[..., Entry]
    shown_beside: Callable[[Any, str], Mapping[str, bool]]
    around: Callable[[Any, Section], Around]
    list_page: str
    check_page: str
    section_layout: str

    @property
    def argument(self) -> str:
        """How the identifier of a thing is called in addresses."""
        return url_argument(self.table)

    def opened(self, thing: Any) -> "OpenDraft":  # noqa: ANN401  # a row of the table
        """The draft of one of them."""
        return OpenDraft(thing, self)


@dataclass(frozen=True)
class OpenDraft:
    """The draft of one thing, as the pages of its sections know it."""

    thing: Any
    drafts: Drafts

    @cached_property
    def draft(self) -> Draft:
        return self.drafts.draft_of(self.thing)

    def again(self) -> "OpenDraft":
        """The same, read anew after a rollback."""
        return OpenDraft(self.drafts.read_again(self.thing), self.drafts)

    def address_of(self, page: str, **values: object) -> str:
        """The address of a page about this thing: one of these, or one of its feature."""
        arguments: dict[str, Any] = {self.drafts.argument: self.thing.id, **values}
        return url_for(f".{page}", **arguments)

    def as_context(self, section: Section) -> dict[str, object]:
        """What the page of a section, and the layout around it, are given."""
        return {
            "opened": self,
            "draft": self.draft,
            "around": self.drafts.around(self.thing, section),
            "section_layout": self.drafts.section_layout,
        }
