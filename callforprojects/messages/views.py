"""The mailbox: the mails of the platform, for everybody in the demonstration."""

import base64
import hashlib
import re

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

from callforprojects.core.access import requires, visitor
from callforprojects.core.i18n import _
from callforprojects.core.pagination import asked_page
from callforprojects.messages import permissions, queries, services
from callforprojects.messages.models import Message

blueprint = Blueprint("messages", __name__, url_prefix="/messages")
_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)


@blueprint.route("/")
@requires(permissions.see_mailbox)
def mailbox() -> ResponseReturnValue:
    """The mails, newest first, searched by recipient."""
    recipient = request.args.get("recipient", "").strip()
    with_unposted = permissions.see_unposted(visitor())
    page = queries.mailbox(visitor(), recipient, page=asked_page(), with_unposted=with_unposted)
    return render_template("messages/mailbox.html", page=page, recipient=recipient)


@blueprint.route("/<uuid:message_id>")
@requires(permissions.see_message, Message)
def detail(message: Message) -> ResponseReturnValue:
    """One mail, and what became of it."""
    return render_template("messages/detail.html", message=message)


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
    flash(_("The message will leave in a moment."), "success")
    return redirect(url_for(".detail", message_id=message.id))


def _sandbox(html: str) -> str:
    """A policy that lets the mail's own style sheets through, by their hashes, and nothing else."""
    digests = [hashlib.sha256(style.encode()).digest() for style in _STYLE.findall(html)]
    hashes = [f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests]
    styles = " ".join(hashes or ["'none'"])
    return f"sandbox; default-src 'none'; img-src data:; style-src {styles}"
