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
from callforprojects.core.text.cleaning import visible
from callforprojects.core.text.i18n import _
from callforprojects.core.web.access import public, requires, visitor
from callforprojects.core.web.bearer_tokens import refuse_without_token
from callforprojects.core.web.form import csrf, render_form
from callforprojects.core.web.limits import limit
from callforprojects.core.web.lists import page_from_request
from callforprojects.messages import permissions, queries, services
from callforprojects.messages.bounces import read_bounce
from callforprojects.messages.forms import ReleaseForm
from callforprojects.messages.kinds import kind_of_mail
from callforprojects.messages.links import link_of, show_once
from callforprojects.messages.models import RELEASABLE, UNPOSTED, Message, MessageStatus

blueprint = Blueprint("messages", __name__, url_prefix="/messages")
_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)


@blueprint.route("/")
@requires(permissions.see_mailbox)
def mailbox() -> ResponseReturnValue:
    """The mails, newest first, searched by recipient and by what became of them."""
    wanted = _filter()
    with_unposted = permissions.see_unposted(visitor())
    return render_template(
        "messages/mailbox.html",
        page=queries.mailbox(
            visitor(), wanted, page=page_from_request(), with_unposted=with_unposted
        ),
        wanted=wanted,
        status=request.args.get("status", ""),
        statuses=[each for each in MessageStatus if with_unposted or each not in UNPOSTED],
        releasable=_releasable(wanted),
        kind_of_mail=kind_of_mail,
    )


@blueprint.route("/<uuid:message_id>")
@requires(permissions.see_message, Message)
def detail(message: Message) -> ResponseReturnValue:
    """One mail, and what became of it."""
    return render_template("messages/detail.html", message=message, kind_of_mail=kind_of_mail)


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
    wanted, form = _filter(), ReleaseForm()
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


def _releasable(wanted: queries.MessageFilter) -> queries.Releasable | None:
    """What may be sent again from the mailbox, by those who may."""
    if not permissions.release_messages(visitor()):
        return None
    return queries.releasable(visitor(), wanted)


def _filter() -> queries.MessageFilter:
    """What the address asks for; what makes no sense excludes nothing."""
    status = request.args.get("status", "")
    statuses = RELEASABLE if status == "stopped" else {s for s in MessageStatus if s == status}
    return queries.MessageFilter(
        recipient=visible(request.args.get("recipient", "")),
        statuses=statuses,
        chosen=request.args.getlist("message", type=uuid.UUID),
    )


def _sandbox(html: str) -> str:
    """A policy that lets the mail's own style sheets through, by their hashes, and nothing else."""
    digests = [hashlib.sha256(style.encode()).digest() for style in _STYLE.findall(html)]
    hashes = [f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests]
    styles = " ".join(hashes or ["'none'"])
    return f"sandbox; default-src 'none'; img-src data:; style-src {styles}"
