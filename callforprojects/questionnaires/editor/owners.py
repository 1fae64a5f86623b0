"""Whose questionnaire is edited: a feature above says it of its things that ask one."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for
from sqlalchemy.orm.interfaces import ORMOption

from callforprojects.core.data.database import Model
from callforprojects.core.data.visitors import Visitor
from callforprojects.core.text.errors import Sentence
from callforprojects.core.web.access import url_argument
from callforprojects.questionnaires.models import Question, Revision, Section


@dataclass(frozen=True, slots=True, kw_only=True)
class Layouts:
    """The templates of the feature around the pages of the editor.

    They say where one is and where one goes back; they know the thing under the name of its table.
    `step` is around the whole questionnaire, `page` around its preview and what has no form,
    `form` around a form.
    """

    step: str
    page: str
    form: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EditorWords:
    """What is said of an empty section, and above the preview."""

    no_question: Sentence
    preview: Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Owners:
    """The things of one table that ask a questionnaire each, and what their feature says of them.

    A row has a `questionnaire_id`, a `title`, a `language`, an `expected_profile`, and `is_draft`.
    `asking` finds the one that asks a questionnaire, by the identifier of this. `may_edit` is the
    rule of the whole editor; `load`, what the layouts show with one thing.
    `around` gives what the layout of the whole questionnaire shows besides; `zones` those that its
    conditions may name, by reference.
    """

    table: type[Model]
    asking: Callable[[uuid.UUID], Model | None]
    may_edit: Callable[[Visitor, Any], bool]
    layouts: Layouts
    words: EditorWords
    load: Sequence[ORMOption] = ()
    around: Callable[[Any, Revision], Mapping[str, object]]
    zones: Callable[[Any], Sequence[tuple[str, Sentence]]] = lambda _thing: ()

    @property
    def argument(self) -> str:
        """How the identifier of a thing is called in addresses."""
        return url_argument(self.table)

    def opened(self, thing: Any) -> "Owned":  # noqa: ANN401  # a row of the table
        """The questionnaire of one of them."""
        return Owned(thing, self)

    def of_section(self, section: Section) -> Model | None:
        """The thing that asks a section (its revision must be loaded)."""
        return self.asking(section.revision.questionnaire_id)

    def of_question(self, question: Question) -> Model | None:
        """The thing that asks a question (its section and revision must be loaded)."""
        return self.of_section(question.section)


@dataclass(frozen=True, slots=True)
class Owned:
    """The questionnaire of one thing, as the pages of the editor know it."""

    thing: Any
    owners: Owners

    @property
    def questionnaire_id(self) -> uuid.UUID:
        identifier: uuid.UUID = self.thing.questionnaire_id
        return identifier

    @property
    def words(self) -> EditorWords:
        """What the feature says in the editor."""
        return self.owners.words

    @property
    def home(self) -> str:
        """The address of the whole questionnaire, to which each page goes back."""
        return self.address_of("questionnaire")

    def address_of(self, page: str) -> str:
        """The address of a page of the whole questionnaire."""
        return url_for(f".{page}", **{self.owners.argument: self.thing.id})

    def around(self, revision: Revision) -> Mapping[str, object]:
        """What the layout of the whole questionnaire shows besides."""
        return self.owners.around(self.thing, revision)

    @property
    def zones(self) -> Sequence[tuple[str, Sentence]]:
        """Those that conditions may name."""
        return self.owners.zones(self.thing)

    @property
    def as_context(self) -> dict[str, object]:
        """What every template of the editor, and the layouts around it, are given."""
        return {
            "owned": self,
            "layouts": self.owners.layouts,
            self.owners.table.__tablename__: self.thing,
        }
