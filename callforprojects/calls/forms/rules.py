"""The page of a ready rule: its boxes, what follows when it is not met, what applicants read."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from wtforms.validators import DataRequired, InputRequired, Optional, ValidationError

from callforprojects.calls.details import ReadyRuleDetails
from callforprojects.calls.models import CallRule, Severity
from callforprojects.calls.rules.boxes import BoxKind, Option, RuleBox, RuleSettings
from callforprojects.calls.rules.library.declared import NO, YES
from callforprojects.calls.rules.ready import ReadyRule
from callforprojects.core.data.money import Money
from callforprojects.core.data.values import AMOUNT, DAY, DECIMAL, PERCENTAGE, WHOLE, Value
from callforprojects.core.text.i18n import _
from callforprojects.core.web.fields import (
    AtMost,
    ChoiceField,
    LongTextField,
    MultiChoiceField,
    RadioChoiceField,
    ValueField,
    choices_of,
)
from callforprojects.core.web.versioned_form import VersionedForm
from callforprojects.engines.conditions import FactKind
from callforprojects.questionnaires.conditions import Catalogue, FactTerm
from callforprojects.territories.queries import telling_names, territory_meant

_FEW = 4
_VALUES: Mapping[BoxKind, Value[Any]] = {
    BoxKind.AMOUNT: AMOUNT,
    BoxKind.PERCENTAGE: PERCENTAGE,
    BoxKind.WHOLE: WHOLE,
    BoxKind.DECIMAL: DECIMAL,
    BoxKind.DAY: DAY,
}
_SEVERAL = frozenset({BoxKind.CHOICES, BoxKind.ANSWERS, BoxKind.OPTIONS})


class PlacesField(LongTextField):
    """Territories by their names, one on each line; `references` are their identifiers."""

    references: Sequence[str] = ()

    def pre_validate(self, form: Any) -> None:  # noqa: ANN401  # WTForms's own
        """Each line means one territory, or the error says which does not."""
        super().pre_validate(form)
        found = []
        for line in filter(None, map(str.strip, (self.data or "").splitlines())):
            territory = territory_meant(line)
            if territory is None:
                raise ValidationError(
                    str(_("Enter each territory by its name: “%(line)s” is none.", line=line))
                )
            found.append(territory.id)
        self.references = found


class RuleForm(VersionedForm):
    """What every rule has; `form_of_rule` adds the boxes of one."""

    severity = RadioChoiceField(_("If it is not met"), [InputRequired(_("Choose what follows."))])
    sentence = LongTextField(
        _("What applicants read"),
        [Optional(), AtMost(400)],
        description=_("Left empty, it is made from the boxes above."),
        render_kw={"rows": 3},
    )
    boxes: Sequence[RuleBox] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  # WTForms's own
        super().__init__(*args, **kwargs)
        self.severity.choices = choices_of(
            (each.value, _("%(name)s. %(what)s", name=each.label, what=each.explanation))
            for each in Severity
        )

    def details(self) -> ReadyRuleDetails:
        """What was written; a box that holds nothing gives nothing."""
        held = {box.name: _as_json(self[box.name]) for box in self.boxes}
        return ReadyRuleDetails(
            severity=Severity(self.severity.data),
            settings={name: value for name, value in held.items() if value not in (None, "", [])},
            sentence=self.sentence.data or "",
            version=self.version.data,
        )


def class_of_rule(ready: ReadyRule, catalogue: Catalogue) -> type[RuleForm]:
    """The form of a rule, that has its boxes."""
    fields = {box.name: _field(box, catalogue) for box in ready.boxes}
    return type("RuleForm", (RuleForm,), {**fields, "boxes": ready.boxes})


def form_of_rule(
    ready: ReadyRule, catalogue: Catalogue, *, rule: CallRule | None = None, made: str = ""
) -> RuleForm:
    """The form of one rule, new or not; its sentence is shown when it is not the one made."""
    form = class_of_rule(ready, catalogue)
    if rule is None:
        defaults = {box.name: box.default for box in ready.boxes if box.default is not None}
        return form(severity=ready.severity.value, **_in_boxes(ready, defaults))
    opened = form(obj=rule, **_in_boxes(ready, rule.settings))
    if opened.sentence.raw_data is None and rule.sentence == made:
        opened.sentence.data = ""
    return opened


def _field(box: RuleBox, catalogue: Catalogue) -> Any:  # noqa: ANN401  # an unbound field of WTForms
    given: dict[str, Any] = {"description": box.hint}
    validators = [Optional()] if box.is_optional else [InputRequired(_("Fill in this box."))]
    if box.kind in _VALUES:
        return ValueField(box.label, validators, kind=_VALUES[box.kind], **given)
    if box.kind is BoxKind.PLACES:
        hint = _("One on each line, by its name.")
        render = {"rows": 4}
        return PlacesField(box.label, validators, description=box.hint or hint, render_kw=render)
    label: Any = box.label
    options = list(_options(box, catalogue))
    if box.kind in _SEVERAL:
        needed = [Optional()] if box.is_optional else [DataRequired(_("Choose one at least."))]
        return MultiChoiceField(label, needed, choices=choices_of(options), **given)
    if box.kind is BoxKind.CHOICE and len(options) <= _FEW:
        return RadioChoiceField(label, validators, choices=choices_of(options), **given)
    return ChoiceField(label, validators, choices=choices_of(options, empty=_("Choose")), **given)


def _options(box: RuleBox, catalogue: Catalogue) -> Iterator[Option]:
    terms = [term for term in catalogue.terms.values() if term.is_quoted]
    match box.kind:
        case BoxKind.QUESTION:
            asked = [term for term in terms if term.name.startswith("answer.")]
            yield from ((term.name, term.listed) for term in asked if term.kind in box.kinds)
        case BoxKind.ANSWERS:
            for term in terms:
                if term.name.startswith("answer."):
                    yield from _answers(term)
        case BoxKind.OPTIONS:
            yield from _options_of(box.fact, catalogue)
        case _:
            yield from box.options


def _options_of(fact: str, catalogue: Catalogue) -> Sequence[Option]:
    term = catalogue.terms.get(fact)
    return () if term is None else term.options


def _answers(term: FactTerm) -> Iterator[Option]:
    """Yes and no, or each choice, of one question."""
    values: Sequence[Option] = term.options
    if term.kind is FactKind.YES_NO:
        values = [(YES, _("Yes")), (NO, _("No"))]
    elif term.kind not in {FactKind.CHOICE, FactKind.CHOICES}:
        return
    for value, words in values:
        said = _("%(question)s: %(answer)s", question=term.listed, answer=words)
        yield f"{term.name}={term.kind.value}={value}", said


def _as_json(field: Any) -> Any:  # noqa: ANN401  # whatever a box holds
    if isinstance(field, PlacesField):
        return list(field.references)
    value = field.data
    if isinstance(value, Money):
        return value.cents
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return value.isoformat() if hasattr(value, "isoformat") else value


def _in_boxes(ready: ReadyRule, kept: Mapping[str, Any]) -> dict[str, Any]:
    """Settings as the boxes hold them."""
    settings = RuleSettings(kept)
    return {
        box.name: _IN_BOX.get(box.kind, _plain)(settings, box.name)
        for box in ready.boxes
        if box.name in kept
    }


def _plain(settings: RuleSettings, name: str) -> Any:  # noqa: ANN401  # a text, or several
    several = settings.kept.get(name)
    return list(several) if isinstance(several, list) else settings.text(name)


def _names(settings: RuleSettings, name: str) -> str:
    return "\n".join(telling_names(settings.texts(name)))


_IN_BOX: Mapping[BoxKind, Callable[[RuleSettings, str], Any]] = {
    BoxKind.AMOUNT: lambda settings, name: Money(settings.cents(name) or 0),
    BoxKind.PERCENTAGE: lambda settings, name: settings.number(name),
    BoxKind.DECIMAL: lambda settings, name: settings.number(name),
    BoxKind.WHOLE: lambda settings, name: settings.whole(name),
    BoxKind.DAY: lambda settings, name: settings.day(name),
    BoxKind.PLACES: _names,
}
