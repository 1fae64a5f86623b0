"""Who may know that a thing exists: one rule a kind of thing, asked by pages, queries and mails.

Features declare them (`visibility_rules.Visibility`).
"""

import uuid
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.orm import QueryableAttribute

from callforprojects.core.data.database import Model, db
from callforprojects.core.data.feature import features
from callforprojects.core.data.visibility_rules import Visibility

if TYPE_CHECKING:
    from callforprojects.core.data.visitors import Visitor


def may_read(visitor: "Visitor", thing: Model) -> bool:
    """Whether somebody reads a thing, and what is joined to it: its owners and its readers do.

    One of a kind that has neither is read by nobody. What their conditions ask must be loaded.
    """
    conditions = (
        condition
        for rule in _rules_of(thing.__tablename__)
        for condition in (rule.owners, rule.readers)
        if condition is not None
    )
    return any(condition.holds(visitor, thing) for condition in conditions)


def may_be_notified_of(visitor: "Visitor", kind: str | None, identifier: uuid.UUID | None) -> bool:
    """Whether a mail about a thing may leave for them: what is hidden is told to its owners."""
    if not is_hidden(visitor, kind, identifier):
        return True
    subject = next(subject for subject in _subjects() if subject.__tablename__ == kind)
    query = sa.select(subject.id).where(subject.id == identifier, _is_owned(visitor, subject))
    return db.session.scalar(query) is not None


def is_visible(visitor: "Visitor", thing: Model) -> bool:
    """Whether they may know of it. What has no rule is no secret: only opening it is refused."""
    rules = _rules_of(thing.__tablename__)
    known_to = [
        condition
        for rule in rules
        for condition in (rule.owners, None if rule.on_own_pages else rule.readers)
        if condition is not None
    ]
    if known_to and not any(condition.holds(visitor, thing) for condition in known_to):
        return False
    return all(rule.may_know(visitor, thing) for rule in rules if rule.may_know)


def find_hidden(visitor: "Visitor", subject: type[Model]) -> frozenset[uuid.UUID]:
    """The things of one table of which they must know nothing (ask `visitor.hidden`, read once)."""
    found: set[uuid.UUID] = set()
    for rule in _rules_of(subject.__tablename__):
        if rule.hidden is not None:
            found.update(rule.hidden(visitor))
        if rule.part_of is not None:
            whole, column = _whole_of(rule.part_of)
            if wholes := visitor.hidden(whole):
                found.update(db.session.scalars(sa.select(subject.id).where(column.in_(wholes))))
    return frozenset(found)


def is_hidden(visitor: "Visitor", kind: str | None, identifier: uuid.UUID | None) -> bool:
    """Whether a thing (its kind is the name of its table) is one that they must know nothing of."""
    subjects = [subject for subject in _subjects() if subject.__tablename__ == kind]
    return any(identifier in visitor.hidden(subject) for subject in subjects)


def visible_to(visitor: "Visitor", subject: type[Model]) -> sa.ColumnElement[bool]:
    """The same as the condition of a query of these things."""
    identifiers = visitor.hidden(subject)
    return subject.id.not_in(identifiers) if identifiers else sa.true()


def subject_visible_to(visitor: "Visitor", kind: Any, identifier: Any) -> sa.ColumnElement[bool]:  # noqa: ANN401  # two columns
    """The same for rows that are about things of any kind: a mail, a line of the activity."""
    of_hidden = [
        sa.and_(kind == name, identifier.in_(identifiers))
        for name, identifiers in all_hidden(visitor)
    ]
    if not of_hidden:
        return sa.true()
    return ~sa.func.coalesce(sa.or_(*of_hidden), sa.false())  # what is about nothing is shown


def all_hidden(
    visitor: "Visitor", *, but: type[Model] | None = None
) -> Iterator[tuple[str, Collection[uuid.UUID]]]:
    """The kind and the identifiers of all that they must know nothing of; not those of a table."""
    for subject in _subjects():
        if subject is not but and (found := visitor.hidden(subject)):
            yield subject.__tablename__, found


def _subjects() -> list[type[Model]]:
    """The tables that have rules, each once."""
    found = dict.fromkeys(subject for feature in features() for subject in feature.visibility_rules)
    return list(found)


def _rules_of(kind: str | None) -> list[Visibility]:
    return [
        rule
        for feature in features()
        for subject, rule in feature.visibility_rules.items()
        if subject.__tablename__ == kind
    ]


def _is_owned(visitor: "Visitor", subject: type[Model]) -> sa.ColumnElement[bool]:
    """The condition of the things of a table that are theirs, or a part of one that is."""
    owned: list[sa.ColumnElement[bool]] = [sa.false()]
    for rule in _rules_of(subject.__tablename__):
        if rule.owners is not None:
            owned.append(rule.owners.of_rows(visitor))
        if rule.part_of is not None:
            whole, column = _whole_of(rule.part_of)
            owned.append(column.in_(sa.select(whole.id).where(_is_owned(visitor, whole))))
    return sa.or_(*owned)


def _whole_of(part_of: QueryableAttribute[Any]) -> tuple[type[Model], Any]:
    """To which table the relationship of a part leads, and by which column."""
    (column,) = part_of.property.local_columns
    return part_of.property.mapper.class_, column
