"""The boxes of a condition as a page shows them, with the sentence that they make."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from callforprojects.core.text.errors import Sentence
from callforprojects.core.text.i18n import _
from callforprojects.engines.conditions import Condition, FactKind
from callforprojects.questionnaires.conditions.answers import ANSWER
from callforprojects.questionnaires.conditions.boxes.building import ConditionBuilder
from callforprojects.questionnaires.conditions.boxes.filling import boxes_of
from callforprojects.questionnaires.conditions.boxes.offers import (
    OFFERED,
    Against,
    OfferedComparison,
    offered,
)
from callforprojects.questionnaires.conditions.boxes.rows import (
    BoxErrors,
    ConditionBoxes,
    ConditionGroup,
    ConditionRow,
    MatchOf,
)
from callforprojects.questionnaires.conditions.boxes.sent import Fields, boxes_in
from callforprojects.questionnaires.conditions.operand_wording import place_words
from callforprojects.questionnaires.conditions.places import with_place_names
from callforprojects.questionnaires.conditions.terms import Catalogue, FactTerm
from callforprojects.questionnaires.conditions.wording import sentence_of

_GROUPS = (
    (ANSWER, _("Answers to the questionnaire")),
    ("project.", _("The project")),
    ("applicant.", _("The applicant")),
    ("call.", _("The call")),
)
_BOXES = {FactKind.MONEY: "money", FactKind.NUMBER: "number", FactKind.DATE: "date"}


@dataclass(frozen=True, slots=True)
class BoxesPage:
    """What the macro `condition_boxes` draws. `prefix` begins the names of its inputs.

    `condition` is what the boxes make, as far as they are right; `errors` are by row and box, and
    shown once one saves. `is_saving`: the button pressed was none of the boxes' own. `is_foreign`:
    there is a condition that no boxes make; saving replaces it.
    """

    prefix: str
    boxes: ConditionBoxes
    catalogue: Catalogue
    condition: Condition | None = None
    errors: BoxErrors = field(default_factory=dict)
    is_saving: bool = False
    is_foreign: bool = False

    @property
    def sentence(self) -> str:
        """What the condition says; empty while there is none, or a box is wrong."""
        if self.condition is None or (self.is_saving and self.errors):
            return ""
        return sentence_of(self.condition, self.catalogue)

    @property
    def mistakes(self) -> list[tuple[str, str, Sentence]]:
        """What the summary of errors leads to: the input, what it is about, the sentence."""
        return [
            (f"{self.prefix}-{row.id}-{box}", self._about(row), message)
            for row in self.boxes.rows
            for key, message in self.shown_errors.items()
            if (box := key.removeprefix(f"{row.id}-")) != key and "-" not in box
        ]

    @property
    def shown_errors(self) -> BoxErrors:
        """Nothing is wrong of what one is still building."""
        return self.errors if self.is_saving else {}

    @property
    def matches(self) -> Sequence[MatchOf]:
        return tuple(MatchOf)

    @property
    def terms_by_group(self) -> Iterator[tuple[Sentence, Sequence[FactTerm]]]:
        """The facts that can be chosen, under their headings."""
        for prefix, heading in _GROUPS:
            found = [term for name, term in self.catalogue.terms.items() if name.startswith(prefix)]
            if found:
                yield heading, found

    def is_group(self, part: ConditionRow | ConditionGroup) -> bool:
        return isinstance(part, ConditionGroup)

    def row(self, row: ConditionRow) -> "RowOfBoxes":
        """One row with what its lists offer."""
        term = self.catalogue.terms.get(row.fact)
        stem = f"{self.prefix}-{row.id}"
        own = f"{row.id}-"
        errors = {
            key.removeprefix(own): message
            for key, message in self.shown_errors.items()
            if key.startswith(own) and "-" not in key.removeprefix(own)
        }
        return RowOfBoxes(row, stem, term, errors, self.catalogue)

    def _about(self, row: ConditionRow) -> str:
        term = self.catalogue.terms.get(row.fact)
        return str(_("Condition")) if term is None else term.listed.rstrip("? \u00a0\u202f")


@dataclass(frozen=True, slots=True)
class RowOfBoxes:
    """One row as it is drawn: `stem` begins the names of its inputs."""

    row: ConditionRow
    stem: str
    term: FactTerm | None
    errors: Mapping[str, Sentence]
    catalogue: Catalogue

    @property
    def offers(self) -> Sequence[OfferedComparison]:
        return () if self.term is None else OFFERED[self.term.kind]

    @property
    def offer(self) -> OfferedComparison | None:
        return None if self.term is None else offered(self.term.kind, self.row.code)

    @property
    def against(self) -> str:
        """Which boxes come after the list of comparisons."""
        return (self.offer.against if self.offer else Against.NOTHING).name.lower()

    @property
    def box(self) -> str:
        """How a value is typed."""
        return "text" if self.term is None else _BOXES.get(self.term.kind, "text")

    @property
    def others(self) -> Sequence[FactTerm]:
        """The facts of the same kind, with which it can be compared."""
        return [
            term
            for term in self.catalogue.terms.values()
            if self.term is not None and term.kind is self.term.kind and term != self.term
        ]

    @property
    def places(self) -> Sequence[tuple[str, str]]:
        """Those that can be chosen, by reference, with their names: zones, then what was added."""
        zones = [(reference, str(name)) for reference, name in self.catalogue.zones]
        known = {reference for reference, _name in zones}
        added = [each for each in self.row.chosen if each not in known]
        return zones + [(each, place_words(each, self.catalogue)) for each in added]


def opened_boxes(condition: Condition | None, catalogue: Catalogue, prefix: str) -> BoxesPage:
    """The boxes of a condition that is kept, or of none."""
    boxes = boxes_of(condition, catalogue)
    is_foreign = boxes is None
    page = BoxesPage(prefix, boxes or ConditionBoxes(), catalogue, condition)
    return _with_names(replace(page, is_foreign=is_foreign))


def sent_boxes(fields: Fields, catalogue: Catalogue, prefix: str) -> BoxesPage:
    """The boxes that a page sent, and the condition that they make."""
    boxes = boxes_in(fields, prefix)
    builder = ConditionBuilder(catalogue)
    condition = builder.build(boxes)
    is_saving = f"{prefix}-do" not in fields
    return _with_names(
        BoxesPage(prefix, boxes, catalogue, condition, builder.errors, is_saving=is_saving)
    )


def _with_names(page: BoxesPage) -> BoxesPage:
    """The names of the places in its boxes, read at once."""
    chosen = frozenset(
        reference
        for row in page.boxes.rows
        if (term := page.catalogue.term(row.fact)) and term.kind is FactKind.PLACE
        for reference in row.chosen
    )
    return replace(page, catalogue=with_place_names(page.catalogue, chosen))
