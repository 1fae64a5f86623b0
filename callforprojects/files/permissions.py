"""Who may read a document: whoever may read what it was joined to."""

from callforprojects.core.data.database import Model
from callforprojects.core.data.visibility import may_read
from callforprojects.core.data.visitors import Visitor, rule


@rule
def read_documents(visitor: Visitor, thing: Model) -> bool:
    """Whoever reads the thing; what its rule asks of it must be loaded."""
    return may_read(visitor, thing)
