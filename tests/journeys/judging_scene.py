"""A file that waits for the scores of one juror, in the database and in French."""

from tests.factories.accounts import PASSWORD, make_user
from tests.factories.juries import assign, make_filed, make_judged_call, make_juror
from tests.journeys.site import Site

JUROR = "ines@jury.example"
SECOND = "Le second dossier"


def give_file(site: Site) -> str:
    """Gives the path of the scoring page."""
    with site.scene():
        call = make_judged_call(language="fr")
        user = make_user(email=JUROR, password=PASSWORD, language="fr", first_name="Inès")
        application = make_filed(call)
        assign(make_juror(call, user=user), application)
        return f"/reviews/applications/{application.id}"


def give_two_files(site: Site) -> str:
    """The same with a second file after it, called “Le second dossier”."""
    with site.scene():
        call = make_judged_call(language="fr")
        user = make_user(email=JUROR, password=PASSWORD, language="fr", first_name="Inès")
        first, second = make_filed(call), make_filed(call, title=SECOND)
        assign(make_juror(call, user=user), first, second)
        return f"/reviews/applications/{first.id}"
