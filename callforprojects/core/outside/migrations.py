"""How migrations are written and compared: plain SQLAlchemy, in the folder `migrations/`."""

from typing import Any

import sqlalchemy as sa
from flask_migrate import Migrate

from callforprojects import paths
from callforprojects.core.data.database import MoneyType, UTCDateTime


def render_item(kind: str, item: object, context: Any) -> str | bool:  # noqa: ANN401  # alembic's own type
    """Write our types in a migration as plain SQLAlchemy: migrations never import the program."""
    if kind != "type":
        return False
    if isinstance(item, UTCDateTime):
        return "sa.DateTime(timezone=True)"
    if isinstance(item, MoneyType):
        return "sa.BigInteger()"
    if isinstance(item, sa.JSON):
        context.imports.add("from sqlalchemy.dialects import postgresql")
        return "sa.JSON().with_variant(postgresql.JSONB(), 'postgresql')"
    return False


def compare_type(*arguments: object) -> bool | None:
    """Our decorators are the same column as what they are written as."""
    _context, _inspected, _metadata, _inspected_type, metadata_type = arguments
    if isinstance(metadata_type, UTCDateTime | MoneyType | sa.JSON | sa.Enum):
        return False
    return None


migrate = Migrate(
    directory=str(paths.MIGRATIONS),
    render_as_batch=True,
    render_item=render_item,
    compare_type=compare_type,
)
