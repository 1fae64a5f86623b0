"""What the jury thinks: files given, interests declared, reviews with their marks, standings."""

import random
import uuid
from collections.abc import Mapping
from decimal import Decimal

from callforprojects.core.data.points import Points
from callforprojects.criteria.queries import criteria_of
from callforprojects.engines import scoring
from callforprojects.juries.models import Assignment, Declaration, Juror
from callforprojects.reviews.models import Review, ReviewStatus, Score, ScoreStatus, Standing
from tools.benchmark.texts import SENTENCES, paragraph
from tools.benchmark.world import JURORS, World
from tools.benchmark.writer import Writer

DRAFTS = 8
"""The first juror of each of the first files has only begun: what saving a draft is measured on."""
_NOT_APPLICABLE = 0.03
_COMMENTED = 0.3


def jurors_of(number: int) -> tuple[int, int, int]:
    """Who reads application `number`: three places in the jury, the same load for everybody."""
    turn = number // JURORS % 13
    return number % JURORS, (number + 1 + turn) % JURORS, (number + 14 + turn) % JURORS


class Judging:
    """Gives one application after the other to three jurors, and writes what they think."""

    def __init__(self, world: World, writer: Writer) -> None:
        self.world, self.writer = world, writer
        self.dice = random.Random(11730)  # noqa: S311  # the same marks each time
        self.criteria = criteria_of(world.call.current_round.id)
        self.weights = scoring.weights_hash(self.criteria)

    def judge(self, number: int, application_id: uuid.UUID, submission_id: uuid.UUID) -> None:
        """All that the jury does with application `number`."""
        strength = self.dice.uniform(1.5, 4.5)
        totals = []
        for place in jurors_of(number):
            juror = self.world.jurors[place]
            self._give(juror, application_id)
            is_draft = number < DRAFTS and place == number
            marks = self._marks(strength)
            total = None if is_draft else scoring.weighted_mean(marks, self.criteria)
            totals.append(total)
            review_id = self._review(juror, application_id, submission_id, total)
            self._scores(review_id, marks)
        summary = scoring.summary(totals)
        self.writer.add(
            Standing,
            application_id=application_id,
            round_id=self.world.call.current_round.id,
            count=summary.count,
            mean=summary.mean,
            median=summary.median,
            lowest=summary.lowest,
            highest=summary.highest,
            weights=self.weights,
        )

    def _give(self, juror: Juror, application_id: uuid.UUID) -> None:
        pair = {"juror_id": juror.id, "application_id": application_id}
        self.writer.add(Assignment, assigned_by_id=self.world.officer.id, **pair)
        self.writer.add(Declaration, has_conflict=False, declared_at=self.writer.at, **pair)

    def _marks(self, strength: float) -> dict[uuid.UUID, Points | None]:
        """A mark for each criterion, or None where it does not apply."""
        marks: dict[uuid.UUID, Points | None] = {}
        for criterion in self.criteria:
            mark = Points.of(max(round(self.dice.gauss(strength, 1)), 0))
            applies = self.dice.random() >= _NOT_APPLICABLE
            marks[criterion.id] = min(mark, criterion.scale_max) if applies else None
        return marks

    def _review(
        self,
        juror: Juror,
        application_id: uuid.UUID,
        submission_id: uuid.UUID,
        total: Decimal | None,
    ) -> uuid.UUID:
        handed_in = total is not None
        review = self.writer.add(
            Review,
            juror_id=juror.id,
            application_id=application_id,
            submission_id=submission_id,
            grid_version_id=self.criteria[0].grid_version_id,
            status=ReviewStatus.SUBMITTED if handed_in else ReviewStatus.DRAFT,
            comment=paragraph(40, self.dice.randrange(len(SENTENCES))),
            submitted_at=self.writer.at if handed_in else None,
            is_counted=handed_in,
            total=total,
        )
        self.writer.act(
            "review.submitted" if handed_in else "review.saved", application_id, juror.user_id
        )
        review_id: uuid.UUID = review["id"]
        return review_id

    def _scores(self, review_id: uuid.UUID, marks: Mapping[uuid.UUID, Points | None]) -> None:
        for criterion_id, mark in marks.items():
            commented = mark is None or self.dice.random() < _COMMENTED
            self.writer.add(
                Score,
                review_id=review_id,
                criterion_id=criterion_id,
                status=ScoreStatus.NOT_APPLICABLE if mark is None else ScoreStatus.SCORED,
                value=mark,
                comment=self.dice.choice(SENTENCES) if commented else "",
            )
