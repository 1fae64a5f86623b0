"""organisations are accredited: requests, codes, known domains

Revision ID: b7e15c0d93f4
Revises: e91c40b7d2f5
Created: 2026-11-30 15:00:00.000000
"""

import sqlalchemy as sa
from alembic import op

revision = "b7e15c0d93f4"
down_revision = "e91c40b7d2f5"
branch_labels = None
depends_on = None

STATUSES = ("pending", "granted", "refused")
PROOFS = ("known_domain", "code", "examined")
ONE_ACCREDITED = ("territory_id", "siret")
IS_ACCREDITED = sa.text("accredited_at IS NOT NULL")
IS_PENDING = sa.text("status = 'pending'")

ORGANISATION = sa.table(
    "organisation",
    sa.column("id", sa.Uuid()),
    sa.column("created_at", sa.DateTime(timezone=True)),
    sa.column("accredited_at", sa.DateTime(timezone=True)),
    sa.column("territory_id", sa.Text()),
    sa.column("siret", sa.Text()),
)


def upgrade() -> None:
    """All that are here have acted as what they are: they are accredited since they came."""
    with op.batch_alter_table("organisation") as table:
        table.add_column(sa.Column("accredited_at", sa.DateTime(timezone=True), nullable=True))
    op.execute(ORGANISATION.update().values(accredited_at=ORGANISATION.c.created_at))
    with op.batch_alter_table("organisation") as table:
        for column in ONE_ACCREDITED:
            table.drop_constraint(op.f(f"uq_organisation_{column}"), type_="unique")
        table.create_check_constraint(
            "funder_is_accredited", "kind != 'funder' OR accredited_at IS NOT NULL"
        )
        table.drop_index(op.f("ix_organisation_email_domain"))
        table.drop_column("email_domain")
    for column in ONE_ACCREDITED:
        op.create_index(op.f(f"ix_organisation_{column}"), "organisation", [column])
        op.create_index(
            f"uq_organisation_{column}_accredited",
            "organisation",
            [column],
            unique=True,
            sqlite_where=IS_ACCREDITED,
            postgresql_where=IS_ACCREDITED,
        )
    _create_requests()
    _create_known_domains()


def downgrade() -> None:
    """Those that wait stay, without the territory and the SIRET of which there is one each."""
    op.drop_table("known_domain")
    op.drop_table("accreditation_request")
    for column in ONE_ACCREDITED:
        op.drop_index(f"uq_organisation_{column}_accredited", table_name="organisation")
        op.drop_index(op.f(f"ix_organisation_{column}"), table_name="organisation")
    op.execute(
        ORGANISATION.update()
        .where(ORGANISATION.c.accredited_at.is_(None))
        .values(territory_id=None, siret=None)
    )
    with op.batch_alter_table("organisation") as table:
        table.drop_constraint("funder_is_accredited", type_="check")
        table.drop_column("accredited_at")
        table.add_column(sa.Column("email_domain", sa.Text(), nullable=False, server_default=""))
        for column in reversed(ONE_ACCREDITED):
            table.create_unique_constraint(op.f(f"uq_organisation_{column}"), [column])
    with op.batch_alter_table("organisation") as table:
        table.alter_column("email_domain", server_default=None)
        table.create_index(op.f("ix_organisation_email_domain"), ["email_domain"])


def _create_requests() -> None:
    name = "accreditation_request"
    op.create_table(
        name,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("proof", sa.String(length=40), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_by_id", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("code_hash", sa.Text(), nullable=True),
        sa.Column("code_sent_to", sa.Text(), nullable=False),
        sa.Column("code_register", sa.Text(), nullable=False),
        sa.Column("code_sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            _one_of("status", STATUSES), name=op.f("ck_accreditation_request_accreditation_status")
        ),
        sa.CheckConstraint(
            _one_of("proof", PROOFS), name=op.f("ck_accreditation_request_accreditation_proof")
        ),
        _key(name, "organisation_id", "organisation", ondelete="CASCADE"),
        _key(name, "user_id", "user", ondelete="CASCADE"),
        _key(name, "decided_by_id", "user"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accreditation_request")),
    )
    for column in ("organisation_id", "user_id", "decided_by_id"):
        op.create_index(op.f(f"ix_{name}_{column}"), name, [column])
    op.create_index(
        "uq_accreditation_request_pending",
        name,
        ["organisation_id"],
        unique=True,
        sqlite_where=IS_PENDING,
        postgresql_where=IS_PENDING,
    )


def _create_known_domains() -> None:
    op.create_table(
        "known_domain",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("siren", sa.Text(), nullable=False),
        sa.Column("domain", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("added_by_id", sa.Uuid(), nullable=True),
        _key("known_domain", "added_by_id", "user"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_known_domain")),
        sa.UniqueConstraint("siren", "domain", name=op.f("uq_known_domain_siren_domain")),
    )
    op.create_index(op.f("ix_known_domain_domain"), "known_domain", ["domain"])
    op.create_index(op.f("ix_known_domain_added_by_id"), "known_domain", ["added_by_id"])


def _key(table: str, column: str, to: str, ondelete: str | None = None) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{to}")
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=name, ondelete=ondelete)


def _one_of(column: str, values: tuple[str, ...]) -> str:
    listed = ", ".join(f"'{value}'" for value in values)
    return f"{column} IN ({listed})"
