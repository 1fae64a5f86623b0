"""The gate: every view declares who may open it, and gets its object loaded and allowed.

A rule is a small function `(visitor, thing) -> bool` in the `permissions.py` of the feature that
owns the thing. Views and templates ask the same function. Without a declaration the application
does not start.
"""

import re
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache, wraps
from typing import Any, NoReturn, TypeVar, cast

from flask import Flask, abort, current_app, g, redirect, request, url_for
from flask_login import LoginManager, current_user
from sqlalchemy import BindParameter, Select, bindparam, select
from sqlalchemy.orm.interfaces import ORMOption
from werkzeug.exceptions import HTTPException

from callforprojects.core.data.database import SAFE_METHODS, Model, db
from callforprojects.core.data.deletion import Deletable, list_to_restore_from
from callforprojects.core.data.feature import features
from callforprojects.core.data.transaction import read_again, reading
from callforprojects.core.data.values import phones_read_from
from callforprojects.core.data.visibility import is_visible
from callforprojects.core.data.visitors import RULES, Guest, Seat, Visitor
from callforprojects.core.text.errors import DraftDeleted
from callforprojects.core.text.i18n import _

View = Callable[..., Any]
F = TypeVar("F", bound=Callable[..., Any])
_IDENTIFIER: BindParameter[Any] = bindparam("identifier")

login_manager = LoginManager()


def visitor() -> Visitor:
    """Who asks, in this request."""
    return cast("Visitor", current_user._get_current_object())  # noqa: SLF001  # werkzeug's way


def can(name: str, *things: object) -> bool:
    """The question of the templates: `can("calls.edit_call", call)`."""
    return RULES[name](visitor(), *things)


def public(view: F) -> F:
    """Open to everybody, signed in or not."""
    view.access = "public"  # type: ignore[attr-defined]  # read by refuse_undeclared_views
    return view


def signed_in(view: View) -> View:
    """Open to whoever has signed in: pages about oneself."""

    @wraps(view)
    def guarded(*args: object, **kwargs: object) -> object:
        _refuse_guests()
        return view(*args, **kwargs)

    guarded.access = "signed in"  # type: ignore[attr-defined]
    guarded.ask = lambda **_arguments: _refuse_guests()  # type: ignore[attr-defined]
    return guarded


def requires(
    may: Callable[..., bool],
    subject: type[Model] | None = None,
    *,
    load: Sequence[ORMOption] = (),
    conceal: bool = False,
    sign_in: bool = True,
    deleted: bool = False,
) -> Callable[[View], View]:
    """Load the subject named in the URL, ask the rule, hand the subject to the view.

    `load` says what to load with it. An unknown identifier is 404. A guest who is refused is sent
    to the sign-in page, unless `sign_in` is false because that would not help: then it is as for
    somebody who has signed in: 403, or 404 with `conceal`, and on what they may not know of.
    A draft that is deleted opens no page but those that are made for it (`deleted`): it is 410
    to whoever knew of it, and says that it can be restored.

    A request that writes is asked twice: first while it only reads, so that whoever is refused has
    waited for nobody and held up nobody; then in the transaction that writes, since rights may
    have changed while it waited for its turn.
    """

    def allowed(**kwargs: Any) -> list[Model]:  # noqa: ANN401  # what the address holds
        things = [] if subject is None else [_loaded(subject, kwargs, load)]
        if not deleted:
            _refuse_deleted(*things)
        if not may(visitor(), *things):
            _refuse(*things, conceal=conceal, sign_in=sign_in)
        return things

    return _gate(may, allowed, subject)


def requires_of_owner(
    may: Callable[..., bool],
    part: type[Model],
    owner: Callable[[Any], Model | None],
    *,
    load: Sequence[ORMOption] = (),
    conceal: bool = False,
) -> Callable[[View], View]:
    """As `requires`, for a part of something to which no relationship leads from it.

    `owner` finds it: it is read once, the rule is asked of it, and the view gets the part, then
    its owner. Nobody opens a part of nothing: 404.
    """

    def allowed(**kwargs: Any) -> list[Model]:  # noqa: ANN401  # what the address holds
        found = _loaded(part, kwargs, load)
        thing = owner(found)
        if thing is None:
            _refuse(conceal=True, sign_in=True)
        if not may(visitor(), thing):
            _refuse(thing, conceal=conceal, sign_in=True)
        return [found, thing]

    return _gate(may, allowed, part)


def refuse_undeclared_views(app: Flask) -> None:
    """The last line of `create_app`: a view that declares nothing stops the application."""
    forgotten = [
        endpoint
        for endpoint, view in app.view_functions.items()
        if not hasattr(view, "access") and endpoint != "static"
    ]
    if forgotten:
        names = ", ".join(sorted(forgotten))
        msg = f"views without @requires, @signed_in or @public: {names}"
        raise RuntimeError(msg)


def init_app(app: Flask) -> None:
    """Flask-Login keeps the session; `accounts` says how to find a person again."""
    login_manager.anonymous_user = Guest
    login_manager.session_protection = None  # sessions are rows, listed and ended one by one
    login_manager.init_app(app)


@contextmanager
def read_only_block() -> Iterator[None]:
    """Read who asks, and what for, while nothing can be written; it is read again afterwards.

    On SQLite nobody queues meanwhile. A refusal, and the page that says it, wait for nobody.
    """
    g.is_read_only = True
    try:
        with reading():
            yield
    except HTTPException:
        read_again()
        raise
    finally:
        g.is_read_only = False
    person = g.pop("_login_user", None)  # Flask-Login's memory of the request
    if isinstance(person, Seat):
        person.forget_seats()


def check_gate_first() -> None:
    """Check the gate of the view before the turn to write; it is checked again in it."""
    view = current_app.view_functions.get(request.endpoint or "")
    ask = getattr(view, "ask", None)
    if ask is not None:
        with read_only_block():
            ask(**(request.view_args or {}))


def _gate(
    may: Callable[..., bool], allowed: Callable[..., list[Model]], subject: type[Model] | None
) -> Callable[[View], View]:
    """Put before a view what loads its things and refuses them; they take the place of the id."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(*args: object, **kwargs: object) -> object:
            things = allowed(**kwargs)
            if subject is not None:
                del kwargs[url_argument(subject)]
            with phones_read_from(_territory_of(things)):
                return view(*things, *args, **kwargs)

        guarded.access = may  # type: ignore[attr-defined]
        guarded.ask = allowed  # type: ignore[attr-defined]
        return guarded

    return decorate


def _territory_of(things: Sequence[Model]) -> str | None:
    """Where these are, as the first of them that knows it says (`phones_read_from`).

    It is where the thing is, not whoever types: an officer of Paris who writes on a page of an
    organisation of Réunion is read as from Réunion. Only a number that does not say its plan is
    read otherwise for it.
    """
    known = (getattr(thing, "phone_territory_id", None) for thing in things)
    return next(filter(None, known), None)


def _refuse_guests() -> None:
    if not visitor().is_authenticated:
        abort(401)


def _loaded(subject: type[Model], kwargs: dict[str, Any], load: Sequence[ORMOption]) -> Model:
    identifier = kwargs.pop(url_argument(subject))
    query = _by_identifier(subject, tuple(load))
    found = db.session.scalars(query, {_IDENTIFIER.key: identifier}).unique().one_or_none()
    if found is None:
        _lead_to_successor(subject, identifier)
        abort(404)
    return found


@cache
def _by_identifier(subject: type[Model], load: tuple[ORMOption, ...]) -> Select[*tuple[Model]]:
    """Each page asks one of these: it is built once."""
    return select(subject).where(subject.id == _IDENTIFIER).options(*load)


def _lead_to_successor(subject: type[Model], identifier: uuid.UUID) -> None:
    """The pages of what has become another thing are those of that thing, for ever."""
    finders = (
        feature.successors[subject] for feature in features() if subject in feature.successors
    )
    find = next(finders, None)
    successor = None if find is None or request.method not in SAFE_METHODS else find(identifier)
    if successor is not None:
        arguments: dict[str, Any] = {**request.args, **(request.view_args or {})}
        address = url_for(request.endpoint or "", **{**arguments, url_argument(subject): successor})
        abort(redirect(address, 301))


def _refuse_deleted(*things: Model) -> None:
    for thing in things:
        if isinstance(thing, Deletable) and thing.is_deleted:
            if not is_visible(visitor(), thing):
                abort(404 if visitor().is_authenticated else 401)
            raise DraftDeleted(
                _(
                    "This draft is deleted. Whoever writes it can restore it for 30 days, from "
                    "the list of deleted drafts."
                ),
                list_to_restore_from(visitor(), thing),
            )


def url_argument(subject: type[Model]) -> str:
    """How the identifier of a thing is called in URLs: `JoinRequest` is `join_request_id`."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", subject.__name__).lower() + "_id"


def _refuse(*things: Model, conceal: bool, sign_in: bool) -> NoReturn:
    if sign_in and not visitor().is_authenticated:
        abort(401)
    is_known = all(is_visible(visitor(), thing) for thing in things)
    abort(404 if conceal or not is_known else 403)
