"""telephones are kept in one form, each in its own plan of numbers

Revision ID: c4f0a92d17be
Revises: 4f0d2b9c71ae
Created: 2026-11-30 18:55:00.000000
"""

import re
from collections.abc import Callable

import phonenumbers
import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "c4f0a92d17be"
down_revision = "4f0d2b9c71ae"
branch_labels = None
depends_on = None

KEPT_BY = {"user": "phone", "organisation": "contact_phone", "call": "contact_phone"}
OVERSEAS = {
    "590": ("590", "690", "691"),
    "594": ("594", "694"),
    "596": ("596", "696", "697"),
    "262": ("262", "263", "269", "639", "692", "693"),
}
NUMBER = re.compile(r"(?P<number>\+?[0-9 .\-()]+?)(?: ext\. (?P<extension>[0-9]+))?")

ANSWER = sa.table(
    "answer",
    sa.column("id", sa.Uuid()),
    sa.column("answer_set_id", sa.Uuid()),
    sa.column("question_stable_id", sa.Uuid()),
    sa.column("value", sa.JSON().with_variant(postgresql.JSONB(), "postgresql")),
)
QUESTION = sa.table("question", sa.column("stable_id", sa.Uuid()), sa.column("type", sa.Text()))
APPLICATION = sa.table(
    "application", sa.column("id", sa.Uuid()), sa.column("answer_set_id", sa.Uuid())
)
SUBMISSION = sa.table("submission", sa.column("application_id", sa.Uuid()))


def upgrade() -> None:
    """`+33 4 92 20 00 00` becomes `+33492200000`, as answers are kept; `+33 692…` `+262692…`.

    What is no number stays as it is. Of the answers, those of applications that were never filed
    change: what was filed is what its snapshot says, and its answers go on saying the same.
    """
    _change(_networked)
    connection = op.get_bind()
    filed = sa.select(APPLICATION.c.answer_set_id).where(
        APPLICATION.c.id.in_(sa.select(SUBMISSION.c.application_id))
    )
    phones = sa.select(QUESTION.c.stable_id).where(QUESTION.c.type == "phone")
    drafted = sa.select(ANSWER.c.id, ANSWER.c.value).where(
        ANSWER.c.question_stable_id.in_(phones), ANSWER.c.answer_set_id.not_in(filed)
    )
    for identifier, value in connection.execute(drafted).all():
        if isinstance(value, str) and (kept := _networked(value)) != value:
            connection.execute(
                ANSWER.update().where(ANSWER.c.id == identifier).values(value=kept)
            )


def downgrade() -> None:
    """In groups again; each keeps the country code of its plan."""
    _change(_grouped)


def _change(rewritten: Callable[[str], str]) -> None:
    connection = op.get_bind()
    for name, column in KEPT_BY.items():
        table = sa.table(name, sa.column("id", sa.Uuid()), sa.column(column, sa.Text()))
        rows = connection.execute(sa.select(table.c.id, table.c[column]).where(table.c[column] != ""))
        for identifier, text in rows.all():
            if (kept := rewritten(text)) != text:
                connection.execute(
                    table.update().where(table.c.id == identifier).values({column: kept})
                )


def _networked(text: str) -> str:
    found = NUMBER.fullmatch(text)
    if found is None:
        return text
    digits = re.sub(r"[^0-9+]", "", found["number"])
    if re.fullmatch(r"0[1-9][0-9]{8}", digits):
        digits = f"+33{digits[1:]}"
    if not digits.startswith("+"):
        return text
    for code, firsts in OVERSEAS.items():
        if digits.startswith("+33") and len(digits) == 12 and digits[3:6] in firsts:
            digits = f"+{code}{digits[3:]}"
    return f"{digits};ext={found['extension']}" if found["extension"] else digits


def _grouped(text: str) -> str:
    try:
        number = phonenumbers.parse(text, None)
    except phonenumbers.NumberParseException:
        return text
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
