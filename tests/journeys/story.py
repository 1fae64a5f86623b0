"""The whole life of a call: published, applied to, judged, decided, announced."""

from datetime import timedelta

from playwright.sync_api import Page, expect
from sqlalchemy import update

from callforprojects.calls.models import Round
from callforprojects.core.data.clock import now
from callforprojects.core.data.database import db
from callforprojects.organisations.models import Role
from tests.factories.accounts import PASSWORD, make_user
from tests.factories.organisations import make_funder, make_known_domain, make_member
from tests.factories.territories import RENNES, make_territory
from tests.journeys import applying, deciding, judging, publishing
from tests.journeys.conftest import OpenTab
from tests.journeys.people import sign_in, sign_up
from tests.journeys.site import Site
from tests.mail_reader import body_of

OFFICER = "olive@agence.example"
AGENT = "anne@ville.example"
FIRST, SECOND, STANDING_BACK = "ines@jury.example", "marc@jury.example", "jean@jury.example"
OPINION = "Le calendrier est crédible."


def live(site: Site, open_tab: OpenTab) -> None:
    """From the draft of the officer to the results that anybody reads."""
    set_scene(site)
    officer = open_tab()
    sign_in(officer, OFFICER)
    call_url = publish_call(officer)

    agent = open_tab()
    apply(agent, site, call_url)

    close_call(site)
    jurors = [open_tab(), open_tab(), open_tab()]
    seat_jury(officer, jurors, site, call_url)
    judge(jurors, site)

    conclude(officer, site, call_url)
    deciding.read_results(open_tab(), call_url)


def set_scene(site: Site) -> None:
    """A real commune, a funder with its officer, and a juror who has an account already."""
    with site.scene():
        make_territory(RENNES)
        make_known_domain("ville.example")
        officer = make_user(email=OFFICER, password=PASSWORD, language="fr", first_name="Olive")
        make_member(make_funder(), Role.EDITOR, user=officer)
        make_user(email=FIRST, password=PASSWORD, language="fr", first_name="Inès")


def publish_call(officer: Page) -> str:
    """Gives the address of the call, published with the criteria that its matrix proposes."""
    publishing.create_call(officer)
    return fill_and_publish(officer)


def fill_and_publish(officer: Page) -> str:
    """From the steps of an empty draft to the address of the published call."""
    publishing.present(officer)
    publishing.set_calendar(officer)
    publishing.fund(officer)
    publishing.choose_applicants(officer)
    publishing.fill_matrix(officer)
    count = publishing.take_proposed_criteria(officer)
    call_url = publishing.publish(officer)
    judged = officer.get_by_role("region", name="Comment les candidatures sont évaluées")
    criteria = judged.get_by_role("listitem")
    expect(criteria).to_have_count(count)
    return call_url


def apply(agent: Page, site: Site, call_url: str) -> None:
    """From nothing to the receipt, on the page and by mail."""
    agent.goto("/accounts/sign-up")
    sign_up(agent, site, "Anne Bihan", AGENT)
    applying.register_territory(agent)
    applying.begin(agent, call_url)
    applying.describe(agent)
    applying.claim(agent)
    applying.give_figures(agent)
    applying.attach(agent)
    reference = applying.check_and_file(agent)
    receipt = site.mail_to(AGENT, f"Accusé de réception {reference}")
    assert applying.PROJECT in body_of(receipt)


def close_call(site: Site) -> None:
    """A month goes by."""
    with site.scene():
        db.session.execute(update(Round).values(closes_at=now() - timedelta(seconds=1)))


def seat_jury(officer: Page, jurors: list[Page], site: Site, call_url: str) -> None:
    """Three jurors invited by mail take their seats, and each receives the file."""
    judging.invite(officer, call_url, "Inès Roche", FIRST)
    judging.invite(officer, call_url, "Marc Petit", SECOND)
    judging.invite(officer, call_url, "Jean Dol", STANDING_BACK)
    judging.accept_with_account(jurors[0], site, FIRST)
    judging.accept_as_newcomer(jurors[1], site, "Marc Petit", SECOND)
    judging.accept_as_newcomer(jurors[2], site, "Jean Dol", STANDING_BACK)
    judging.give_evenly(officer, call_url, per_file=3)


def judge(jurors: list[Page], site: Site) -> None:
    """One steps back and is shut out; the others score, each without the other's opinion."""
    first, second, standing_back = jurors
    judging.open_file(first, site, FIRST)
    judging.declare_nothing(first)
    judging.open_file(standing_back, site, STANDING_BACK)
    judging.step_back(standing_back)
    assert standing_back.request.get(first.url).status == 404

    judging.score(first, 3, OPINION)
    judging.hand_in(first)

    judging.open_file(second, site, SECOND)
    judging.declare_nothing(second)
    expect(second.get_by_text(OPINION)).to_have_count(0)
    judging.score(second, 4, "Les élèves ont la main.")
    judging.hand_in(second)
    expect(second.get_by_text(OPINION)).to_have_count(0)
    judging.read_others(second)
    expect(second.get_by_text(OPINION)).to_be_visible()


def conclude(officer: Page, site: Site, call_url: str) -> None:
    """The officer ranks, decides, reads the letters, announces: then only do they leave."""
    deciding.read_ranking(officer, call_url, mean="70")
    deciding.decide(officer, amount="150 000")
    deciding.read_letters(officer)
    assert len(site.mails_to(AGENT)) == 2  # the confirmation and the receipt: no letter yet
    deciding.announce(officer)

    letter = site.mail_to(AGENT, "Décision sur votre candidature")
    assert deciding.REASON in body_of(letter)
    assert len(site.mails_to(AGENT)) == 3
