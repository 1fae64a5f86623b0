"""In which language a request is answered: French or English."""

from flask import Flask, has_request_context, request
from flask_babel import Babel
from flask_login import current_user

from callforprojects import paths
from callforprojects.core.text.catalogues import compile_folder
from callforprojects.core.text.i18n import DEFAULT_LANGUAGE, LANGUAGES, catalogue

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
