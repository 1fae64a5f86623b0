"""The grid of a juror: a mark and a comment for each criterion, and a general comment."""

import re
import uuid
from decimal import Decimal
from typing import Any

from flask import request
from wtforms import Field
from wtforms.validators import Optional, ValidationError

from callforprojects.core.data.points import Points
from callforprojects.core.text.errors import ConflictError, DomainError, Sentence
from callforprojects.core.text.i18n import _
from callforprojects.core.web.fields import AtMost, LongTextField
from callforprojects.core.web.form import Form, VersionField
from callforprojects.criteria.models import Criterion
from callforprojects.reviews.models import Score, ScoreStatus
from callforprojects.reviews.queries import ScoringSession
from callforprojects.reviews.services import Details, Incomplete, Mark, StaleReview, out_of_scale

NOT_APPLICABLE = "na"
LONGEST = 10_000
_MARK = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,2})?")


class MarkField(Field):
    """One of the marks of a criterion, `na`, or nothing yet. Drawn by a macro of its own.

    Marks are numbers here: integers when they are whole.
    """

    def __init__(self, label: Any, *, criterion: Criterion, **kwargs: Any) -> None:  # noqa: ANN401  # WTForms's own
        super().__init__(label, **kwargs)
        self.criterion = criterion
        self.words = {mark.number: word for mark, word in criterion.words.items()}
        self.marks = [mark.number for mark in criterion.marks]
        self.maximum = criterion.scale_max.number
        self.descriptors = {mark.number: words for mark, words in criterion.descriptors.items()}

    def process_formdata(self, valuelist: list[Any]) -> None:
        text = str(valuelist[0]).strip() if valuelist else ""
        self.data: Decimal | int | str | None = None
        if text == NOT_APPLICABLE:
            self.data = NOT_APPLICABLE
        elif text:
            mark = Points.of(text).number if _MARK.fullmatch(text) else None
            if mark not in self.marks:
                raise ValidationError(str(out_of_scale(self.criterion)))
            self.data = mark


class ReviewForm(Form):
    """The grid of one call, made by `review_form`."""

    criteria: tuple[Criterion, ...] = ()
    stale: StaleReview | None = None
    """What was saved elsewhere meanwhile, after a conflict."""

    version = VersionField(render_kw={"data-part-version": ""})
    comment = LongTextField(
        _("General comment"),
        [Optional(), AtMost(LONGEST)],
        description=_("What the jury should remember of this file."),
        render_kw={"rows": 2},
    )

    def details(self) -> Details:
        return Details(
            version=self.version.data or 0,
            comment=self.comment.data or "",
            marks={criterion.id: self._mark(criterion.id) for criterion in self.criteria},
        )

    def _mark(self, criterion_id: uuid.UUID) -> Mark:
        chosen = self[f"mark-{criterion_id}"].data
        comment = self[f"note-{criterion_id}"].data or ""
        if chosen is None:
            return Mark(comment=comment)
        if chosen == NOT_APPLICABLE:
            return Mark(ScoreStatus.NOT_APPLICABLE, comment=comment)
        return Mark(ScoreStatus.SCORED, Points.of(chosen), comment)

    def add_error(self, error: DomainError) -> None:
        """Each criterion that is missing has its sentence; after a conflict one may insist."""
        if isinstance(error, Incomplete):
            for name, message in error.problems:
                super().add_error(DomainError(message, field=name))
            return
        if isinstance(error, StaleReview):
            self.stale = error
            self.version.data = error.version
        super().add_error(error)

    def refusal(self, message: Sentence) -> DomainError:
        """That it is not kept, in a few words: the reasons are those of the form."""
        return (
            ConflictError(message) if self.status == ConflictError.status else DomainError(message)
        )


def review_form(scoring: ScoringSession) -> ReviewForm:
    """The grid of a scoring session, filled with what was saved."""
    fields: dict[str, Any] = {"criteria": tuple(scoring.criteria)}
    saved = {
        "version": scoring.review.version if scoring.review else 0,
        "comment": scoring.review.comment if scoring.review else "",
    }
    for criterion in scoring.criteria:
        score = scoring.scores.get(criterion.id)
        fields[f"mark-{criterion.id}"] = MarkField(criterion.title, criterion=criterion)
        fields[f"note-{criterion.id}"] = LongTextField(
            _("Comment on “%(criterion)s”", criterion=criterion.title),
            [Optional(), AtMost(LONGEST)],
            render_kw={"rows": 3},
        )
        saved[f"mark-{criterion.id}"] = None if score is None else mark_to_input(score)
        saved[f"note-{criterion.id}"] = "" if score is None else score.comment
    made: ReviewForm = type("Grid", (ReviewForm,), fields)(data=saved)
    return made


def takes_saved_review() -> bool:
    """Of two versions, whether the juror takes the one that is saved, and not that of the page."""
    return request.form.get("review-keep") == "theirs"


def mark_to_input(score: Score) -> Decimal | int | str | None:
    """A mark as the grid holds it."""
    if score.status is ScoreStatus.NOT_APPLICABLE:
        return NOT_APPLICABLE
    return None if score.value is None else score.value.number
