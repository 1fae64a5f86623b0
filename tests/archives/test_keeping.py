"""How long files are kept: from date to date in Paris, and only those of a public funder."""

from datetime import UTC, date, datetime

import pytest

from callforprojects.archives.keeping import FinalFate, Keeping, keeps_public_archives
from callforprojects.organisations.silence import LegalNature

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("since", "last"),
    [
        (datetime(2026, 3, 12, 9, tzinfo=UTC), date(2028, 3, 12)),
        (datetime(2026, 3, 12, 23, 30, tzinfo=UTC), date(2028, 3, 13)),  # it is tomorrow in Paris
        (datetime(2024, 2, 29, 9, tzinfo=UTC), date(2026, 2, 28)),
    ],
)
def test_the_period_is_counted_from_date_to_date(since: datetime, last: date) -> None:
    assert Keeping(2, FinalFate.ELIMINATION).ends_on(since) == last


PUBLIC = {LegalNature.ADMINISTRATION, LegalNature.PUBLIC_BODY, None}


@pytest.mark.parametrize("nature", [*LegalNature, None])
def test_files_are_public_archives_while_nothing_says_otherwise(
    nature: LegalNature | None,
) -> None:
    assert keeps_public_archives(nature) is (nature in PUBLIC)
