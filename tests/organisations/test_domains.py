"""The domains of organisations."""

import pytest

from callforprojects.core.text.errors import DomainError
from callforprojects.organisations.domains import checked_domain

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("@Rennes.FR ", "rennes.fr"), ("metropole.rennes.fr", "metropole.rennes.fr")],
)
def test_a_domain_is_kept_in_lower_case(typed, kept):
    assert checked_domain(typed) == kept


@pytest.mark.parametrize(
    "typed", ["gmail.com", "@Orange.fr", "rennes", "two words.fr", "rennes.fr/page", "a@b.fr", ""]
)
def test_a_public_provider_or_what_is_no_domain_is_refused(typed):
    with pytest.raises(DomainError) as refused:
        checked_domain(typed)

    assert refused.value.field == "domain"
