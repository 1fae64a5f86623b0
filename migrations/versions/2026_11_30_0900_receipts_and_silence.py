"""what receipts say: the service in charge, what organisations are in law, what silence means

Revision ID: c5a81e4d2f07
Revises: e27b90c4a1d6
Created: 2026-11-30 09:00:00.000000
"""

import calendar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import op

revision = "c5a81e4d2f07"
down_revision = "e27b90c4a1d6"
branch_labels = None
depends_on = None

NATURES = ("administration", "public_body", "association", "foundation", "company")
CONTACT = ("service", "contact_phone", "contact_address")
PARIS = ZoneInfo("Europe/Paris")
DECEMBER = 12
AT_ONCE = 500


def upgrade() -> None:
    """Receipts already given announced a refusal after two months: they go on saying so."""
    with op.batch_alter_table("call") as table:
        for name in CONTACT:
            table.add_column(sa.Column(name, sa.Text(), nullable=False, server_default=""))
    with op.batch_alter_table("call") as table:
        for name in CONTACT:
            table.alter_column(name, server_default=None)
    with op.batch_alter_table("organisation") as table:
        table.add_column(sa.Column("own_nature", sa.String(length=40), nullable=True))
        table.create_check_constraint("legal_nature", _one_of("own_nature", NATURES))
    op.create_table(
        "silence_rule",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("funder_id", sa.Uuid(), nullable=False),
        sa.Column("applicant_nature", sa.String(length=40), nullable=False),
        sa.Column("effect", sa.String(length=40), nullable=False),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.Column("counted_from", sa.String(length=40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            _one_of("applicant_nature", NATURES), name=op.f("ck_silence_rule_applicant_nature")
        ),
        sa.CheckConstraint(
            _one_of("effect", ("none", "refusal")), name=op.f("ck_silence_rule_silence_effect")
        ),
        sa.CheckConstraint(
            _one_of("counted_from", ("receipt", "closing")),
            name=op.f("ck_silence_rule_silence_start"),
        ),
        sa.CheckConstraint(
            "months BETWEEN 1 AND 12", name=op.f("ck_silence_rule_months_in_bounds")
        ),
        sa.ForeignKeyConstraint(
            ["funder_id"],
            ["organisation.id"],
            name=op.f("fk_silence_rule_funder_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_silence_rule")),
        sa.UniqueConstraint(
            "funder_id", "applicant_nature", name=op.f("uq_silence_rule_funder_id_applicant_nature")
        ),
    )
    op.create_index(op.f("ix_silence_rule_funder_id"), "silence_rule", ["funder_id"])
    with op.batch_alter_table("submission") as table:
        table.add_column(sa.Column("refusal_on", sa.Date(), nullable=True))
        table.add_column(sa.Column("silence_text", sa.Text(), nullable=False, server_default=""))
    with op.batch_alter_table("submission") as table:
        table.alter_column("silence_text", server_default=None)
    _say_again_what_was_said(op.get_bind())


def downgrade() -> None:
    """The receipts compute their day again."""
    with op.batch_alter_table("submission") as table:
        table.drop_column("silence_text")
        table.drop_column("refusal_on")
    op.drop_index(op.f("ix_silence_rule_funder_id"), table_name="silence_rule")
    op.drop_table("silence_rule")
    with op.batch_alter_table("organisation") as table:
        table.drop_constraint("legal_nature", type_="check")
        table.drop_column("own_nature")
    with op.batch_alter_table("call") as table:
        for name in reversed(CONTACT):
            table.drop_column(name)


def _say_again_what_was_said(bind: sa.Connection) -> None:
    """Two months after the receipt, from date to date in Paris, where money was asked for."""
    submission = sa.table(
        "submission",
        sa.column("id", sa.Uuid()),
        sa.column("application_id", sa.Uuid()),
        sa.column("submitted_at", sa.DateTime(timezone=True)),
        sa.column("refusal_on", sa.Date()),
    )
    application = sa.table(
        "application",
        sa.column("id", sa.Uuid()),
        sa.column("call_id", sa.Uuid()),
        sa.column("requested_amount", sa.BigInteger()),
    )
    call = sa.table("call", sa.column("id", sa.Uuid()), sa.column("kind", sa.Text()))
    told = (
        sa.select(submission.c.id, submission.c.submitted_at)
        .join(application, application.c.id == submission.c.application_id)
        .join(call, call.c.id == application.c.call_id)
        .where(sa.or_(call.c.kind == "aap", application.c.requested_amount.is_not(None)))
    )
    days = [{"one": row.id, "day": _two_months_after(row.submitted_at)} for row in bind.execute(told)]
    change = (
        sa.update(submission)
        .where(submission.c.id == sa.bindparam("one"))
        .values(refusal_on=sa.bindparam("day"))
    )
    for start in range(0, len(days), AT_ONCE):
        bind.execute(change, days[start : start + AT_ONCE])


def _two_months_after(at: datetime) -> date:
    received = (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(PARIS).date()
    month = received.month + 2
    year, month = received.year + (month > DECEMBER), (month - 1) % DECEMBER + 1
    return date(year, month, min(received.day, calendar.monthrange(year, month)[1]))


def _one_of(column: str, values: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(value) for value in values)})"
