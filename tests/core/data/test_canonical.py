"""What is frozen is written in one way, whatever the order in which it was made."""

import pytest

from callforprojects.core.data.canonical import canonical, hash_of

pytestmark = pytest.mark.unit


def test_the_order_of_the_keys_changes_nothing():
    assert canonical({"b": [1, None], "a": "é"}) == canonical({"a": "é", "b": [1, None]})
    assert canonical({"b": [1, None], "a": "é"}) == '{"a":"é","b":[1,null]}'


def test_the_fingerprint_is_that_of_its_bytes():
    assert hash_of("é") == "4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c"
