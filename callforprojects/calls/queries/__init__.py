"""Reading calls: the public list and its filters, one call with its page, the officer's own."""

from callforprojects.calls.queries.listing import (
    CARD,
    PER_PAGE,
    CallFilters,
    ListedState,
    Listing,
    Sort,
    open_calls,
    public_calls,
    publishing_funders,
)
from callforprojects.calls.queries.reading import (
    CALL_PAGE,
    DRAFT_PAGE,
    call_asking,
    call_page,
    calls_of,
    documents_asked,
    funders_among,
    is_reference_taken,
    organisations_reached,
    references_like,
    sender_of,
)

__all__ = [
    "CALL_PAGE",
    "CARD",
    "DRAFT_PAGE",
    "PER_PAGE",
    "CallFilters",
    "ListedState",
    "Listing",
    "Sort",
    "call_asking",
    "call_page",
    "calls_of",
    "documents_asked",
    "funders_among",
    "is_reference_taken",
    "open_calls",
    "organisations_reached",
    "public_calls",
    "publishing_funders",
    "references_like",
    "sender_of",
]
