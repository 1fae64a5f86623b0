"""Personas exist in a demonstration only: elsewhere their pages are not to be found."""

from callforprojects.accounts.models import User
from callforprojects.core.data.visitors import Visitor, rule
from callforprojects.core.web.demonstration_mode import is_demonstration
from callforprojects.demonstration.material import personas


@rule
def play(visitor: Visitor) -> bool:
    """Become a persona with one click. Never outside a demonstration, whoever asks."""
    del visitor
    return is_demonstration()


@rule
def play_as(visitor: Visitor, user: User) -> bool:
    """Become this very person: a persona, in a demonstration."""
    return play(visitor) and user.email in {persona.email for persona in personas()}
