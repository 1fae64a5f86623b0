"""The page of a criterion."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from wtforms.validators import DataRequired, InputRequired, NumberRange, Optional

from callforprojects.core.data.formats import points
from callforprojects.core.data.points import Points
from callforprojects.core.data.values import WHOLE
from callforprojects.core.text.i18n import _
from callforprojects.core.web.details import details_as
from callforprojects.core.web.fields import (
    AtMost,
    LineField,
    LongTextField,
    MultiChoiceField,
    ValueField,
    choices_of,
    term_choices,
)
from callforprojects.core.web.versioned_form import VersionedForm
from callforprojects.criteria.details import CriterionDetails
from callforprojects.criteria.models import Criterion
from callforprojects.iso37101.frame import frame
from callforprojects.questionnaires.models import Question

_APART = {"weight", "scale_max", "guidance", "descriptors"}
_DESCRIPTOR = re.compile(r"\s*(\d{1,2})\s*(?:/\s*\d{1,2}\s*)?[:=–—-]\s*(\S.*)")  # `3 : solid`


class CriterionForm(VersionedForm):
    """What is scored, how much it counts, what it reads."""

    title = LineField(
        _("Title"), [DataRequired(_("Enter the title of the criterion.")), AtMost(200)]
    )
    weight = ValueField(
        _("Weight"),
        [
            InputRequired(_("Enter the weight of the criterion.")),
            NumberRange(1, 100, _("A weight is a whole number from 1 to 100.")),
        ],
        description=_("A whole percentage; the weights of all criteria total 100."),
        kind=WHOLE,
    )
    scale_max = ValueField(
        _("Marked out of"),
        [
            InputRequired(_("Enter the highest mark.")),
            NumberRange(1, 20, _("The highest mark is from 1 to 20.")),
        ],
        default=5,
        kind=WHOLE,
    )
    guidance = LongTextField(
        _("Guidance for the jury"),
        [Optional()],
        max_words=200,
        description=_(
            "What deserves a high mark, what a low one; applicants read it too. To say what a mark "
            "means, give it a line of its own: “3: figures for half of the goals”."
        ),
    )
    purposes = MultiChoiceField(_("Purposes it judges"), [Optional()])
    domains = MultiChoiceField(_("Domains of action it judges"), [Optional()])
    question_keys = MultiChoiceField(
        _("Questions whose answers it reads"),
        [Optional()],
        description=_("Jurors see these answers beside the criterion."),
    )

    def __init__(  # WTForms's own
        self,
        *args: Any,  # noqa: ANN401
        obj: Criterion | None = None,
        questions: Iterable[Question] = (),
        **kwargs: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(*args, obj=obj, **kwargs)
        if obj is not None and self.guidance.raw_data is None:
            self.guidance.data = with_descriptors(obj.guidance, obj.descriptors)
            self.weight.data, self.scale_max.data = obj.weight.number, obj.scale_max.number
        self.purposes.choices = term_choices(frame().purposes)
        self.domains.choices = term_choices(frame().domains)
        self.question_keys.choices = choices_of(
            (question.key, question.label) for question in questions
        )
        known = {choice.value for choice in self.question_keys.choices}
        if not self.is_submitted():
            self.question_keys.data = [k for k in self.question_keys.data or [] if k in known]

    _details_with = details_as(CriterionDetails, apart=_APART)

    def details(self) -> CriterionDetails:
        """The criterion: what its guidance says of each mark stands apart."""
        scale_max = Points.of(self.scale_max.data or 0)
        guidance, descriptors = apart_from_descriptors(self.guidance.data or "", scale_max)
        return self._details_with(
            weight=Points.of(self.weight.data or 0),
            scale_max=scale_max,
            guidance=guidance,
            descriptors=descriptors,
        )


def apart_from_descriptors(text: str, scale_max: Points) -> tuple[str, dict[Points, str]]:
    """What a text says, and what its lines such as `3: solid` say of the marks of the scale.

    Of two lines about one mark the last one counts, the other stays in the text.
    """
    guidance: list[str] = []
    descriptors: dict[Points, str] = {}
    for line in reversed(text.splitlines()):
        found = _DESCRIPTOR.fullmatch(line)
        mark = Points.of(found[1]) if found else None
        if found and mark is not None and mark <= scale_max and mark not in descriptors:
            descriptors[mark] = found[2].strip()
        else:
            guidance.append(line)
    return "\n".join(reversed(guidance)).strip(), descriptors


def with_descriptors(guidance: str, descriptors: Mapping[Points, str]) -> str:
    """One text that says both, a line for each mark: what `apart_from_descriptors` takes apart."""
    lines = [
        str(_("%(mark)s: %(meaning)s", mark=points(mark), meaning=descriptors[mark]))
        for mark in sorted(descriptors)
    ]
    return "\n".join([*([guidance] if guidance else []), *lines])
