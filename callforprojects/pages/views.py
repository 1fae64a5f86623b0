"""Pages that belong to no feature: home, framework, legal texts, language."""

from datetime import date

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from callforprojects.accounts.services import choose_language
from callforprojects.accounts.signing_in import this_user
from callforprojects.calls.queries import open_calls
from callforprojects.core.data.clock import now
from callforprojects.core.outside.settings import settings
from callforprojects.core.text.i18n import LANGUAGES
from callforprojects.core.web.access import public, visitor
from callforprojects.core.web.languages import LANGUAGE_COOKIE
from callforprojects.core.web.links import inside
from callforprojects.dashboard.queries import platform_figures
from callforprojects.iso37101.portfolio import Portfolio
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
        figures=platform_figures(),
        now=now(),
    )


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
