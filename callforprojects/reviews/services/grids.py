"""A grid as a juror fills it: marks in their scale, and what is missing before it is handed in."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from callforprojects.core.data.formats import points
from callforprojects.core.data.points import Points
from callforprojects.core.data.versions import ConcurrentEdit
from callforprojects.core.text.errors import ConflictError, DomainError, Sentence
from callforprojects.core.text.i18n import _
from callforprojects.criteria.models import Criterion
from callforprojects.reviews.models import Review, Score, ScoreStatus


@dataclass(frozen=True, slots=True)
class Mark:
    """What a juror says on one criterion."""

    status: ScoreStatus = ScoreStatus.UNANSWERED
    value: Points | None = None
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Details:
    """What a juror says of a file. `version` is 0 before anything was saved."""

    version: int
    comment: str = ""
    marks: Mapping[uuid.UUID, Mark] = field(default_factory=dict)


class Incomplete(DomainError):
    """A review cannot be handed in yet: `problems` are (form field, sentence)."""

    def __init__(self, problems: Sequence[tuple[str, Sentence]]) -> None:
        super().__init__(problems[0][1], field=problems[0][0])
        self.problems = problems


class StaleReview(ConflictError):
    """The review was saved elsewhere meanwhile: `edit` holds both, `version` is the present one.

    `may_keep`: whether one's own may still be saved over it.
    """

    def __init__(
        self, message: Sentence, edit: ConcurrentEdit, *, version: int, may_keep: bool
    ) -> None:
        super().__init__(message)
        self.edit = edit
        self.version = version
        self.may_keep = may_keep


def compared(
    criteria: Sequence[Criterion],
    own: tuple[Mapping[uuid.UUID, Mark], str],
    saved: tuple[Mapping[uuid.UUID, Mark], str],
) -> tuple[str, str]:
    """Two grids as texts, from their marks and their general comment: only where they differ."""
    texts: list[list[str]] = [[], []]
    grids = (own, saved)
    for criterion in criteria:
        marks = [grid.get(criterion.id, Mark()) for grid, _comment in grids]
        if marks[0] != marks[1]:
            for text, mark in zip(texts, marks, strict=True):
                text.append(_in_words(criterion, mark))
    if own[1] != saved[1]:
        for text, (_marks, comment) in zip(texts, grids, strict=True):
            text.append(_titled(str(_("General comment")), comment or "–"))
    return "\n\n".join(texts[0]), "\n\n".join(texts[1])


def _in_words(criterion: Criterion, mark: Mark) -> str:
    """A mark beside its criterion, its comment below."""
    if mark.status is ScoreStatus.NOT_APPLICABLE:
        value = str(_("Not applicable"))
    else:
        most = points(criterion.scale_max)
        value = "–" if mark.value is None else f"{points(mark.value)}/{most}"  # one word
    line = _titled(criterion.title, value)
    return f"{line}\n{mark.comment}" if mark.comment else line


def _titled(title: str, text: str) -> str:
    return str(_("%(title)s: %(text)s", title=title, text=text))


def check_scale(criteria: Sequence[Criterion], marks: Mapping[uuid.UUID, Mark]) -> None:
    """Raise DomainError, beside its criterion, for a mark out of its scale."""
    for criterion in criteria:
        mark = marks.get(criterion.id, Mark())
        if mark.status is ScoreStatus.SCORED and mark.value not in criterion.marks:
            raise DomainError(out_of_scale(criterion), field=f"mark-{criterion.id}")


def out_of_scale(criterion: Criterion) -> Sentence:
    """What is said of a mark that this criterion has not."""
    marks = criterion.marks
    return _(
        "A mark lies between %(least)s and %(most)s.",
        least=points(marks[0]),
        most=points(marks[-1]),
    )


def write_scores(
    review: Review, criteria: Sequence[Criterion], marks: Mapping[uuid.UUID, Mark]
) -> None:
    """Keep the marks: one row for each criterion (`review.scores` must be loaded)."""
    known = {score.criterion_id: score for score in review.scores}
    for criterion in criteria:
        mark = marks.get(criterion.id, Mark())
        score = known.get(criterion.id)
        if score is None:
            score = Score(criterion_id=criterion.id)
            review.scores.append(score)
        score.status, score.value, score.comment = mark.status, mark.value, mark.comment


def missing(
    scores: Mapping[uuid.UUID, Score], criteria: Sequence[Criterion]
) -> list[tuple[str, Sentence]]:
    """What keeps a review from being handed in, as (field of the form, sentence)."""
    problems: list[tuple[str, Sentence]] = []
    for criterion in criteria:
        score = scores.get(criterion.id)
        if score is None or score.status is ScoreStatus.UNANSWERED:
            problems.append((f"mark-{criterion.id}", _("Choose a mark, or “not applicable”.")))
        elif score.status is ScoreStatus.NOT_APPLICABLE and not score.comment:
            problems.append((f"note-{criterion.id}", _("Say why this criterion does not apply.")))
    if not any(score.status is ScoreStatus.SCORED for score in scores.values()) and not problems:
        problems.append(("", _("Give a mark on one criterion at least.")))
    return problems
