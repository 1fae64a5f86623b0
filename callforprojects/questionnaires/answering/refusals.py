"""Why answers are not kept, whatever they are answers for."""

from collections.abc import Sequence

from callforprojects.core.text.errors import ConflictError, DomainError, Sentence
from callforprojects.core.text.i18n import _
from callforprojects.questionnaires.answering.entries import Entry


class StaleAnswers(ConflictError):
    """Answers were changed meanwhile: `entries` hold both texts of each."""

    def __init__(self, entries: Sequence[Entry], message: Sentence) -> None:
        super().__init__(message)
        self.entries = entries

    def compare(self) -> None:
        """Find how both texts differ, which may take half a second: not in a transaction."""
        for entry in self.entries:
            if entry.concurrent_edit is not None:
                _ = entry.concurrent_edit.differences


class AnswersTooLong(DomainError):
    """Answers are too long to be kept: `entries` hold them, with what is wrong."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        super().__init__(
            _("An answer is too long to be kept: nothing of this page is saved. Shorten it first.")
        )
        self.entries = entries


class NoSuchQuestion(DomainError):
    """Something was sent for a question that is not asked there."""

    def __init__(self) -> None:
        super().__init__(_("This page does not have that question. Reload the page."))
