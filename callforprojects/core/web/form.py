"""The base form: what came from outside becomes clean values, and each error finds its field."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

from flask import Response, after_this_request, current_app, g, render_template
from flask_wtf import FlaskForm
from flask_wtf.csrf import CSRFProtect, generate_csrf
from flask_wtf.form import _Auto
from itsdangerous import BadData, URLSafeTimedSerializer
from markupsafe import Markup
from wtforms import HiddenField, PasswordField, StringField, TextAreaField  # noqa: TID251  # all texts
from wtforms.validators import StopValidation, ValidationError

from callforprojects.core.data.formats import too_long, wait_in_words
from callforprojects.core.text.cleaning import LONGEST_LINE, LONGEST_TEXT, clean
from callforprojects.core.text.errors import DomainError, TooMany, UnavailableError
from callforprojects.core.text.i18n import _
from callforprojects.core.web.fields import AtMost, ValueField
from callforprojects.core.web.origins import is_from_here
from callforprojects.core.web.request_keys import key_input
from callforprojects.core.web.sessions import has_session
from callforprojects.core.web.unsent_forms import unsent_form_here


class _Protection(CSRFProtect):
    """The token of a form is that of its session, where there is one."""

    def protect(self, **options: bool) -> None:
        """A page that refuses gives no session (`core.web.sessions`), and its forms have to work.

        The signature of their token is looked at, and the browser has to say that they are ours.
        """
        if not has_session() and is_from_here() and _is_signed(self._get_csrf_token()):
            g.csrf_valid = True
            return
        super().protect(**options)


def _is_signed(token: str | None) -> bool:
    """Whether we have made this token, for whatever session."""
    try:
        URLSafeTimedSerializer(current_app.secret_key or "", salt=_SALT).loads(token or "")
    except BadData:
        return False
    return True


csrf = _Protection()
_OWN_STATUS = frozenset({409, 429, 503})  # others were faster; too often; no storage, or full
_VERSION = re.compile(r"[0-9]{1,9}")
_SALT = "wtf-csrf-token"  # Flask-WTF's


def clean_text(value: object) -> object:
    """A text as it is kept (see `core.text.cleaning`)."""
    return clean(value) if isinstance(value, str) else value


def refuse_long_text(_form: object, field: StringField) -> None:
    """No text is longer than its kind."""
    most = _most_of(field)
    if isinstance(field.data, str) and len(field.data) > most:
        raise StopValidation(str(too_long(most)))


def _most_of(field: StringField) -> int:
    if isinstance(field, ValueField):
        return field.kind.longest
    return LONGEST_TEXT if isinstance(field, TextAreaField) else LONGEST_LINE


def _refuse_vain_limit(field: StringField) -> None:
    """A limit of its own may only be lower: the page would promise what is refused."""
    limits = [check.max for check in field.validators if isinstance(check, AtMost)]
    if max(limits, default=0) > _most_of(field):
        msg = f"the limit of {field.name} is above that of its kind"
        raise ValueError(msg)


class Form(FlaskForm):
    """A form of ours: trimmed texts, and business rules shown beside their field."""

    class Meta(FlaskForm.Meta):
        def wrap_formdata(self, form: Any, formdata: Any) -> Any:  # noqa: ANN401  # WTForms's hook
            """What was sent, or what was typed here before a session was over."""
            sent = super().wrap_formdata(form, formdata)
            return unsent_form_here() if sent is None and formdata is _Auto else sent

        def bind_field(self, form: Any, unbound_field: Any, options: Any) -> Any:  # noqa: ANN401  # WTForms's hook
            """Clean every text that no kind of value reads, and limit the length of all."""
            filters = unbound_field.kwargs.get("filters", [])
            kind = unbound_field.field_class
            if issubclass(kind, StringField) and not issubclass(kind, PasswordField | ValueField):
                filters = [clean_text, *filters]
            field = unbound_field.bind(form=form, filters=filters, **options)
            if issubclass(kind, StringField):
                _refuse_vain_limit(field)
                field.validators = [refuse_long_text, *field.validators]
            return field

    status = 422

    def hidden_tag(self, *fields: Any) -> Markup:  # noqa: ANN401  # WTForms's own
        """The hidden fields of every form: the token, the key, what it adds of its own."""
        return cast("Markup", super().hidden_tag(*fields)) + key_input()

    @contextmanager
    def showing_errors(self) -> Iterator[None]:
        """Put a broken business rule beside its field instead of on an error page."""
        try:
            yield
        except DomainError as error:
            if error.status in _OWN_STATUS:
                self.status = error.status
            self.add_error(error)
            if isinstance(error, TooMany):
                self.add_error(DomainError(wait_in_words(error.retry_after), error.field))
            if isinstance(error, TooMany | UnavailableError):
                _send_retry_after(error.retry_after)

    def add_error(self, error: DomainError) -> None:
        """Beside the field it names, or at the head of the form."""
        field = self._fields.get(error.field) if error.field else None
        if field is None:
            self.form_errors.append(error.message)
        else:
            field.errors = [*field.errors, error.message]

    @property
    def has_errors(self) -> bool:
        return bool(self.errors)


def _send_retry_after(seconds: int) -> None:
    @after_this_request
    def tell(response: Response) -> Response:
        response.headers["Retry-After"] = str(seconds)
        return response


class ConfirmationForm(Form):
    """Nothing but the will to do it: a button."""


class VersionField(HiddenField):
    """The version a page was made from (see core.data.versions)."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data: int | None = None  # type: ignore[assignment]  # a number, where texts are usual
        if valuelist and valuelist[0]:
            if not _VERSION.fullmatch(str(valuelist[0])):
                raise ValidationError(_("This page is out of date. Reload it."))
            self.data = int(valuelist[0])


def hidden_inputs() -> Markup:
    """What a form without fields carries: the token and the key."""
    token = Markup('<input type="hidden" name="csrf_token" value="{}">').format(generate_csrf())
    return token + key_input()


def render_form(template: str, form: Form, **context: object) -> tuple[str, int]:
    """200 when first shown; with errors 422, 409 when somebody was faster, 429 when too often."""
    return render_template(template, form=form, **context), form.status if form.errors else 200
