"""Lists and pictures sent to be saved."""

import pytest

from callforprojects.core.tables import Column
from callforprojects.core.tables.spreadsheets import FileFormat, Spreadsheet
from callforprojects.core.web.downloads import download_of, format_from_request, image_download

pytestmark = [pytest.mark.unit, pytest.mark.usefixtures("app_without_database")]


@pytest.mark.parametrize(
    ("query", "wanted"),
    [("", FileFormat.CSV), ("?format=xlsx", FileFormat.XLSX), ("?format=ods", FileFormat.CSV)],
)
def test_the_format_is_that_of_the_address_or_csv(app_without_database, query, wanted):
    with app_without_database.test_request_context(f"/list{query}"):
        assert format_from_request() is wanted


@pytest.mark.parametrize("wanted", FileFormat)
def test_a_list_is_saved_under_its_name(app_without_database, wanted):
    sheet = Spreadsheet(name=["Liste"], columns=[Column("a", "A", str)], rows=[1])

    with app_without_database.test_request_context("/list"):
        response = download_of(sheet, wanted)

    assert response.mimetype == wanted.content_type
    saved = response.headers["Content-Disposition"]
    assert saved.startswith("attachment; filename=Liste-")
    assert saved.endswith(f".{wanted}")


def test_a_picture_is_saved_under_its_name():
    response = image_download("<svg/>", ["Profil attendu"])

    assert response.mimetype == "image/svg+xml"
    assert "Profil-attendu-" in response.headers["Content-Disposition"]
