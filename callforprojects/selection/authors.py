"""Who decided, in one sentence after another: for the page, the letter and the document.

Code des relations entre le public et l'administration, L212-1: first name, last name and capacity;
L212-2: with the service, a decision notified by a site needs no signature.
"""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Self

from callforprojects.calls.models import Call
from callforprojects.core.data.formats import day
from callforprojects.core.text.errors import Sentence
from callforprojects.core.text.i18n import _
from callforprojects.selection.models import Act


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """The author of the decisions of a round, and of which act; the day is that of Paris."""

    name: str
    capacity: str
    delegation: str
    service: str
    signed_on: date
    number: str

    @classmethod
    def of(cls, act: Act, call: Call) -> Self:
        """`call.funder` must be loaded."""
        return cls(
            name=act.author_name,
            capacity=act.author_capacity,
            delegation=act.delegation,
            service=call.contact.service or call.funder.name,
            signed_on=act.signed_on,
            number=act.number,
        )

    @classmethod
    def frozen_in(cls, snapshot: Mapping[str, Any]) -> Self:
        """As it was when the decision was announced."""
        fields = snapshot["author"]
        return cls(**{**fields, "signed_on": date.fromisoformat(fields["signed_on"])})

    def as_json(self) -> dict[str, str]:
        """For a snapshot."""
        return {**asdict(self), "signed_on": self.signed_on.isoformat()}

    def in_words(self) -> str:
        """In the current language."""
        return " ".join(map(str, self._sentences()))

    def _sentences(self) -> Iterator[Sentence]:
        when = day(self.signed_on)
        if self.number:
            yield _("Decision no. %(number)s of %(day)s.", number=self.number, day=when)
        else:
            yield _("Decision of %(day)s.", day=when)
        yield _("Author: %(name)s, %(capacity)s.", name=self.name, capacity=self.capacity)
        if self.delegation:
            yield _("By delegation: %(delegation)s.", delegation=self.delegation)
        yield _("Service: %(service)s.", service=self.service)
