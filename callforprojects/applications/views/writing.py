"""The sections of a draft: pages of questionnaires, at addresses of applications."""

from sqlalchemy.orm import joinedload

from callforprojects.applications import permissions, queries, services
from callforprojects.applications.asking import shown_beside
from callforprojects.applications.drafts import draft_of, storage_quota_for
from callforprojects.applications.models import Application
from callforprojects.applications.views.blueprint import blueprint
from callforprojects.calls.models import Round
from callforprojects.core.data.clock import now
from callforprojects.questionnaires.models import Section
from callforprojects.questionnaires.writing import Around, Drafts, add_writing


def _around(application: Application, section: Section) -> Around:
    current = application.round
    return Around(
        closes_at=current.closes_at if current.is_open(now()) else None,
        expected=application.call.expected_profile,
        quota=storage_quota_for(section, application.organisation),
    )


add_writing(
    blueprint,
    Drafts(
        table=Application,
        may_write=permissions.edit_application,
        load=queries.WITH_CALL,
        load_to_save=[
            joinedload(Application.round).joinedload(Round.call),
            joinedload(Application.organisation),
        ],
        draft_of=draft_of,
        read_again=queries.application_again,
        save_section=services.save_section,
        save_answer=services.write_answer,
        shown_beside=shown_beside,
        around=_around,
        list_page="tasks",
        check_page="check",
        section_layout="applications/_section_page.html",
    ),
)
