"""What some read somewhere, and the others must find on no page at all."""

from tests.access.world import ADMINISTRATOR, APPLICANT, JUROR, OFFICER, OTHER_APPLICANT

# words: who reads them
READERS = {
    # drafts
    "The secret draft of A": {APPLICANT},
    "The secret draft call": {OFFICER},
    "A thought not handed in.": {JUROR},
    # what was filed
    "The square of A": {APPLICANT, JUROR, OFFICER},
    "The river of B": {OTHER_APPLICANT, OFFICER},
    "The refused orchard of A": {APPLICANT, OFFICER},
    # who judges, and what they say
    "Colette Colleague": {
        OFFICER,
        ADMINISTRATOR,
    },  # by the list of accounts, without what they judge
    "The secret opinion of a colleague.": {OFFICER},
    # what is decided, before and after the announcement
    "Prepared for The square of A.": {OFFICER},
    "The orchard is too far.": {APPLICANT, OFFICER},
    # the address of a person: who administers the platform administers the accounts
    "ada@town-a.example": {APPLICANT, OFFICER, ADMINISTRATOR},
}
