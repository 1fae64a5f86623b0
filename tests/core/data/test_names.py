"""Names are written in mails: they hold nothing that a mail program would make a link of."""

import pytest

from callforprojects.core.data.names import holds_address, mixes_alphabets

pytestmark = pytest.mark.unit

PLAIN = ["Anne Roux", "Marie-Ange O’Brien", "J. R. Dupont", "Jean d’Ormesson", "Nguyễn Văn A", ""]
ADDRESSES = ["https://evil.example", "ftp://a", "WWW.evil", "anne@evil", "see www.evil.example"]


@pytest.mark.parametrize("of_person", [True, False])
def test_a_name_holds_no_address(of_person):
    assert not [name for name in PLAIN if holds_address(name, of_person=of_person)]
    assert all(holds_address(name, of_person=of_person) for name in ADDRESSES)


def test_an_organisation_may_be_called_after_its_domain_and_a_person_not():
    assert not holds_address("Territoires.fr")
    assert holds_address("Claim at evil.example/prize", of_person=True)


@pytest.mark.parametrize("name", ["J.Marie", "M.Dupont", "St.Clair", "J.-P.Élie", "J.R.DUPONT"])
def test_an_initial_may_touch_the_name(name):
    assert not holds_address(name, of_person=True)


@pytest.mark.parametrize(
    "name",
    ["t.co", "T.Co/prize", "x.Com", "X.com", "M.Dupont.fr", "Evil.Example", "J.Evil-Bank.fr"],
)
def test_an_initial_hides_no_address(name):
    assert holds_address(name, of_person=True)


def test_a_word_of_two_alphabets_passes_for_another():
    assert mixes_alphabets("P\N{CYRILLIC SMALL LETTER A}ris")
    assert mixes_alphabets("\N{GREEK CAPITAL LETTER RHO}aris")
    plain = "L’Haÿ-les-Roses", "Œuvre", "α-Lab", "Faʻa", "CO²", "Mᵐᵉ Durand", "Київ"
    assert not [name for name in plain if mixes_alphabets(name)]
