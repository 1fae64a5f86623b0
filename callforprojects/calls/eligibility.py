"""What the program can say, before any account, of an applicant and a call; and what it cannot."""

from dataclasses import dataclass

from callforprojects.calls.applicants import Applicant, applicant_from
from callforprojects.calls.models import Call, CallStatus
from callforprojects.iso37101.frame import frame
from callforprojects.iso37101.terms import TerritoryType
from callforprojects.territories.models import Territory, TerritoryName
from callforprojects.territories.queries import former_names


@dataclass(frozen=True, slots=True, kw_only=True)
class Eligibility:
    """The answers to what is checked: the call's dates, what one is, where one is.

    `place` is what was typed, if it was a place; `authority` the institution in charge of it, and
    `former` the name under which it was found when that is one of before. `kind` is the type asked
    about, `exercised` the types that the call accepts and whose powers the institution exercises.
    `is_there` is None when the call asks where applicants are, and nobody has said it.
    """

    status: CallStatus
    kind: TerritoryType | None
    place: Territory | None = None
    authority: Territory | None = None
    former: TerritoryName | None = None
    exercised: tuple[TerritoryType, ...] = ()
    is_accepted: bool
    is_there: bool | None

    @property
    def is_refused(self) -> bool:
        is_late = self.status not in {CallStatus.OPEN, CallStatus.UPCOMING}
        return is_late or not self.is_accepted or self.is_there is False


def eligibility_of_type(call: Call, code: str, status: CallStatus) -> Eligibility:
    """What is known of an applicant of this type, wherever it is."""
    return Eligibility(
        status=status,
        kind=frame().territory_type(code),
        is_accepted=call.accepts({code}),
        is_there=call.accepts_from(None),
    )


def eligibility_of_place(
    call: Call, place: Territory, status: CallStatus, *, text: str
) -> Eligibility:
    """What is known of the institution in charge of a place; one query for its former names."""
    authority = place.authority
    applicant: Applicant = applicant_from(place)
    kind = authority.kind if authority else None
    accepted = applicant.types.intersection(call.territory_types)
    return Eligibility(
        status=status,
        kind=frame().territory_type(kind) if kind else None,
        place=place,
        authority=authority,
        former=former_names(text, [place]).get(place.id),
        exercised=tuple(
            term for term in frame().offered_types if term.code in accepted and term.code != kind
        ),
        is_accepted=authority is not None and call.accepts(applicant.types),
        is_there=call.accepts_from(applicant.area),
    )
