"""What a funder says of its silence, and how much documents may weigh."""

import pytest

from callforprojects.organisations.forms import SilenceRuleForm, StorageQuotaForm
from callforprojects.organisations.silence import Silence, SilenceEffect, SilenceStart
from tests.filling import Fill

pytestmark = pytest.mark.unit

RULE = {"effect": "refusal", "months": "4", "counted_from": "closing"}


def test_a_rule_of_silence_is_read(fill: Fill) -> None:
    form = fill(SilenceRuleForm, **RULE, text=" Refused on {date}. ", version="2")

    assert form.errors == {}
    assert form.silence() == Silence(
        effect=SilenceEffect.REFUSAL,
        months=4,
        counted_from=SilenceStart.CLOSING,
        text="Refused on {date}.",
    )
    assert form.version.data == 2


def test_a_rule_says_what_when_and_from_when(fill: Fill) -> None:
    assert fill(SilenceRuleForm).errors == {
        "effect": ["Choose what silence means."],
        "months": ["Enter a number from 1 to 12."],
        "counted_from": ["Choose from when the months are counted."],
    }


@pytest.mark.parametrize(("months", "is_taken"), [("0", 0), ("1", 1), ("12", 1), ("13", 0)])
def test_a_rule_is_of_one_month_to_twelve(fill: Fill, months: str, is_taken: int) -> None:
    form = fill(SilenceRuleForm, **{**RULE, "months": months})

    assert form.errors == ({} if is_taken else {"months": ["Enter a number from 1 to 12."]})
    assert form.months._value() == months


@pytest.mark.parametrize(("typed", "kept"), [("0", 0), ("1 000 000", 1_000_000), ("", None)])
def test_a_quota_is_a_number_or_that_of_everybody(fill: Fill, typed: str, kept: int | None) -> None:
    form = fill(StorageQuotaForm, storage_quota_mb=typed)

    assert (form.errors, form.storage_quota_mb.data) == ({}, kept)


@pytest.mark.parametrize("typed", ["1000001", "-1"])
def test_another_quota_is_refused(fill: Fill, typed: str) -> None:
    assert fill(StorageQuotaForm, storage_quota_mb=typed).errors == {
        "storage_quota_mb": ["Enter a number from 0 to 1,000,000."]
    }
