"""The mailbox: the mails of the platform, for everybody in the demonstration."""

import base64
import hashlib
import re
import uuid

from flask import (
    Blueprint,
    abort,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue

from callforprojects.core.outside import mail
from callforprojects.core.outside.settings import settings
from callforprojects.core.tables import TableState
from callforprojects.core.text.i18n import _
from callforprojects.core.web.access import public, requires, visitor
from callforprojects.core.web.bearer_tokens import refuse_without_token
from callforprojects.core.web.form import csrf, render_form
from callforprojects.core.web.limits import limit
from callforprojects.core.web.lists import list_state_from_request, page_from_request
from callforprojects.messages import permissions, queries, services
from callforprojects.messages.bounces import read_bounce
from callforprojects.messages.forms import ReleaseForm
from callforprojects.messages.kinds import kind_of_mail
from callforprojects.messages.links import has_link, link_of, show_once
from callforprojects.messages.models import Message
from callforprojects.messages.tables import mailbox_table

blueprint = Blueprint("messages", __name__, url_prefix="/messages")
_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)


@blueprint.route("/")
@requires(permissions.see_mailbox)
def mailbox() -> ResponseReturnValue:
    """The mails, newest first, searched by recipient and by what became of them."""
    state = _state()
    return render_template(
        "messages/mailbox.html",
        state=state,
        page=queries.mailbox(visitor(), state, with_unposted=permissions.see_unposted(visitor())),
        releasable=_releasable(state),
        kind_of_mail=kind_of_mail,
    )


@blueprint.route("/<uuid:message_id>")
@requires(permissions.see_message, Message)
def detail(message: Message) -> ResponseReturnValue:
    """One mail, and what became of it."""
    page = {"message": message, "has_link": has_link(message), "kind_of_mail": kind_of_mail}
    return render_template("messages/detail.html", **page)


@blueprint.route("/<uuid:message_id>/body")
@requires(permissions.read_message, Message)
def body(message: Message) -> ResponseReturnValue:
    """The HTML of a mail as it left, alone in a sandbox where nothing but its own style works."""
    if not message.html:
        abort(404)
    response = make_response(message.html)
    response.headers["Content-Security-Policy"] = _sandbox(message.html)
    # a sandboxed page that also asks to be isolated from its opener is refused by browsers
    response.headers["Cross-Origin-Opener-Policy"] = "unsafe-none"
    return response


@blueprint.route("/<uuid:message_id>/release", methods=["POST"])
@requires(permissions.release_message, Message)
def release(message: Message) -> ResponseReturnValue:
    """Send what the program will not send by itself."""
    services.send_again(message, by=visitor())
    flash(mail.sent_or_waiting(_("The message will leave in a moment.")), "success")
    return redirect(url_for(".detail", message_id=message.id))


@blueprint.route("/<uuid:message_id>/link", methods=["POST"])
@requires(permissions.copy_link, Message)
def copy_link(message: Message) -> ResponseReturnValue:
    """A new link to what this mail offers, said once."""
    show_once(link_of(message, by=visitor()))
    return redirect(url_for(".detail", message_id=message.id))


@blueprint.route("/release", methods=["GET", "POST"])
@requires(permissions.release_messages)
def release_together() -> ResponseReturnValue:
    """Many mails at once: how many and which, then one confirmation."""
    chosen = request.args.getlist("message", type=uuid.UUID)
    wanted, form = [*_state().conditions, *queries.is_chosen(chosen)], ReleaseForm()
    if form.validate_on_submit():
        with form.showing_errors():
            services.send_again_together(wanted, form.expected.data or 0, by=visitor())
            flash(mail.sent_or_waiting(_("The mails will leave in a moment.")), "success")
            return redirect(url_for(".mailbox"))
    return render_form(
        "messages/release_together.html",
        form,
        releasable=queries.releasable(visitor(), wanted),
        address=request.full_path,
    )


@blueprint.route("/bounces", methods=["POST"])
@csrf.exempt  # type: ignore[untyped-decorator]  # Flask-WTF has no types
@public
@limit("600 per minute")
def bounces() -> ResponseReturnValue:
    """A mail that came back, handed over as it is by a server that knows the secret."""
    if refusal := refuse_without_token(settings().bounce_secret):
        return refusal
    bounce = read_bounce(request.get_data(cache=False))
    if bounce is not None:
        services.record_bounce(bounce)
    return "", 204


def _state() -> TableState:
    """What the address asks for; what makes no sense excludes nothing."""
    table = mailbox_table(with_unposted=permissions.see_unposted(visitor()))
    return list_state_from_request(table).on_page(page_from_request())


def _releasable(state: TableState) -> queries.Releasable | None:
    """What may be sent again from the mailbox, by those who may."""
    if not permissions.release_messages(visitor()):
        return None
    return queries.releasable(visitor(), state.conditions)


def _sandbox(html: str) -> str:
    """A policy that lets the mail's own style sheets through, by their hashes, and nothing else."""
    digests = [hashlib.sha256(style.encode()).digest() for style in _STYLE.findall(html)]
    hashes = [f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests]
    styles = " ".join(hashes or ["'none'"])
    return f"sandbox; default-src 'none'; img-src data:; style-src {styles}"
