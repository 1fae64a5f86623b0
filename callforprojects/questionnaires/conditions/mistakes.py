"""What is wrong with a condition, in words."""

from collections.abc import Mapping

from callforprojects.core.text.errors import Sentence
from callforprojects.core.text.i18n import _
from callforprojects.engines.conditions import Mistake, Nonsense
from callforprojects.questionnaires.conditions.operand_wording import subject
from callforprojects.questionnaires.conditions.terms import Catalogue

_WORDS: Mapping[Nonsense, Sentence] = {
    Nonsense.EMPTY: _("Enter a condition in this group, or remove it."),
    Nonsense.NOT_OF_KIND: _("Enter another comparison: this one does not suit what is compared."),
    Nonsense.WRONG_OPERAND: _("Enter what to compare with."),
    Nonsense.NOT_IN_ORDER: _("Enter the smaller value first."),
}


def mistake_words(mistake: Mistake, catalogue: Catalogue) -> Sentence:
    """What to do about it."""
    if mistake.nonsense is not Nonsense.NO_SUCH_FACT or mistake.comparison is None:
        return _WORDS[mistake.nonsense]
    fact = subject(mistake.comparison.fact, catalogue)
    return _("Enter something else: %(fact)s cannot be read here.", fact=fact)
