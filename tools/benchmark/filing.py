"""The filed applications: organisation, answers, claims, and the frozen file."""

import json
import random
import uuid
from collections.abc import Mapping
from typing import Any

from callforprojects.applications.freezing import application_snapshot
from callforprojects.applications.models import Application, ApplicationStatus, Project, Submission
from callforprojects.core.data.canonical import canonical, hash_of
from callforprojects.core.data.identifiers import uuid7
from callforprojects.core.data.money import Money
from callforprojects.core.text.search_text import search_text
from callforprojects.files.models import File
from callforprojects.iso37101.codes import CELL_CODES
from callforprojects.organisations.models import Organisation
from callforprojects.questionnaires.conditions import ShownParts
from callforprojects.questionnaires.models import Answer, AnswerSet, MatrixClaim
from tools.benchmark import texts
from tools.benchmark.world import World
from tools.benchmark.writer import Writer

CLAIMS = 8
DOCUMENT = {"name": "deliberation.pdf", "size": 214_000, "sha256": "0" * 64}
Row = dict[str, Any]


class Filing:
    """Files one application after the other, with the same words and other facts."""

    def __init__(self, world: World, writer: Writer) -> None:
        self.world, self.writer = world, writer
        self.dice = random.Random(37101)  # noqa: S311  # the same claims each time
        self.questions = [q for each in world.revision.sections for q in each.questions]
        self.pattern = json.dumps(self._pattern())

    def file(self, number: int) -> tuple[uuid.UUID, uuid.UUID]:
        """File application `number`: the identifiers of the application and of its submission."""
        organisation, application = self._application(number)
        document = self._document(application)
        values = {
            **texts.answers_of(number),
            "matrix": self._claims(application),
            "deliberation": document,
        }
        self._answers(application, values)
        text = canonical(self._snapshot(organisation, application, values))
        submission = self.writer.add(
            Submission,
            application_id=application["id"],
            answer_set_id=application["answer_set_id"],
            revision_id=self.world.revision.id,
            snapshot_text=text,
            sha256=hash_of(text),
            submitted_at=self.writer.at,
            recorded_at=self.writer.at,
            submitted_by_id=self.world.applicant.id,
        )
        self.writer.act("application.submitted", application["id"], self.world.applicant.id)
        return application["id"], submission["id"]

    def _application(self, number: int) -> tuple[Row, Row]:
        name, cost = texts.town_of(number), texts.cost_of(number)
        organisation = self.writer.add(
            Organisation,
            is_funder=False,
            is_applicant=True,
            name=name,
            territory_type="commune",
            search_text=search_text(name, "", None),
        )
        answer_set = self.writer.add(AnswerSet, revision_id=self.world.revision.id)
        project = self.writer.add(Project, call_id=self.world.call.id)
        application = self.writer.add(
            Application,
            project_id=project["id"],
            round_id=self.world.call.current_round.id,
            organisation_id=organisation["id"],
            answer_set_id=answer_set["id"],
            created_by_id=self.world.applicant.id,
            status=ApplicationStatus.SUBMITTED,
            reference=f"{self.world.call.reference}-{number + 1:05d}",
            title=texts.title_of(number),
            search_text=search_text(
                texts.title_of(number), f"{self.world.call.reference}-{number + 1:05d}"
            ),
            summary=texts.answers_of(number)["summary"],
            requested_amount=Money(cost // 2),
            total_cost=Money(cost),
            submitted_at=self.writer.at,
        )
        return organisation, application

    def _document(self, application: Row) -> Row:
        """A document as an answer names it; its bytes are not needed to show the pages."""
        file = self.writer.add(
            File,
            storage_key=uuid7().hex,
            content_type="application/pdf",
            subject_kind="application",
            subject_id=application["id"],
            uploaded_by_id=self.world.applicant.id,
            **DOCUMENT,
        )
        return {"id": str(file["id"]), **DOCUMENT}

    def _claims(self, application: Row) -> list[Row]:
        claims = []
        for place in sorted(self.dice.sample(range(len(CELL_CODES)), CLAIMS)):
            purpose, domain = CELL_CODES[place]
            claim = {
                "purpose": purpose,
                "domain": domain,
                "level": self.dice.choice((1, 2, 2, 3, 3, -1)),
                "argument": texts.SENTENCES[place % len(texts.SENTENCES)],
            }
            self.writer.add(MatrixClaim, answer_set_id=application["answer_set_id"], **claim)
            claims.append(claim)
        return claims

    def _answers(self, application: Row, values: Mapping[str, Any]) -> None:
        for question in self.questions:
            if question.key in values:
                self.writer.add(
                    Answer,
                    answer_set_id=application["answer_set_id"],
                    question_stable_id=question.stable_id,
                    value=values[question.key],
                    author_id=self.world.applicant.id,
                )

    def _pattern(self) -> Row:
        """A frozen file as the program makes it: each other is this one with its own facts."""
        values = {**texts.answers_of(0), "matrix": [], "deliberation": {"id": "", **DOCUMENT}}
        answers = [
            Answer(question_stable_id=question.stable_id, row=0, value=values.get(question.key))
            for question in self.questions
        ]
        organisation = Organisation(id=uuid7(), name="", territory_type="commune")
        application = Application(round=self.world.call.current_round, organisation=organisation)
        answer_set = AnswerSet(answers=answers, claims=[])
        return application_snapshot(
            application, self.world.revision, answer_set, ShownParts({}), at=self.writer.at
        )

    def _snapshot(self, organisation: Row, application: Row, values: Mapping[str, Any]) -> Row:
        snapshot: Row = json.loads(self.pattern)
        snapshot |= {key: application[key] for key in ("reference", "title", "summary")}
        snapshot["organisation"] |= {"id": str(organisation["id"]), "name": organisation["name"]}
        snapshot["requested_amount_cents"] = application["requested_amount"].cents
        snapshot["total_cost_cents"] = application["total_cost"].cents
        snapshot["claims"] = values["matrix"]
        snapshot["files"] = [{**values["deliberation"], "question": "deliberation"}]
        for section in snapshot["sections"]:
            for question in section["questions"]:
                question["value"] = values.get(question["key"])
                if question["type"] == "short_text":
                    question["shown"] = question["value"]
        return snapshot
