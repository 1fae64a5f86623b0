"""All accounts, for the administrators of the platform: who they are, and closing one."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from callforprojects.accounts import permissions, queries, services
from callforprojects.accounts.models import User
from callforprojects.accounts.tables import ACCOUNTS
from callforprojects.accounts.views.blueprint import blueprint
from callforprojects.core.tables.spreadsheets import Spreadsheet
from callforprojects.core.text.i18n import _, pgettext
from callforprojects.core.web.access import requires, visitor
from callforprojects.core.web.downloads import download_of, format_from_request
from callforprojects.core.web.lists import list_state_from_request
from callforprojects.messages.links import show_once


@blueprint.route("/")
@requires(permissions.list_accounts)
def index() -> ResponseReturnValue:
    state = list_state_from_request(ACCOUNTS)
    return render_template("accounts/index.html", state=state, page=queries.accounts(state))


@blueprint.route("/download")
@requires(permissions.list_accounts)
def download() -> ResponseReturnValue:
    """The accounts, for a spreadsheet."""
    sheet = Spreadsheet(
        name=[pgettext("file", "Accounts")],
        columns=ACCOUNTS.exported,
        rows=queries.all_accounts(list_state_from_request(ACCOUNTS)),
    )
    return download_of(sheet, format_from_request())


@blueprint.route("/<uuid:user_id>")
@requires(permissions.see_account, User)
def detail(user: User) -> ResponseReturnValue:
    kept = queries.account_joined_by(user.id)
    return render_template("accounts/detail.html", user=user, kept=kept)


@blueprint.route("/<uuid:user_id>/close", methods=["GET", "POST"])
@requires(permissions.close_account, User)
def close_for(user: User) -> ResponseReturnValue:
    if request.method == "POST":
        services.close_account(user, by=visitor())
        flash(_("The account is closed. A last mail tells the person."), "success")
        return redirect(url_for(".detail", user_id=user.id))
    closing = services.closing_of(user, by=visitor())
    return render_template("accounts/close_for.html", user=user, closing=closing)


@blueprint.route("/<uuid:user_id>/reset-link", methods=["POST"])
@requires(permissions.make_reset_link, User)
def reset_link(user: User) -> ResponseReturnValue:
    """The link is said once, and kept nowhere: only its hash is."""
    show_once(services.make_reset_link(user, by=visitor()))
    return redirect(url_for(".detail", user_id=user.id))
