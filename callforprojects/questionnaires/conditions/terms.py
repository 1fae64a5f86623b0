"""What a condition may speak of, and how a sentence calls it."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from callforprojects.core.text.errors import Sentence
from callforprojects.engines.conditions import FactKind

Option = tuple[str, Sentence]
"""A value that a choice may have, and its words."""


@dataclass(frozen=True, slots=True)
class FactTerm:
    """A fact by its name in conditions, and the words for it.

    `label` is a group of words with its article, singular, that a sentence can begin or continue
    with (“the total cost of the project”); `heading` is what lists show where that is not the same.
    `is_feminine`: the gender of its French. `unit` writes a number of it (“3 partners”). Of yes or
    no, `yes` and `no` are the whole sentences. `is_quoted`: the words of its options are somebody's
    own. `is_stated`: of several choices, each is what the thing is (“is a commune”).
    """

    name: str
    kind: FactKind
    label: Sentence
    options: Sequence[Option] = ()
    heading: Sentence = ""
    is_feminine: bool = False
    unit: Callable[[Decimal], Sentence] | None = None
    yes: Sentence = ""
    no: Sentence = ""
    is_quoted: bool = False
    is_stated: bool = False

    @property
    def listed(self) -> str:
        """How a list calls it: `Total cost of the project`, or the question itself."""
        text = str(self.heading or self.label)
        return text[:1].upper() + text[1:]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The facts that conditions of one questionnaire may read, in the order in which lists show
    them.

    `gone` are those that the program knows and that are asked nowhere here: a condition that still
    reads one says it by its words. `zones` are those that can be named, by
    reference; `places` are the names of territories and zones, by reference.
    """

    terms: Mapping[str, FactTerm]
    zones: Sequence[Option] = ()
    gone: Mapping[str, FactTerm] = field(default_factory=dict)
    places: Mapping[str, Sentence] = field(default_factory=dict)

    @property
    def kinds(self) -> Mapping[str, FactKind]:
        """What the facts that there are can be: what `mistakes_in` checks against."""
        return {name: term.kind for name, term in self.terms.items()}

    def term(self, name: str) -> FactTerm | None:
        """A fact by its name, there or gone; None when nothing is known of it."""
        return self.terms.get(name) or self.gone.get(name)

    def without(self, names: Collection[str]) -> "Catalogue":
        """The same, where these facts can be read no more."""
        left = {name: term for name, term in self.terms.items() if name not in names}
        taken = {name: term for name, term in self.terms.items() if name in names}
        return replace(self, terms=left, gone={**self.gone, **taken})
