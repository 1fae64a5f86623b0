"""In which language a request is answered: French or English."""

from typing import Any

from flask import Flask, has_request_context, request
from flask_babel import Babel
from flask_login import current_user
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup

from callforprojects import paths
from callforprojects.core.text.catalogues import compile_folder
from callforprojects.core.text.i18n import DEFAULT_LANGUAGE, LANGUAGES, catalogue, current_locale

LANGUAGE_COOKIE = "language"

babel = Babel()


def language_of_request() -> str:
    """The person's choice, else the cookie, else what the browser asks for, else French."""
    if not has_request_context():
        return DEFAULT_LANGUAGE
    if current_user and current_user.is_authenticated:
        return str(current_user.language)
    cookie = request.cookies.get(LANGUAGE_COOKIE)
    if cookie in LANGUAGES:
        return cookie
    return request.accept_languages.best_match(list(LANGUAGES)) or DEFAULT_LANGUAGE


def init_app(app: Flask) -> None:
    """Compile what is new, then speak."""
    for language in LANGUAGES:
        compile_folder(paths.TRANSLATIONS / language)
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(paths.TRANSLATIONS)
    app.config["BABEL_DEFAULT_LOCALE"] = DEFAULT_LANGUAGE
    app.config["BABEL_DEFAULT_TIMEZONE"] = "Europe/Paris"
    babel.init_app(app, locale_selector=language_of_request)
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]  # of the extension
        gettext=lambda text: catalogue().ugettext(text),
        ngettext=lambda singular, plural, num: catalogue().ungettext(singular, plural, num),
        pgettext=lambda about, text: catalogue().upgettext(about, text),
        npgettext=lambda about, singular, plural, num: catalogue().unpgettext(
            about, singular, plural, num
        ),
        newstyle=True,
    )
    for name in ("_", "gettext"):
        app.jinja_env.globals[name] = _text_of_template


@pass_eval_context
def _text_of_template(evaluation: EvalContext, message: str, /, **values: Any) -> str:  # noqa: ANN401
    """As Jinja's own does it, in one call instead of three: a page asks for 200 texts, most of
    them without values, whose form in a page never changes.
    """
    locale = current_locale()
    if not evaluation.autoescape:
        text: str = locale.catalogue.ugettext(message)
        return text % values
    if values:
        return Markup(locale.catalogue.ugettext(message)) % values  # noqa: S704  # ours
    known = locale.in_pages.get(message)
    if known is None:
        known = locale.in_pages[message] = Markup(locale.catalogue.ugettext(message)) % {}  # noqa: S704
    return known
