"""Who reads which fact of a questionnaire: what is referred to is not removed unseen."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable

import sqlalchemy as sa

from callforprojects.core.data.database import Model, db
from callforprojects.core.data.feature import features
from callforprojects.core.text.errors import Sentence
from callforprojects.questionnaires.conditions.parts import (
    ConditionUse,
    condition_of,
    names_read,
    part_words,
    parts_of,
    uses_in,
)
from callforprojects.questionnaires.models import (
    ConditionReference,
    Question,
    Revision,
    Section,
)

_OWN_TABLES = (Section.__tablename__, Question.__tablename__)


def refer(owner: Model, questionnaire_id: uuid.UUID, facts: Collection[str]) -> None:
    """Say which facts of a questionnaire the conditions of a row read, in place of before.

    Zones that they name are said among them (`names_read`). With no fact, nothing is said any more:
    before the row is removed, or its condition.
    """
    db.session.flush()
    of_owner = ConditionReference.owner_id == owner.id
    of_questionnaire = ConditionReference.questionnaire_id == questionnaire_id
    db.session.execute(sa.delete(ConditionReference).where(of_owner, of_questionnaire))
    db.session.add_all(
        ConditionReference(
            owner_table=owner.__tablename__,
            owner_id=owner.id,
            questionnaire_id=questionnaire_id,
            fact=fact,
        )
        for fact in sorted(facts)
    )


def refer_in(revision: Revision) -> None:
    """Say so for all sections and questions of a revision that has just been made."""
    for part in parts_of(revision):
        condition = condition_of(part)
        if condition is not None:
            refer(part, revision.questionnaire_id, names_read(condition))


def uses_of(revision: Revision, facts: Collection[str]) -> list[ConditionUse]:
    """Whatever has a condition that reads one of these facts: here first, then in features above.

    The questions of `revision` must be loaded.
    """
    here = [use for use in uses_in(revision) if not use.facts.isdisjoint(facts)]
    return here + _uses_above(revision.questionnaire_id, facts)


def uses_of_zone(reference: str) -> list[Sentence]:
    """Whatever names a zone in a condition, in words: while anything does, it is not removed."""
    rows = db.session.execute(
        sa.select(ConditionReference.owner_table, ConditionReference.owner_id)
        .where(ConditionReference.fact == reference)
        .distinct()
    )
    owners: dict[str, set[uuid.UUID]] = defaultdict(set)
    for table, owner_id in rows:
        owners[table].add(owner_id)
    found: list[Sentence] = []
    if ids := owners.pop(Section.__tablename__, set()):
        sections = db.session.scalars(sa.select(Section).where(Section.id.in_(ids)))
        found += [part_words(section) for section in sections]
    if ids := owners.pop(Question.__tablename__, set()):
        questions = db.session.scalars(sa.select(Question).where(Question.id.in_(ids)))
        found += [part_words(question) for question in questions]
    above = (use for table, ids in sorted(owners.items()) for use in _described(table, ids))
    return found + [use.words for use in above]


def _uses_above(questionnaire_id: uuid.UUID, facts: Collection[str]) -> list[ConditionUse]:
    rows = db.session.execute(
        sa.select(ConditionReference.owner_table, ConditionReference.owner_id)
        .where(
            ConditionReference.questionnaire_id == questionnaire_id,
            ConditionReference.fact.in_(facts),
            ConditionReference.owner_table.not_in(_OWN_TABLES),
        )
        .distinct()
    )
    owners: dict[str, set[uuid.UUID]] = defaultdict(set)
    for table, owner_id in rows:
        owners[table].add(owner_id)
    return [use for table, ids in sorted(owners.items()) for use in _described(table, ids)]


def _described(table: str, ids: Collection[uuid.UUID]) -> Iterable[ConditionUse]:
    for feature in features():
        for model, describe in feature.condition_owners.items():
            if model.__tablename__ == table:
                yield from describe(ids)
