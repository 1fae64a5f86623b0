"""Pages that belong to no feature: home, dashboard, legal texts, language."""

from datetime import date
from typing import Any

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from callforprojects.accounts.services import choose_language
from callforprojects.accounts.signing_in import this_user
from callforprojects.calls.queries import open_calls
from callforprojects.core.data.clock import now
from callforprojects.core.outside.settings import settings
from callforprojects.core.text.i18n import LANGUAGES
from callforprojects.core.web.access import public, requires, signed_in, visitor
from callforprojects.core.web.languages import LANGUAGE_COOKIE
from callforprojects.core.web.links import inside
from callforprojects.core.web.lists import list_state_from_request
from callforprojects.iso37101.portfolio import Portfolio
from callforprojects.messages.queries import stopped_count
from callforprojects.organisations.queries import count_waiting_accreditations
from callforprojects.pages import drafting, forms, palette, permissions, queries, samples
from callforprojects.pages.first_day import first_day
from callforprojects.pages.waiting import InHand, deadlines_of, tasks_of
from callforprojects.selection.queries.announced import announced_calls

blueprint = Blueprint("pages", __name__)
_YEAR = 365 * 24 * 3600
_STATED_ON = date(2026, 11, 22)  # when what the accessibility statement says was last checked


@blueprint.route("/")
@public
def home() -> ResponseReturnValue:
    calls = open_calls()
    return render_template(
        "pages/home.html",
        calls=calls,
        portfolio=Portfolio.of(call.expected_profile for call in calls),
        announced=announced_calls(),
        figures=queries.platform_figures(),
        now=now(),
    )


@blueprint.route("/dashboard")
@signed_in
def dashboard() -> ResponseReturnValue:
    hand, at = _in_hand(), now()
    return render_template(
        "pages/dashboard.html",
        hand=hand,
        written=drafting.written_of(hand.applications),
        tasks=tasks_of(hand, at),
        deadlines=deadlines_of(hand, at),
        now=at,
        **_of_administration(),
    )


def _in_hand() -> InHand:
    person, administers = visitor().id, visitor().is_administrator
    return InHand(
        memberships=queries.memberships_of(person),
        applications=queries.applications_in_hand(person),
        calls=queries.calls_in_hand(person),
        juries=queries.juries_in_hand(person),
        requests=[
            *queries.requests_to_answer(person),
            *(queries.requests_that_nobody_answers() if administers else ()),
        ],
        accreditations=count_waiting_accreditations() if administers else 0,
        accreditations_asked=queries.accreditations_asked(person),
    )


def _of_administration() -> dict[str, Any]:
    """What the dashboard of an administrator of the platform says besides; nothing to others."""
    if not visitor().is_administrator:
        return {"steps": (), "figures": None, "stopped": 0}
    return {
        "steps": first_day(queries.beginnings()),
        "figures": queries.platform_figures(),
        "stopped": stopped_count(visitor()),
    }


@blueprint.route("/framework")
@public
def framework() -> ResponseReturnValue:
    return render_template("pages/framework.html")


@blueprint.route("/legal")
@public
def legal() -> ResponseReturnValue:
    return render_template("pages/legal.html")


@blueprint.route("/accessibility")
@public
def accessibility() -> ResponseReturnValue:
    return render_template("pages/accessibility.html", stated_on=_STATED_ON)


@blueprint.route("/privacy")
@public
def privacy() -> ResponseReturnValue:
    return render_template("pages/privacy.html")


@blueprint.route("/cookies")
@public
def cookies() -> ResponseReturnValue:
    return render_template("pages/cookies.html")


@blueprint.route("/language", methods=["POST"])
@public
def switch_language() -> ResponseReturnValue:
    """Remember the language: in the person's account, else in a cookie. Then come back."""
    language = request.form.get("language", "")
    if language not in LANGUAGES:
        abort(400)
    if visitor().is_authenticated:
        choose_language(this_user(), language)
    response: Response = redirect(  # type: ignore[assignment]  # werkzeug says its own Response
        inside(request.form.get("next", ""), url_for("pages.home"))
    )
    response.set_cookie(
        LANGUAGE_COOKIE,
        language,
        max_age=_YEAR,
        secure=settings().is_secure,
        httponly=True,
        samesite="Lax",
    )
    return response


@blueprint.route("/style")
@requires(permissions.see_style, conceal=True, sign_in=False)
def style() -> ResponseReturnValue:
    """Every component in every state."""
    state = list_state_from_request(samples.TABLE)
    return render_template(
        "pages/style.html",
        list_state=state,
        list_page=samples.listed(state),
        pairs=palette.pairs(),
        empty=forms.empty_form(),
        filled=forms.filled_form(**samples.answers()),
        wrong=forms.wrong_form(),
        **samples.everything(),
    )
