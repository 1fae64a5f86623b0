"""Documents are made of data that are never read as source, and always made."""

import errno
import os
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta, timezone
from io import BytesIO
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

import pytest
from pypdf import PdfReader

from callforprojects.core.outside.pdf import (
    document_cache,
    moment,
    printable,
    render,
    render_pdf,
    workers,
)
from callforprojects.core.text.errors import UnavailableError

pytestmark = pytest.mark.usefixtures("one_engine")


def receipt(**values: Any) -> dict[str, Any]:
    """The smallest data of a template."""
    texts = ("author", "mark", "running", "running-end", "foot", "page-word", "eyebrow", "owner")
    more = ("statement", "proof", "fingerprint", "fingerprint-label", "fingerprint-note")
    facts = {"title": "A title", "heading": "A title", "language": "en", "facts": []}
    data = {**dict.fromkeys((*texts, *more), ""), **facts, "sections": []}
    return {**data, "date": [2026, 3, 12, 16, 0, 0], **values}


def words(content: bytes) -> str:
    pages = PdfReader(BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a *b* _c_ #panic() $x$ @y <z> // w", "a *b* _c_ #panic() $x$ @y <z> // w"),
        ("😀 ok", "[U+1F600] ok"),
        ("漢字 and 😀👍🏽", "[U+6F22][U+5B57] and [U+1F600][U+1F44D]"),
        ("\x00a\x01b\ud800c\ue000d", "abcd"),
        ("œ Œ « à » 5\u202f000 €", "œ Œ « à » 5 000 €"),
    ],
)
def test_whatever_people_write_is_printed(text: str, shown: str) -> None:
    rendering = render("receipt", receipt(statement=text))

    assert rendering.warnings == ()
    assert shown in words(rendering.content)


def test_past_the_five_hundredth_a_sign_without_a_picture_is_a_square() -> None:
    shown = printable("漢字" * 251 + " and\n😀").replace("\u200b", "")

    assert shown == "[U+6F22][U+5B57]" * 250 + "□□ and\n□"


def test_a_text_of_thousands_of_lines_is_all_there() -> None:
    text = "\n".join(f"({number})" for number in range(1000))

    rendering = render("receipt", receipt(statement=text))

    assert rendering.warnings == ()
    assert text.split() == [word for word in words(rendering.content).split() if word[0] == "("]


def test_hebrew_arabic_greek_and_cyrillic_are_drawn() -> None:
    rendering = render("receipt", receipt(statement="עברית مرحبا Ωδή Київ Đặng Ştefan"))

    assert rendering.warnings == ()
    assert "[U+" not in words(rendering.content)


def test_an_endless_word_may_break_and_a_fingerprint_never() -> None:
    endless, fingerprint = "a" * 200, "0123456789abcdef" * 4

    assert printable(endless).replace("\u200b", "") == endless
    assert max(map(len, printable(endless).split("\u200b"))) == 20
    assert printable(fingerprint) == fingerprint


def test_the_date_of_a_document_is_the_instant_it_is_given() -> None:
    paris = timezone(timedelta(hours=1))
    at = datetime(2026, 3, 12, 17, 0, 0, tzinfo=paris)

    document = PdfReader(BytesIO(render("receipt", receipt(date=moment(at))).content))

    assert document.metadata is not None
    assert document.metadata.creation_date == datetime(2026, 3, 12, 16, 0, tzinfo=UTC)


LONG = "Le projet prévoit la rénovation énergétique des écoles et un réseau de chaleur. "


def lines_of(content: bytes) -> list[int]:
    """How many lines each page has, but for its head and its foot."""
    pages = PdfReader(BytesIO(content)).pages
    return [
        sum(bool(line.strip()) and "HEAD" not in line for line in page.extract_text().split("\n"))
        for page in pages
    ]


@pytest.mark.parametrize("count", range(33, 42))
def test_no_page_has_one_line(count: int) -> None:
    short = "\n".join(f"Ligne {number}" for number in range(count))
    texts = [short, LONG * 2 * count + "\nFin.", "\n".join([LONG * 3] * (count // 4) + ["Fin."])]
    rows = [[f"Fact {number}", "1"] for number in range(count)]
    papers = [receipt(statement=text) for text in texts] + [receipt(facts=rows)]

    for paper in papers:
        head = dict.fromkeys(("running", "running-end", "foot", "page-word"), "HEAD")
        mark = {"fingerprint": "0123456789abcdef" * 4, "fingerprint-label": "SHA-256"}
        pages = lines_of(render("receipt", {**paper, **head, **mark}).content)
        assert min(pages) > 1, pages


SLOW = "#for i in range(100000) { for j in range(100000) { if calc.pow(i, 2) < 0 { [x] } } }"
LARGE = '#let s = "a"\n#for i in range(40) { s = s + s }\n#s.len()'


@pytest.fixture
def template(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], str]]:
    """Make a template of our own, for processes that are ended afterwards."""
    workers.end_all()
    monkeypatch.setattr(workers, "FOLDER", tmp_path)

    def made(source: str) -> str:
        (tmp_path / "ours.typ").write_text(f'#set document(title: "A")\n{source}', "utf-8")
        return "ours"

    yield made
    workers.end_all()


@pytest.mark.parametrize("source", [SLOW, LARGE], ids=["slow", "large"])
def test_a_document_that_asks_for_too_much_is_given_up_and_the_next_is_made(
    template: Callable[[str], str], monkeypatch: pytest.MonkeyPatch, source: str
) -> None:
    monkeypatch.setattr(workers, "_DEADLINE", 3)

    with pytest.raises(UnavailableError):
        render(template(source), {})

    assert render(template("A text."), {}).content.startswith(b"%PDF")


def test_a_template_that_is_wrong_says_so(template: Callable[[str], str]) -> None:
    with pytest.raises(RuntimeError, match="unknown variable"):
        render(template("#nothing"), {})


def test_when_all_are_busy_one_is_told_to_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_turns", BoundedSemaphore(1))
    monkeypatch.setattr(workers, "_PATIENCE", 0.01)

    with workers._turns, pytest.raises(UnavailableError):
        render("receipt", receipt())


def test_a_worker_retires(monkeypatch: pytest.MonkeyPatch) -> None:
    workers.end_all()
    monkeypatch.setattr(workers, "_RETIREMENT", 1)

    render("receipt", receipt())

    assert workers._idle.empty()


@pytest.mark.usefixtures("app_without_database")
def test_the_same_data_are_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    first = render_pdf("receipt", receipt(statement="Once"))
    monkeypatch.setattr(workers, "make", None)

    assert render_pdf("receipt", receipt(statement="Once")) == first
    with pytest.raises(TypeError):
        render_pdf("receipt", receipt(statement="Twice"))


def test_documents_that_nobody_asks_for_make_room(
    with_settings: Callable[..., None], tmp_path: Path
) -> None:
    with_settings(data_folder=tmp_path, documents_limit_mb=1)
    half = b"x" * 500_000
    for age, name in enumerate(("newest", "newer", "older", "oldest")):
        document_cache.keep(name, half)
        os.utime(tmp_path / "documents" / name[:2] / name, (time.time() - age,) * 2)
    document_cache.keep("forgotten", b"x")
    os.utime(tmp_path / "documents" / "fo" / "forgotten", (1, 1))
    foreign = tmp_path / "documents" / "backup-2026" / "manifest.json"
    foreign.parent.mkdir()
    foreign.touch()
    os.utime(foreign, (1, 1))

    document_cache.forget_documents.run()

    assert foreign.exists()
    assert document_cache.document("newest") == document_cache.document("newer") == half
    assert (
        document_cache.document("older")
        is document_cache.document("oldest")
        is document_cache.document("forgotten")
        is None
    )


def test_a_disk_that_is_full_prevents_no_document(
    with_settings: Callable[..., None], tmp_path: Path
) -> None:
    (tmp_path / "documents").write_text("no folder")
    with_settings(data_folder=tmp_path)

    assert render_pdf("receipt", receipt()).startswith(b"%PDF")


def test_a_document_that_could_not_be_kept_leaves_nothing(
    with_settings: Callable[..., None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with_settings(data_folder=tmp_path)
    monkeypatch.setattr(Path, "replace", refuse)

    document_cache.keep("name", b"x")

    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a" + "\u0301\u0323" * 45_000, id="90,000 marks"),
        pytest.param("a" + "\u0301\u0323" * 150_000, id="300,000 marks"),
        pytest.param("".join(map(chr, range(0x4E00, 0x9000))), id="signs without a picture"),
        pytest.param("a" * 30_000, id="an endless word"),
    ],
)
def test_hostile_texts_are_printable_within_a_second(text: str) -> None:
    start = time.process_time()
    printable(text)

    assert time.process_time() - start < 1


def test_signs_that_no_font_draws_cost_one_document() -> None:
    signs = "".join(map(chr, range(0x0E01, 0x0E5B))) + "".join(map(chr, range(0x1200, 0x1380)))

    rendering = render("receipt", receipt(statement=signs, heading=signs[:40]))

    assert rendering.warnings == ()
    assert "[U+1200]" in words(rendering.content)
