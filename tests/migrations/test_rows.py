"""Migrations on a database that holds rows: what each says of them is what is read afterwards.

One database of the first release is filled, then upgraded to the newest one: no row is made by the
program, which knows only the newest tables.
"""

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from callforprojects.activity import chain
from callforprojects.core.outside.revisions import present_revision
from callforprojects.operations.upgrading import downgrade_tables, upgrade_tables
from tests.migrations.rows import NOON, Rows, database_of, identified

FIRST_RELEASE = "7d1e0b5a4c22"
QUOTA_WAS_ROOM = "2c9f5a7d81e6"
MARKS_WERE_LINES = "4d8f61b0c2a9"
GUIDANCE = (
    "Look at the need.\n0: nothing is said\n5 : and measured\n3 – described\n3/5 – described well\n"
    "7: beyond the scale\nA lone action stays below 2."
)
GUIDANCE_WITHOUT_MARKS = " Kept as it is,\r\n12: blanks and all. "


@pytest.fixture
def engine(tmp_path: Path, engine_name: str) -> Iterator[sa.Engine]:
    with database_of(FIRST_RELEASE, tmp_path, engine_name) as engine:
        yield engine


def first_release(rows: Rows) -> dict[str, uuid.UUID]:
    """A call with two files, a juror of it, and two people who signed up."""
    made: dict[str, uuid.UUID] = {}
    made["proved"] = rows.add(
        "user", first_name="Anne www.bait.example", password_hash="kept", confirmed_at=NOON
    )
    made["unproved"] = rows.add("user", first_name="Win a million", password_hash="attacker's")
    for person in ("proved", "unproved"):
        rows.add("account_token", user_id=made[person], purpose="reset", expires_at=NOON)
    funder = rows.add("organisation", kind="funder")
    questionnaire = rows.add("questionnaire")
    revision = rows.add(
        "questionnaire_revision", questionnaire_id=questionnaire, status="draft", number=1
    )
    made["call"] = rows.add(
        "call",
        funder_id=funder,
        questionnaire_id=questionnaire,
        created_by_id=made["proved"],
        status="draft",
        kind="aap",
        language="fr",
        edition="2016",
    )
    for number, name in enumerate(("file", "other")):
        made[name] = rows.add(
            "application",
            call_id=made["call"],
            organisation_id=rows.add("organisation", kind="territory"),
            answer_set_id=rows.add("answer_set", revision_id=revision),
            created_by_id=made["proved"],
            status="submitted",
            reference=f"DVD-2026-000{number}",
            title=("Cool squares", "A warm park")[number],
            submitted_at=NOON,
        )
    done = {"at": NOON, "verb": "call.published", "subject_kind": "call"}
    made["unsealed"] = rows.add(
        "activity", **done, subject_id=made["call"], actor_id=made["proved"]
    )
    made["submission"] = rows.add(
        "submission",
        application_id=made["file"],
        submitted_at=NOON,
        submitted_by_id=made["proved"],
        number=1,
    )
    return made | judged(rows, made)


def judged(rows: Rows, made: dict[str, uuid.UUID]) -> dict[str, uuid.UUID]:
    jury = rows.add("jury", call_id=made["call"])
    seat = {"jury_id": jury, "role": "member"}
    sitting = rows.add("juror", **seat, user_id=made["proved"], status="accepted")
    invited = rows.add("juror", **seat, status="invited")
    for juror, file in ((sitting, "other"), (invited, "file")):
        rows.add(
            "conflict_of_interest", juror_id=juror, application_id=made[file], source="declared"
        )
    scale = {"call_id": made["call"], "weight": 50, "scale_max": 5}
    criterion = rows.add("criterion", **scale, position=1, guidance=GUIDANCE)
    rows.add("criterion", **scale, position=2, guidance=GUIDANCE_WITHOUT_MARKS)
    review = {"juror_id": sitting, "submission_id": made["submission"], "comment": "Good."}
    handed_in = rows.add(
        "review",
        **review,
        application_id=made["file"],
        status="submitted",
        submitted_at=NOON,
        is_counted=True,
        total=80,
    )
    draft = rows.add("review", **review, application_id=made["other"], status="draft")
    rows.add("score", review_id=handed_in, criterion_id=criterion, status="scored", value=4)
    rows.add("standing", application_id=made["file"], call_id=made["call"], count=1)
    news = {"status": "sent", "to_email": "mairie@town.example", "about_kind": "call"}
    told = {"template": "applications/postponed", "about_id": made["call"], "is_secret": False}
    mail = rows.add("message", **news, **told, text="“Cool squares” is filed: nothing to do.")
    taken = rows.add("message", status="sending", claimed_at=NOON, is_secret=False)
    return {
        "criterion": criterion,
        "handed in": handed_in,
        "draft": draft,
        "mail": mail,
        "taken": taken,
    }


def numbers_of_rows(engine: sa.Engine) -> dict[str, int]:
    with engine.connect() as connection:
        rows = Rows(connection)
        return {name: len(rows.all(name)) for name in rows.known.tables}


def test_rows_of_the_first_release_are_read_by_the_newest_and_back(engine: sa.Engine) -> None:
    with engine.begin() as connection:
        made = first_release(Rows(connection))
    before = numbers_of_rows(engine)

    upgrade_tables()

    after = numbers_of_rows(engine)
    changed = {"conflict_of_interest": 1, "activity_head": 1}
    assert {name: after[name] for name in before} == before | changed
    with engine.connect() as connection:
        rows = Rows(connection)
        check_people(rows, made)
        check_conflicts(rows, made)
        check_reviews(rows, made)
        check_criteria(rows)
        check_mails(rows, made)
        check_activity(rows, made)
        check_searches(rows, made)
        recorded = rows.one("submission", id=made["submission"])
        assert recorded.recorded_at == recorded.submitted_at

    check_criteria_on_the_way_back(engine)
    check_quota_on_the_way_back(engine)
    downgrade_tables(FIRST_RELEASE)

    assert numbers_of_rows(engine) == before | changed


def check_criteria_on_the_way_back(engine: sa.Engine) -> None:
    """What marks mean goes back to the guidance, a line for each."""
    downgrade_tables(MARKS_WERE_LINES)

    with engine.connect() as connection:
        first, second = (
            Rows(connection).one("criterion", position=number).guidance for number in (1, 2)
        )
    assert first.splitlines() == [
        *("Look at the need.", "3 – described", "7: beyond the scale"),
        "A lone action stays below 2.",
        *("0\N{NO-BREAK SPACE}: nothing is said", "3\N{NO-BREAK SPACE}: described well"),
        "5\N{NO-BREAK SPACE}: and measured",
    ]
    assert second == GUIDANCE_WITHOUT_MARKS


def check_quota_on_the_way_back(engine: sa.Engine) -> None:
    """A quota that was given keeps its value under the name that its column had before."""
    with engine.begin() as connection:
        connection.execute(
            sa.text("UPDATE organisation SET storage_quota_mb = 7 WHERE kind = 'funder'")
        )

    downgrade_tables(QUOTA_WAS_ROOM)

    with engine.connect() as connection:
        assert Rows(connection).one("organisation", kind="funder").room_mb == 7


def test_an_upgrade_that_is_killed_at_its_end_is_done_wholly_the_next_time(
    engine: sa.Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The journal is put under the key with the migration that brings it, or neither is done."""
    with engine.begin() as connection:
        made = first_release(Rows(connection))

    def die(*_arguments: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(chain, "_append", die)
        with pytest.raises(KeyboardInterrupt):
            upgrade_tables()
    with engine.connect() as connection:
        assert present_revision(connection) == FIRST_RELEASE

    upgrade_tables()

    with engine.connect() as connection:
        check_activity(Rows(connection), made)


def test_an_upgrade_by_the_command_of_flask_puts_the_journal_under_the_key(
    engine: sa.Engine,
) -> None:
    with engine.begin() as connection:
        made = first_release(Rows(connection))

    upgrade_tables()

    with engine.connect() as connection:
        check_activity(Rows(connection), made)


def check_people(rows: Rows, made: dict[str, uuid.UUID]) -> None:
    """What a stranger may have typed opens nothing, and no name holds an address."""
    proved, unproved = (rows.one("user", id=made[name]) for name in ("proved", "unproved"))

    assert (unproved.first_name, unproved.password_hash) == ("", None)
    assert proved.password_hash == "kept"
    assert "www." not in proved.first_name
    assert proved.first_name.startswith("Anne")
    used = {identified(row.user_id): row.used_at is not None for row in rows.all("account_token")}
    assert used == {made["proved"]: False, made["unproved"]: True}


def check_conflicts(rows: Rows, made: dict[str, uuid.UUID]) -> None:
    """A conflict is that of whoever sat there; a seat that nobody took has none."""
    (conflict,) = rows.all("conflict_of_interest")

    assert identified(conflict.user_id) == made["proved"]
    assert identified(conflict.project_id) == made["other"]
    assert conflict.lifted_at is None


def check_reviews(rows: Rows, made: dict[str, uuid.UUID]) -> None:
    """What is handed in is its first version; its juror may have read the others."""
    handed_in, draft = (rows.one("review", id=made[name]) for name in ("handed in", "draft"))
    (version,) = rows.all("review_version")

    assert (handed_in.version_count, draft.version_count) == (1, 0)
    assert handed_in.others_read_at == handed_in.submitted_at
    assert draft.others_read_at is None
    assert identified(version.review_id) == made["handed in"]
    assert (version.number, version.total, version.others_read) == (1, 80, False)
    assert set(version.marks) == {str(made["criterion"])}
    mark = version.marks[str(made["criterion"])]
    assert (mark["status"], mark["value"]) == ("scored", 4)
    assert rows.one("standing", application_id=made["file"]).versions == 1


def check_criteria(rows: Rows) -> None:
    """Lines of the guidance that say what a mark means are a column; nothing else has moved."""
    first, second = (rows.one("criterion", position=number) for number in (1, 2))

    assert first.descriptors == {
        "0": "nothing is said",
        "300": "described well",
        "500": "and measured",
    }
    assert first.guidance.splitlines() == [
        *("Look at the need.", "3 – described", "7: beyond the scale"),
        "A lone action stays below 2.",
    ]
    assert (second.descriptors, second.guidance) == ({}, GUIDANCE_WITHOUT_MARKS)


def check_mails(rows: Rows, made: dict[str, uuid.UUID]) -> None:
    """A mail being sent may have left; one about a call names the files that its text names."""
    taken = rows.one("message", id=made["taken"])
    (mention,) = rows.all("message_mention")

    assert taken.data_begun_at == taken.claimed_at
    assert (identified(mention.message_id), mention.kind) == (made["mail"], "application")
    assert identified(mention.thing_id) == made["file"]


def check_searches(rows: Rows, made: dict[str, uuid.UUID]) -> None:
    """What a list looks for is made for the rows that were there."""
    file, person = rows.one("application", id=made["file"]), rows.one("user", id=made["proved"])
    (funder,) = rows.all("organisation", is_funder=True)

    assert file.search_text == " cool squares \n dvd 2026 0000 "
    assert person.search_text.startswith(f" last name {person.last_name.partition('-')[2]} ")
    assert funder.search_text.startswith(f" name {funder.name.partition('-')[2]} \n ")
    assert [row.search_text for row in rows.all("juror")].count("") == 0


def check_activity(rows: Rows, made: dict[str, uuid.UUID]) -> None:
    """What nobody had sealed is sealed, under the key, by the upgrade that brings it."""
    head, row = rows.one("activity_head"), rows.one("activity", id=made["unsealed"])

    assert (row.sequence, row.hash) == (1, head.hash)
    assert (head.keyed_from, head.touched_at) == (1, None)
    assert head.signature
