"""calls: what the public is told has versions; applications and submissions name what they are of

Revision ID: d4a86f1be920
Revises: 0c8f5be2a671
Created: 2026-12-01 02:20:00.000000
"""

import hashlib
import json
import uuid
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "d4a86f1be920"
down_revision = "0c8f5be2a671"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
INSTANT = sa.DateTime(timezone=True)
TEXTS = ("reference", "kind", "language", "edition", "title", "summary", "description", "note")
LISTS = ("territory_types", "areas", "scales", "phases")
DATES = ("opens_at", "questions_until", "closes_at")


def _table(name: str, /, **types: Any) -> sa.TableClause:  # noqa: ANN401  # a type, or its class
    return sa.table(name, *(sa.column(key, kind) for key, kind in types.items()))


CALL = _table(
    "call",
    id=sa.Uuid(),
    status=sa.Text(),
    funder_id=sa.Uuid(),
    questionnaire_id=sa.Uuid(),
    **dict.fromkeys((*TEXTS, "cancellation_reason"), sa.Text()),
    **dict.fromkeys(LISTS, JSON),
    **dict.fromkeys((*DATES, "published_at", "cancelled_at"), INSTANT),
    **dict.fromkeys(("service", "contact_email", "contact_phone", "contact_address"), sa.Text()),
    results_expected_on=sa.Date(),
    envelope=sa.BigInteger(),
    ceiling=sa.BigInteger(),
    rate=sa.Numeric(5, 2),
)
ORGANISATION = _table(
    "organisation",
    id=sa.Uuid(),
    **dict.fromkeys(("name", "contact_email", "contact_phone", "postal_address"), sa.Text()),
)
CO_FUNDER = _table("call_co_funder", call_id=sa.Uuid(), organisation_id=sa.Uuid())
EXPECTATION = _table(
    "expectation", call_id=sa.Uuid(), purpose=sa.Text(), domain=sa.Text(), level=sa.Integer()
)
POSTPONEMENT = _table(
    "call_postponement",
    id=sa.Uuid(),
    call_id=sa.Uuid(),
    created_at=INSTANT,
    previous_closes_at=INSTANT,
    closes_at=INSTANT,
    reason=sa.Text(),
)
REVISION = _table(
    "questionnaire_revision", id=sa.Uuid(), questionnaire_id=sa.Uuid(), number=sa.Integer()
)
SECTION = _table(
    "questionnaire_section",
    id=sa.Uuid(),
    revision_id=sa.Uuid(),
    position=sa.Integer(),
    title=sa.Text(),
    help=sa.Text(),
)
QUESTION = _table(
    "question",
    section_id=sa.Uuid(),
    position=sa.Integer(),
    stable_id=sa.Uuid(),
    **dict.fromkeys(("key", "type", "label", "help", "stands_for"), sa.Text()),
    **dict.fromkeys(("is_required", "is_confidential"), sa.Boolean()),
    **dict.fromkeys(("settings", "purposes", "domains"), JSON),
)
THRESHOLD = {"threshold": sa.Integer(), "threshold_on": sa.Text()}
GRID = _table("grid_version", id=sa.Uuid(), call_id=sa.Uuid(), number=sa.Integer(), **THRESHOLD)
GROUP = _table(
    "criterion_group",
    id=sa.Uuid(),
    grid_version_id=sa.Uuid(),
    stable_id=sa.Uuid(),
    position=sa.Integer(),
    title=sa.Text(),
    **THRESHOLD,
)
CRITERION = _table(
    "criterion",
    grid_version_id=sa.Uuid(),
    position=sa.Integer(),
    stable_id=sa.Uuid(),
    group_id=sa.Uuid(),
    **dict.fromkeys(("title", "guidance", "counts_as"), sa.Text()),
    **dict.fromkeys(("weight", "scale_min", "scale_max", "scale_step"), sa.Integer()),
    **dict.fromkeys(("descriptors", "words", "purposes", "domains", "question_keys"), JSON),
    **THRESHOLD,
)
VERSION = _table(
    "call_version",
    id=sa.Uuid(),
    created_at=INSTANT,
    updated_at=INSTANT,
    call_id=sa.Uuid(),
    number=sa.Integer(),
    text=sa.Text(),
    sha256=sa.Text(),
    published_at=INSTANT,
)
APPLICATION = _table(
    "application", id=sa.Uuid(), call_id=sa.Uuid(), status=sa.Text(), call_version_id=sa.Uuid()
)
SUBMISSION = _table("submission", application_id=sa.Uuid(), grid_version_id=sa.Uuid())

_NAMING = (
    ("application", "call_version_id", "call_version"),
    ("submission", "grid_version_id", "grid_version"),
)


def upgrade() -> None:
    """Each published call gets version 1, of what it says now: nothing older is known of it.

    The same rows give the same text, and an identifier made of that of the call.
    """
    op.create_table(
        "call_version",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("published_at", INSTANT, nullable=False),
        sa.CheckConstraint("number >= 1", name=op.f("ck_call_version_counted_from_one")),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_call_version_call_id_call")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_version")),
        sa.UniqueConstraint("call_id", "number", name=op.f("uq_call_version_call_id_number")),
    )
    op.create_index(op.f("ix_call_version_call_id"), "call_version", ["call_id"])
    for table, column, _owner in _NAMING:
        op.add_column(table, sa.Column(column, sa.Uuid(), nullable=True))
    published = sa.select(CALL).where(CALL.c.status != "draft").order_by(CALL.c.id)
    for call in op.get_bind().execute(published).all():
        op.execute(VERSION.insert().values(**_version(call)))
    _name_versions()
    for table, column, owner in _NAMING:
        with op.batch_alter_table(table) as batch:
            batch.create_foreign_key(op.f(f"fk_{table}_{column}_{owner}"), owner, [column], ["id"])
            batch.create_index(op.f(f"ix_{table}_{column}"), [column])


def downgrade() -> None:
    """The versions go. Coming back gives each call its first, of what it says then."""
    for table, column, owner in _NAMING:
        with op.batch_alter_table(table) as batch:
            batch.drop_index(op.f(f"ix_{table}_{column}"))
            batch.drop_constraint(op.f(f"fk_{table}_{column}_{owner}"), type_="foreignkey")
            batch.drop_column(column)
    op.drop_index(op.f("ix_call_version_call_id"), table_name="call_version")
    op.drop_table("call_version")


def _name_versions() -> None:
    """What was filed until now was filed under the only version that there is."""
    first = sa.select(VERSION.c.id).where(VERSION.c.call_id == APPLICATION.c.call_id)
    op.execute(
        APPLICATION.update()
        .where(APPLICATION.c.status != "draft")
        .values(call_version_id=first.scalar_subquery())
    )
    grid = (
        sa.select(GRID.c.id)
        .join(APPLICATION, APPLICATION.c.call_id == GRID.c.call_id)
        .where(APPLICATION.c.id == SUBMISSION.c.application_id)
        .order_by(GRID.c.number.desc())
        .limit(1)
    )
    op.execute(SUBMISSION.update().values(grid_version_id=grid.scalar_subquery()))


def _version(call: Any) -> dict[str, Any]:  # noqa: ANN401  # a row
    text = json.dumps(_content(call), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return {
        "id": uuid.uuid5(call.id, "call_version 1"),
        "created_at": call.published_at,
        "updated_at": call.published_at,
        "call_id": call.id,
        "number": 1,
        "text": text,
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
        "published_at": call.published_at,
    }


def _content(call: Any) -> dict[str, Any]:  # noqa: ANN401
    """As calls/queries/versions.py makes it at this revision."""
    funder, *others = _funders(call)
    return {
        "format": 1,
        "id": str(call.id),
        **{name: getattr(call, name) for name in (*TEXTS, "cancellation_reason", *LISTS)},
        "funder": {"id": str(funder.id), "name": funder.name},
        "co_funders": [{"id": str(other.id), "name": other.name} for other in others],
        "contact": {
            "service": call.service,
            "email": call.contact_email or funder.contact_email,
            "phone": call.contact_phone or funder.contact_phone,
            "address": call.contact_address or funder.postal_address,
        },
        "cancelled_at": _written(call.cancelled_at),
        "envelope_cents": call.envelope,
        "ceiling_cents": call.ceiling,
        "rate_hundredths": None if call.rate is None else int(call.rate * 100),
        "expectations": sorted(
            (
                _plain(row, "purpose", "domain", "level")
                for row in _rows(sa.select(EXPECTATION).where(EXPECTATION.c.call_id == call.id))
            ),
            key=lambda cell: (cell["purpose"], cell["domain"]),
        ),
        "rounds": [_round(call)],
        "grid": _grid(call.id),
    }


def _funders(call: Any) -> list[Any]:  # noqa: ANN401
    others = sa.select(CO_FUNDER.c.organisation_id).where(CO_FUNDER.c.call_id == call.id)
    return _rows(
        sa.select(ORGANISATION)
        .where(sa.or_(ORGANISATION.c.id == call.funder_id, ORGANISATION.c.id.in_(others)))
        .order_by(ORGANISATION.c.id != call.funder_id, ORGANISATION.c.id)
    )


def _round(call: Any) -> dict[str, Any]:  # noqa: ANN401
    postponements = (
        sa.select(POSTPONEMENT)
        .where(POSTPONEMENT.c.call_id == call.id)
        .order_by(POSTPONEMENT.c.created_at, POSTPONEMENT.c.id)
    )
    return {
        "position": 1,
        **{name: _written(getattr(call, name)) for name in (*DATES, "results_expected_on")},
        "postponements": [
            {
                "previous_closes_at": _written(row.previous_closes_at),
                "closes_at": _written(row.closes_at),
                "reason": row.reason,
            }
            for row in _rows(postponements)
        ],
        "questionnaire": _questionnaire(call.questionnaire_id),
    }


def _questionnaire(questionnaire_id: uuid.UUID) -> dict[str, Any]:
    revision_id = op.get_bind().scalar(
        sa.select(REVISION.c.id)
        .where(REVISION.c.questionnaire_id == questionnaire_id)
        .order_by(REVISION.c.number.desc())
        .limit(1)
    )
    sections = sa.select(SECTION).where(SECTION.c.revision_id == revision_id)
    return {
        "revision_id": str(revision_id),
        "sections": [
            {
                "title": section.title,
                "help": section.help,
                "questions": [_question(row) for row in _questions(section.id)],
            }
            for section in _rows(sections.order_by(SECTION.c.position))
        ],
    }


def _questions(section_id: uuid.UUID) -> list[Any]:
    found = sa.select(QUESTION).where(QUESTION.c.section_id == section_id)
    return _rows(found.order_by(QUESTION.c.position))


def _question(row: Any) -> dict[str, Any]:  # noqa: ANN401
    return {
        "stable_id": str(row.stable_id),
        "required": row.is_required,
        "confidential": row.is_confidential,
        **_plain(row, "key", "type", "label", "help", "stands_for"),
        **_plain(row, "settings", "purposes", "domains"),
    }


def _grid(call_id: uuid.UUID) -> dict[str, Any] | None:
    grids = sa.select(GRID).where(GRID.c.call_id == call_id)
    grid = op.get_bind().execute(grids.order_by(GRID.c.number.desc()).limit(1)).first()
    if grid is None:
        return None
    groups = sa.select(GROUP).where(GROUP.c.grid_version_id == grid.id)
    found = _rows(groups.order_by(GROUP.c.position))
    stable_ids = {None: None} | {group.id: str(group.stable_id) for group in found}
    criteria = sa.select(CRITERION).where(CRITERION.c.grid_version_id == grid.id)
    return {
        **_plain(grid, *THRESHOLD),
        "groups": [
            {"stable_id": stable_ids[group.id], **_plain(group, "title", *THRESHOLD)}
            for group in found
        ],
        "criteria": [
            {
                "stable_id": str(row.stable_id),
                "group": stable_ids[row.group_id],
                **_plain(row, "title", "guidance", "descriptors", "words", "counts_as"),
                **_plain(row, "weight", "scale_min", "scale_max", "scale_step", *THRESHOLD),
                **_plain(row, "purposes", "domains", "question_keys"),
            }
            for row in _rows(criteria.order_by(CRITERION.c.position))
        ],
    }


def _rows(query: sa.Select[Any]) -> list[Any]:
    return list(op.get_bind().execute(query).all())


def _plain(row: Any, *names: str) -> dict[str, Any]:  # noqa: ANN401
    return {name: getattr(row, name) for name in names}


def _written(moment: date | None) -> str | None:
    """SQLite gives instants without their zone, which is UTC."""
    if not isinstance(moment, datetime):
        return None if moment is None else moment.isoformat()
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return aware.astimezone(UTC).isoformat()
