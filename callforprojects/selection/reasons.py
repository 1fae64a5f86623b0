"""The reason that a proposal writes: it quotes the marks and the rank of a file."""

import re
from decimal import Decimal
from typing import Protocol

from callforprojects.core.data.formats import number
from callforprojects.core.text.i18n import _, ngettext
from callforprojects.selection.models import Outcome

_NUMBER = "[0-9.,\u00a0\u202f]+"


class Figures(Protocol):
    """What is quoted of a file: `count` reviews, their mean and median, the rank that they give."""

    @property
    def rank(self) -> int: ...
    @property
    def count(self) -> int: ...
    @property
    def mean(self) -> Decimal: ...
    @property
    def median(self) -> Decimal: ...


def proposed_reason(figures: Figures, outcome: Outcome, total: int) -> str:
    """Why this outcome is proposed, in the current language; `total` is how many are ranked."""
    consequence = {
        Outcome.SELECTED: _("The budget of the call allows it to be funded."),
        Outcome.WAITING_LIST: _(
            "Better ranked projects have used up the budget of the call; this one is among"
            " the first to be funded if money becomes available."
        ),
        Outcome.NOT_SELECTED: _("Better ranked projects have used up the budget of the call."),
    }[outcome]
    return f"{quotation(figures, total)} {consequence}"


def quotation(figures: Figures, total: int) -> str:
    """The sentence that quotes the jury."""
    return _sentence(
        figures.count,
        mean=number(figures.mean, 1),
        median=number(figures.median, 1),
        rank=str(figures.rank),
        total=str(total),
    )


def any_quotation() -> re.Pattern[str]:
    """What finds such a sentence in a reason written in the current language, whatever it says."""
    sentences = (_sentence(count, mean="0", median="0", rank="0", total="0") for count in (1, 2))
    return re.compile(
        "|".join(re.sub("[0-9]+", lambda _: _NUMBER, re.escape(sentence)) for sentence in sentences)
    )


def _sentence(count: int, **values: str) -> str:
    return str(
        ngettext(
            "The jury gave this project a mean of %(mean)s out of 100 (%(num)s review): it ranks"
            " %(rank)s of %(total)s.",
            "The jury gave this project a mean of %(mean)s out of 100 (median %(median)s, %(num)s"
            " reviews): it ranks %(rank)s of %(total)s.",
            count,
            **values,
        )
    )
