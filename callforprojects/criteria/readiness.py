"""What a grid still misses before its call can be published."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from callforprojects.calls.models import Call
from callforprojects.core.data.declarations import DraftStep
from callforprojects.core.data.formats import points
from callforprojects.core.data.points import Points
from callforprojects.core.text.errors import Sentence
from callforprojects.core.text.i18n import _
from callforprojects.criteria.models import FULL_WEIGHT, Criterion
from callforprojects.criteria.queries import criteria_of
from callforprojects.engines.scoring import CountsAs
from callforprojects.questionnaires.models import Revision
from callforprojects.questionnaires.queries import questions_of

STEP = DraftStep(
    key="criteria",
    endpoint="criteria.index",
    label=_("Criteria"),
    hint=_("What the jury scores, and how much each criterion counts"),
    before="questionnaire",
)


def missing_of_call(call: Call, revision: Revision, at: datetime) -> Iterator[Sentence]:
    """What the grid of a call misses; `revision` comes with its sections and questions."""
    del at
    return missing_of(criteria_of(call.current_round.id), revision)


def missing_of(grid: Sequence[Criterion], revision: Revision) -> Iterator[Sentence]:
    """What these criteria of one call miss."""
    if not grid:
        yield _("Add at least one criterion.")
        return
    total = sum((criterion.weight for criterion in grid), Points.zero())
    if total != FULL_WEIGHT:
        yield _(
            "The weights of the criteria total %(total)s: they must total 100.",
            total=points(total),
        )
    keys = {question.key for question in questions_of(revision)}
    for criterion in grid:
        if criterion.counts_as is CountsAs.MEAN and not criterion.weight:
            yield _("The criterion “%(title)s” has no weight.", title=criterion.title)
        if not keys.issuperset(criterion.question_keys):
            yield _(
                "The criterion “%(title)s” reads a question that is no longer asked.",
                title=criterion.title,
            )
