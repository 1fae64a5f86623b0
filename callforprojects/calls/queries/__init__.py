"""Reading calls: the public list and its filters, one call with its page, the officer's own."""

from callforprojects.calls.queries.call_pages import (
    CALL_PAGE as CALL_PAGE,
    DRAFT_PAGE as DRAFT_PAGE,
    QuestionsBeyondText as QuestionsBeyondText,
    authors_of as authors_of,
    call_asking as call_asking,
    call_page as call_page,
    calls_of as calls_of,
    deleted_calls as deleted_calls,
    funders_among as funders_among,
    funds as funds,
    is_funded_by as is_funded_by,
    is_reference_taken as is_reference_taken,
    organisations_reached as organisations_reached,
    published_title as published_title,
    questions_beyond_text as questions_beyond_text,
    references_like as references_like,
    sender_of as sender_of,
)
from callforprojects.calls.queries.listing import (
    PER_PAGE as PER_PAGE,
    ListedCall as ListedCall,
    ListedState as ListedState,
    Listing as Listing,
    accepts_applicant as accepts_applicant,
    accepts_type as accepts_type,
    by_deadline as by_deadline,
    expects as expects,
    is_in_state as is_in_state,
    open_calls as open_calls,
    public_calls as public_calls,
    publishing_funders as publishing_funders,
)
from callforprojects.calls.queries.rules import (
    rules_as_uses as rules_as_uses,
    rules_of as rules_of,
    rules_of_round as rules_of_round,
)
from callforprojects.calls.queries.versions import (
    call_content as call_content,
    version_in_force as version_in_force,
)
