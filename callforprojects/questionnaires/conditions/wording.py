"""A condition as a sentence, in the language of the moment: declined, and without any key."""

from collections.abc import Callable

from callforprojects.core.text.i18n import _, pgettext
from callforprojects.engines.conditions import Condition
from callforprojects.questionnaires.conditions.comparison_wording import assertion_words
from callforprojects.questionnaires.conditions.operand_wording import joined
from callforprojects.questionnaires.conditions.plain import Assertion, Group, plainly
from callforprojects.questionnaires.conditions.terms import Catalogue

_Say = Callable[[Assertion], str]


def sentence_of(condition: Condition, catalogue: Catalogue) -> str:
    """What it says, to be continued or ended: `le montant demandé dépasse 80 % du coût total`.

    The places that it names must be in the catalogue (`with_places`).
    """

    def say(assertion: Assertion) -> str:
        return assertion_words(assertion, catalogue)

    return _words(plainly(condition), say)


def case_of(condition: Condition, catalogue: Catalogue) -> str:
    """The case in which it holds: `si le projet est commencé et si le coût total dépasse…`."""

    def say(assertion: Assertion) -> str:
        return str(pgettext("case", "if %(this)s", this=assertion_words(assertion, catalogue)))

    return _words(plainly(condition), say)


def _words(plain: Group | Assertion, say: _Say) -> str:
    match plain:
        case Assertion():
            return say(plain)
        case Group(is_all, ()):
            return str(_("always") if is_all else _("never"))
        case Group(is_all, parts):
            return joined([_inner(part, say) for part in parts], is_or=not is_all)


def _inner(part: Group | Assertion, say: _Say) -> str:
    """A group inside another stands in brackets, so that nobody has to guess what goes first."""
    words = _words(part, say)
    return f"({words})" if isinstance(part, Group) and part.parts else words
