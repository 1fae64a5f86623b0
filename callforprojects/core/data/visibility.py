"""Who may know that a thing exists: one rule a kind of thing, asked by pages, queries and mails.

Features declare them (`declarations.Visibility`).
"""

import uuid
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from callforprojects.core.data.database import Model
from callforprojects.core.data.declarations import Visibility
from callforprojects.core.data.feature import features

if TYPE_CHECKING:
    from callforprojects.core.data.visitors import Visitor


def may_be_notified_of(visitor: "Visitor", kind: str | None, identifier: uuid.UUID | None) -> bool:
    """Whether a mail about a thing may leave for them."""
    if not is_hidden(visitor, kind, identifier):
        return True
    knows = [rule.known_otherwise for rule in _rules_of(kind) if rule.known_otherwise]
    return any(is_known(visitor, identifier) for is_known in knows)


def is_visible(visitor: "Visitor", thing: Model) -> bool:
    """Whether they may know of it. What has no rule is no secret: only opening it is refused."""
    rules = [rule.may_know for rule in _rules_of(thing.__tablename__) if rule.may_know]
    return all(may_know(visitor, thing) for may_know in rules)


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
        rules
        for feature in features()
        for subject, rules in feature.visibility_rules.items()
        if subject.__tablename__ == kind
    ]
