"""Who may read a document: whoever may read what it was joined to."""

from callforprojects.core.data.database import Model
from callforprojects.core.data.feature import features
from callforprojects.core.data.visitors import Visitor, rule


@rule
def read_documents(visitor: Visitor, thing: Model) -> bool:
    """Whether somebody reads the documents of a thing: one reader that says yes suffices.

    One of a kind without reader is read by nobody. What its readers ask of it must be loaded.
    """
    readers = [
        feature.readers[type(thing)] for feature in features() if type(thing) in feature.readers
    ]
    return any(may(visitor, thing) for may in readers)
