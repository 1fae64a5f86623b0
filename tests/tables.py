"""Tables as they are, for what a test reads or writes behind the back of their classes."""

import sqlalchemy as sa

from callforprojects.core.data.database import Model


def table_of(kind: type[Model]) -> sa.Table:
    return Model.metadata.tables[kind.__tablename__]
