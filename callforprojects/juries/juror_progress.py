"""What jurors have done, as the features above juries tell it.

Juries know who may judge; reviews know what was judged. So a file already judged is never taken
back.
"""

import uuid

from callforprojects.core.data.feature import features

Pair = tuple[uuid.UUID, uuid.UUID]  # juror, application


def progress_of_jurors(round_id: uuid.UUID) -> dict[Pair, bool]:
    """What jurors of a call have begun (False) or handed in (True), of its filed applications."""
    sources = (feature.juror_progress for feature in features())
    return {
        pair: is_submitted
        for source in sources
        if source is not None
        for pair, is_submitted in source(round_id).items()
    }
