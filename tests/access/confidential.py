"""What some read somewhere, and the others must find on no page at all."""

from tests.access.world import ADMINISTRATOR, APPLICANT, JUROR, OFFICER, OTHER_APPLICANT

# words: who reads them
READERS = {
    # drafts
    "The secret draft of A": {APPLICANT},
    "The secret draft call": {OFFICER, ADMINISTRATOR},
    "A thought not handed in.": {JUROR},
    # what was filed
    "The square of A": {APPLICANT, JUROR, OFFICER, ADMINISTRATOR},
    "The river of B": {OTHER_APPLICANT, OFFICER, ADMINISTRATOR},
    "The refused orchard of A": {APPLICANT, OFFICER, ADMINISTRATOR},
    # who judges, and what they say
    "Colette Colleague": {OFFICER, ADMINISTRATOR},
    "The secret opinion of a colleague.": {OFFICER, ADMINISTRATOR},
    # what is decided, before and after the announcement
    "Prepared for The square of A.": {OFFICER, ADMINISTRATOR},
    "The orchard is too far.": {APPLICANT, OFFICER, ADMINISTRATOR},
    # the address of a person
    "ada@town-a.example": {APPLICANT, OFFICER, ADMINISTRATOR},
}
