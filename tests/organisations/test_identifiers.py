"""SIREN, SIRET, domains and websites."""

import pytest

from callforprojects.core.text.errors import DomainError
from callforprojects.organisations.domains import (
    checked_domain,
    checked_website,
)
from callforprojects.organisations.identifiers import (
    checked_siren,
    checked_siret,
    shown_siren,
    shown_siret,
)


@pytest.mark.parametrize(
    ("typed", "kept"), [("213 502 388", "213502388"), ("213502388", "213502388"), (" ", None)]
)
def test_a_siren_is_kept_as_digits(typed, kept):
    assert checked_siren(typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("213 502 388 00019", "21350238800019"),
        ("21350238800019", "21350238800019"),
        ("356 000 000 00048", "35600000000048"),  # La Poste's head office: the usual key
        ("35600000049837", "35600000049837"),  # one of its post offices: digits add up to 45
        ("", None),
    ],
)
def test_a_siret_is_kept_as_digits(typed, kept):
    assert checked_siret(typed) == kept


@pytest.mark.parametrize("typed", ["213502389", "21350238", "2135023880", "21350238A"])
def test_a_wrong_siren_is_refused(typed):
    with pytest.raises(DomainError) as refused:
        checked_siren(typed)

    assert refused.value.field == "siren"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("21350238800018", "Ce SIRET n’existe pas\u00a0: l’un de ses chiffres est faux."),
        ("35600000049838", "Ce SIRET n’existe pas\u00a0: l’un de ses chiffres est faux."),
        ("2135023880001", "Un SIRET comporte 14 chiffres."),
        ("2135023880001X", "Un SIRET comporte 14 chiffres."),
    ],
)
def test_a_wrong_siret_says_what_is_wrong(typed, sentence):
    with pytest.raises(DomainError) as refused:
        checked_siret(typed)

    assert (str(refused.value.message), refused.value.field) == (sentence, "siret")


def test_identifiers_are_shown_in_groups():
    assert shown_siren("213502388") == "213\u00a0502\u00a0388"
    assert shown_siret("21350238800019") == "213\u00a0502\u00a0388\u00a000019"
    assert shown_siret("") == ""


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


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("www.rennes.fr", "https://www.rennes.fr"),
        ("http://rennes.fr/a?b=c", "http://rennes.fr/a?b=c"),
        ("", ""),
    ],
)
def test_a_website_is_completed(typed, kept):
    assert checked_website(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "javascript://rennes.fr/%0aalert(1)",
        "javascript:alert(1)",
        "ftp://rennes.fr",
        "rennes",
        "https://",
        "https://[rennes.fr",
        "rennes.fr now",
    ],
)
def test_what_is_no_website_is_refused(typed):
    with pytest.raises(DomainError) as refused:
        checked_website(typed)

    assert refused.value.field == "website"
