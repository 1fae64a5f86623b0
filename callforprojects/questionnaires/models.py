"""Questionnaires and their revisions, and the answers given to one of them."""

import uuid
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from callforprojects.core.data.database import JSON_TYPE, Model, choices
from callforprojects.core.data.identifiers import uuid7
from callforprojects.core.data.versions import Versioned
from callforprojects.core.text.i18n import pgettext
from callforprojects.core.text.labels import LabelledEnum
from callforprojects.iso37101.profile import Profile


class QuestionType(LabelledEnum):
    SHORT_TEXT = "short_text", pgettext("question", "Short text")
    LONG_TEXT = "long_text", pgettext("question", "Long text")
    INTEGER = "integer", pgettext("question", "Whole number")
    DECIMAL = "decimal", pgettext("question", "Decimal number")
    MONEY = "money", pgettext("question", "Amount in euros")
    PERCENTAGE = "percentage", pgettext("question", "Percentage")
    DATE = "date", pgettext("question", "Date")
    INSTANT = "instant", pgettext("question", "Date and time")
    YES_NO = "yes_no", pgettext("question", "Yes or no")
    CHOICE = "choice", pgettext("question", "One choice")
    CHOICES = "choices", pgettext("question", "Several choices")
    TERRITORY = "territory", pgettext("question", "Territory")
    SIREN = "siren", pgettext("question", "SIREN number")
    SIRET = "siret", pgettext("question", "SIRET number")
    RNA = "rna", pgettext("question", "RNA number of an association")
    IBAN = "iban", pgettext("question", "IBAN")
    EMAIL = "email", pgettext("question", "E-mail address")
    PHONE = "phone", pgettext("question", "Phone number")
    URL = "url", pgettext("question", "Web address")
    FILE = "file", pgettext("question", "File")
    MATRIX = "matrix", pgettext("question", "Matrix of purposes and domains")


class RevisionStatus(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"


REVISION_MOVES = {RevisionStatus.DRAFT: {RevisionStatus.PUBLISHED}}


class Questionnaire(Model):
    """What is asked; its wording lives in revisions."""

    __tablename__ = "questionnaire"

    title: Mapped[str]

    revisions: Mapped[list["Revision"]] = relationship(
        lazy="raise_on_sql", back_populates="questionnaire", order_by="Revision.number"
    )


class Revision(Versioned, Model):
    """One wording of a questionnaire. A published one never changes."""

    __tablename__ = "questionnaire_revision"
    __table_args__ = (
        UniqueConstraint("questionnaire_id", "number"),
        CheckConstraint(
            "(status = 'published') = (published_at IS NOT NULL)", name="published_when_dated"
        ),
    )

    questionnaire_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("questionnaire.id", ondelete="CASCADE"), index=True
    )
    number: Mapped[int] = mapped_column(default=1)
    status: Mapped[RevisionStatus] = mapped_column(
        choices(RevisionStatus, name="revision_status"), default=RevisionStatus.DRAFT
    )
    published_at: Mapped[datetime | None]

    questionnaire: Mapped[Questionnaire] = relationship(
        lazy="raise_on_sql", back_populates="revisions"
    )
    sections: Mapped[list["Section"]] = relationship(
        lazy="raise_on_sql",
        back_populates="revision",
        order_by="Section.position",
        cascade="all, delete-orphan",
    )


class Section(Model):
    """A page of the questionnaire.

    `condition` says when it is asked (JSON of `engines.conditions`); without one, always.
    """

    __tablename__ = "questionnaire_section"

    revision_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("questionnaire_revision.id", ondelete="CASCADE"), index=True
    )
    position: Mapped[int]
    title: Mapped[str]
    help: Mapped[str] = mapped_column(default="")
    condition: Mapped[dict[str, Any] | None]

    revision: Mapped[Revision] = relationship(lazy="raise_on_sql", back_populates="sections")
    questions: Mapped[list["Question"]] = relationship(
        lazy="raise_on_sql",
        back_populates="section",
        order_by="Question.position",
        cascade="all, delete-orphan",
    )


class Question(Model):
    """One question. `stable_id` stays the same across revisions: answers point to it.

    `key` is its short name in snapshots and exports. `stands_for` says that its answer is also a
    fact of the project (`conditions.STOOD_FOR`: title, total_cost…). The answer to one that
    `is_confidential` is for the funder only. `condition`: when it is asked, as of a section, whose
    own condition holds too. `settings` holds what its type needs: `max_words`, `max_length`,
    `minimum`, `maximum`, `options` (`[{"value", "label"}]`), `max_cells`, `types` (of file).
    """

    __tablename__ = "question"

    section_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("questionnaire_section.id", ondelete="CASCADE"), index=True
    )
    stable_id: Mapped[uuid.UUID] = mapped_column(default=uuid7, index=True)
    position: Mapped[int]
    key: Mapped[str]
    type: Mapped[QuestionType] = mapped_column(choices(QuestionType, name="question_type"))
    label: Mapped[str]
    help: Mapped[str] = mapped_column(default="")
    is_required: Mapped[bool] = mapped_column(default=False)
    is_confidential: Mapped[bool] = mapped_column(default=False)
    stands_for: Mapped[str | None]
    condition: Mapped[dict[str, Any] | None]
    settings: Mapped[dict[str, Any]] = mapped_column(default=dict)
    purposes: Mapped[list[str]] = mapped_column(default=list)
    domains: Mapped[list[str]] = mapped_column(default=list)

    section: Mapped[Section] = relationship(lazy="raise_on_sql", back_populates="questions")


class ConditionReference(Model):
    """A condition reads a fact of a questionnaire: what is referred to is not removed unseen.

    The condition is that of the row `owner_id` of `owner_table`: a section or a question of one of
    its revisions, or something of a feature above, which says what it is (`condition_owners`).
    """

    __tablename__ = "condition_reference"
    __table_args__ = (UniqueConstraint("owner_id", "questionnaire_id", "fact"),)

    owner_table: Mapped[str]
    owner_id: Mapped[uuid.UUID]
    questionnaire_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("questionnaire.id", ondelete="CASCADE"), index=True
    )
    fact: Mapped[str]


class AnswerSet(Model):
    """Answers to one revision, given together."""

    __tablename__ = "answer_set"

    revision_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("questionnaire_revision.id"), index=True
    )

    revision: Mapped[Revision] = relationship(lazy="raise_on_sql")
    answers: Mapped[list["Answer"]] = relationship(
        lazy="raise_on_sql", back_populates="answer_set", cascade="all, delete-orphan"
    )
    claims: Mapped[list["MatrixClaim"]] = relationship(
        lazy="raise_on_sql", cascade="all, delete-orphan"
    )

    @property
    def claimed_profile(self) -> Profile:
        """What the project claims, cell by cell (`claims` must be loaded)."""
        return Profile.from_cells((c.purpose, c.domain, c.level) for c in self.claims)


class Answer(Versioned, Model):
    """The answer to one question. A draft keeps what was typed even when it is not valid.

    `value` is the clean value in JSON (None when there is none), `raw_text` the text as it came
    when it could not be read.
    """

    __tablename__ = "answer"
    __table_args__ = (UniqueConstraint("answer_set_id", "question_stable_id", "row"),)

    answer_set_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("answer_set.id", ondelete="CASCADE"), index=True
    )
    question_stable_id: Mapped[uuid.UUID] = mapped_column(index=True)
    row: Mapped[int] = mapped_column(default=0)
    value: Mapped[Any | None] = mapped_column(JSON_TYPE)
    raw_text: Mapped[str | None] = mapped_column("typed")
    author_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user.id"), index=True)

    answer_set: Mapped[AnswerSet] = relationship(lazy="raise_on_sql", back_populates="answers")


class MatrixClaim(Model):
    """A cell that a project claims: projected from the matrix answer, so that SQL can count it."""

    __tablename__ = "matrix_claim"
    __table_args__ = (
        UniqueConstraint("answer_set_id", "purpose", "domain"),
        CheckConstraint("level BETWEEN -1 AND 3", name="level_in_scale"),
    )

    answer_set_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("answer_set.id", ondelete="CASCADE"), index=True
    )
    purpose: Mapped[str]
    domain: Mapped[str]
    level: Mapped[int]
    argument: Mapped[str] = mapped_column(default="")
