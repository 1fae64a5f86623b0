"""Asking a section or a question in some cases only."""

from collections.abc import Sequence

from callforprojects.core.data.visitors import Visitor
from callforprojects.core.text.errors import DomainError, Sentence
from callforprojects.core.text.i18n import _
from callforprojects.engines.conditions import (
    Condition,
    find_circle,
    mistakes_in,
    to_json,
)
from callforprojects.questionnaires import queries
from callforprojects.questionnaires.conditions import (
    catalogue_of,
    dependencies,
    facts_told_by,
    mistake_words,
    names_read,
    refer,
)
from callforprojects.questionnaires.conditions.parts import Part
from callforprojects.questionnaires.models import Revision, Section
from callforprojects.questionnaires.services.editing import changed_revision, draft_of_part


def set_condition(part: Part, condition: Condition | None, *, by: Visitor) -> None:
    """Ask a section or a question in this case only; always, without any.

    Raises ConflictError when the revision is published, DomainError when the condition makes no
    sense, or when what it asks would decide of itself.
    """
    revision = draft_of_part(part)
    if condition is not None:
        catalogue = catalogue_of(revision)
        for mistake in mistakes_in(condition, catalogue.kinds):
            raise DomainError(mistake_words(mistake, catalogue))
    before, part.condition = part.condition, None if condition is None else to_json(condition)
    circle = find_circle(dependencies(revision))
    if circle:
        part.condition = before
        raise DomainError(_said(circle, revision))
    names = frozenset[str]() if condition is None else names_read(condition)
    refer(part, revision.questionnaire_id, names)
    change = "section" if isinstance(part, Section) else "question"
    changed_revision(revision, f"{change}_condition", by)


def _said(circle: Sequence[str], revision: Revision) -> Sentence:
    """The way from a question back to itself, by the words of the questions."""
    labels = {
        fact: question.label
        for question in queries.questions_of(revision)
        for fact in facts_told_by(question)
    }
    path = " → ".join(str(_("“%(text)s”", text=labels[fact])) for fact in circle)
    return _("A question would decide of itself: %(path)s.", path=path)
