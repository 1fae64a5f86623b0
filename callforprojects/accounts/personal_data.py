"""What closing an account, or joining two, would do: each feature declares its part."""

from collections.abc import Sequence
from dataclasses import dataclass

from callforprojects.accounts.models import User
from callforprojects.core.data.declarations import Obstacle, PersonalData
from callforprojects.core.data.feature import features
from callforprojects.core.text.errors import Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """What closing an account would do: what hinders it, what goes with it, what stays."""

    obstacles: Sequence[Obstacle]
    going: Sequence[Sentence]
    staying: Sequence[Sentence]


@dataclass(frozen=True, slots=True, kw_only=True)
class Joining:
    """What joining an account to another would do: what hinders it, what the other one gets."""

    obstacles: Sequence[Obstacle]
    moving: Sequence[Sentence]


def personal_data_parts() -> Sequence[PersonalData[User]]:
    """The part of each feature, those below first."""
    return [feature.personal_data for feature in features() if feature.personal_data is not None]
