"""Editing the draft of a questionnaire: what is published never changes."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import TypeVar

from callforprojects.activity.services import record
from callforprojects.core.data.clock import now
from callforprojects.core.data.life_cycle import transition
from callforprojects.core.data.visitors import Visitor
from callforprojects.core.text.cleaning import character_count
from callforprojects.core.text.errors import ConflictError, DomainError
from callforprojects.core.text.i18n import _
from callforprojects.iso37101.frame import frame
from callforprojects.questionnaires import queries
from callforprojects.questionnaires.models import (
    REVISION_MOVES,
    Question,
    Questionnaire,
    QuestionType,
    Revision,
    RevisionStatus,
    Section,
)
from callforprojects.questionnaires.services import referring
from callforprojects.questionnaires.services.details import QuestionDetails, SectionDetails
from callforprojects.questionnaires.types import type_of

_KEY_LENGTH = 40
_TITLE_LENGTH = 300

Item = TypeVar("Item", Section, Question)


def add_section(revision: Revision, details: SectionDetails, *, by: Visitor) -> Section:
    """Add a page at the end. Raises ConflictError when the revision is published."""
    revision = _draft(queries.whole_revision(revision.id))
    section = Section(position=len(revision.sections) + 1, questions=[])
    _fill_section(section, details)
    revision.sections.append(section)
    changed_revision(revision, "section_added", by)
    return section


def update_section(section: Section, details: SectionDetails, *, by: Visitor) -> None:
    """Change the heading of a page. Raises ConflictError when the revision is published."""
    revision = _draft(queries.whole_revision(section.revision_id))
    _fill_section(section, details)
    changed_revision(revision, "section_updated", by)


def move_section(section: Section, places: int, *, by: Visitor) -> None:
    """Move a page up (-1) or down (1). At the edge it stays where it is."""
    revision = _draft(queries.whole_revision(section.revision_id))
    _move(revision.sections, section, places)
    changed_revision(revision, "section_moved", by)


def remove_section(section: Section, *, by: Visitor) -> None:
    """Remove a page and its questions, except those that the program itself reads."""
    revision = _draft(queries.whole_revision(section.revision_id))
    leaving = referring.section_and_questions(section)
    referring.refuse_to_lose(leaving, revision)
    referring.forget_references(leaving, revision)
    revision.sections.remove(section)
    _renumber(revision.sections)
    changed_revision(revision, "section_removed", by)


def add_question(section: Section, details: QuestionDetails, *, by: Visitor) -> Question:
    """Add a question at the end of a page; its key is made from its label.

    Raises DomainError beside `label`, `type`, `settings` (or one setting), `purposes`, `domains`.
    """
    revision = _draft(queries.whole_revision(section.revision_id))
    question = Question(position=len(section.questions) + 1, type=details.type)
    _fill_question(question, details, revision)
    question.key = new_question_key(
        details.label, {known.key for known in queries.questions_of(revision)}
    )
    section.questions.append(question)
    changed_revision(revision, "question_added", by)
    return question


def update_question(question: Question, details: QuestionDetails, *, by: Visitor) -> None:
    """Change a question; its key and its stable identifier stay. Raises as `add_question`."""
    revision = _draft(queries.revision_of_section(question.section_id))
    referring.refuse_other_meaning(question, details, revision)
    _fill_question(question, details, revision)
    changed_revision(revision, "question_updated", by)


def move_question(question: Question, places: int, *, by: Visitor) -> None:
    """Move a question up (-1) or down (1) in its page. At the edge it stays where it is."""
    revision = _draft(queries.revision_of_section(question.section_id))
    _move(_section_of(question, revision).questions, question, places)
    changed_revision(revision, "question_moved", by)


def remove_question(question: Question, *, by: Visitor) -> None:
    """Remove a question, unless something reads its answer: the program itself, a condition."""
    revision = _draft(queries.revision_of_section(question.section_id))
    referring.refuse_to_lose([question], revision)
    referring.forget_references([question], revision)
    section = _section_of(question, revision)
    section.questions.remove(question)
    _renumber(section.questions)
    changed_revision(revision, "question_removed", by)


def publish_revision(questionnaire: Questionnaire, *, by: Visitor) -> Revision:
    """Freeze the latest revision. Raises DomainError when a page has no question."""
    revision = queries.revision_with_questions(questionnaire.id)
    if not revision.sections or not all(section.questions for section in revision.sections):
        raise DomainError(_("Each section needs a question. Add one, or remove the section."))
    transition(revision, "status", RevisionStatus.PUBLISHED, REVISION_MOVES)
    revision.published_at = now()
    record("questionnaire.published", questionnaire, by=by, number=revision.number)
    return revision


def new_question_key(label: str, taken: Iterable[str]) -> str:
    """A short name for a question: `Total cost (€)` is `total_cost`, then `total_cost_2`."""
    plain = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "_", plain)[:_KEY_LENGTH].strip("_") or "question"
    known, key, number = set(taken), stem, 2
    while key in known:
        key, number = f"{stem}_{number}", number + 1
    return key


def draft_of_part(part: Section | Question) -> Revision:
    """The draft that has a section or a question, wholly loaded. Raises ConflictError."""
    if isinstance(part, Section):
        return _draft(queries.whole_revision(part.revision_id))
    return _draft(queries.revision_of_section(part.section_id))


def _draft(revision: Revision) -> Revision:
    if revision.status is not RevisionStatus.DRAFT:
        raise ConflictError(_("This questionnaire is published: it can no longer change."))
    return revision


def _fill_section(section: Section, details: SectionDetails) -> None:
    section.title = _heading(details.title, "title")
    section.help = details.help.strip()


def _fill_question(question: Question, details: QuestionDetails, revision: Revision) -> None:
    question.label = _heading(details.label, "label")
    _refuse_second_matrix(question, details, revision)
    question.settings = type_of(details.type).clean_settings(details.settings)
    question.purposes = _codes(details.purposes, {p.code for p in frame().purposes}, "purposes")
    question.domains = _codes(details.domains, {d.code for d in frame().domains}, "domains")
    referring.stand_for(question, details, revision)
    question.type = details.type
    question.help = details.help.strip()
    question.is_required = details.is_required


def _heading(text: str, field: str) -> str:
    bare = text.strip()
    if not bare:
        raise DomainError(_("Enter a few words."), field=field)
    if character_count(bare) > _TITLE_LENGTH:
        raise DomainError(_("This is too long: 300 characters at most."), field=field)
    return bare


def _codes(given: Sequence[str], known: set[str], field: str) -> list[str]:
    if not known.issuperset(given):
        raise DomainError(_("Choose in the list."), field=field)
    return list(dict.fromkeys(given))


def _refuse_second_matrix(question: Question, details: QuestionDetails, revision: Revision) -> None:
    """Claims belong to the whole file: two matrices would contradict each other."""
    if details.type is not QuestionType.MATRIX:
        return
    for other in queries.questions_of(revision):
        if other is not question and other.type is QuestionType.MATRIX:
            raise DomainError(_("A questionnaire has one matrix at most."), field="type")


def _section_of(question: Question, revision: Revision) -> Section:
    return next(section for section in revision.sections if question in section.questions)


def _move(items: list[Item], item: Item, places: int) -> None:
    here = items.index(item)
    there = min(max(here + places, 0), len(items) - 1)
    items.insert(there, items.pop(here))
    _renumber(items)


def _renumber(items: Sequence[Item]) -> None:
    for position, item in enumerate(items, start=1):
        item.position = position


def changed_revision(revision: Revision, change: str, by: Visitor) -> None:
    """The revision's version moves with its parts: an older editor page is refused."""
    revision.updated_at = now()
    record("questionnaire.changed", revision.questionnaire, by=by, change=change)
