"""Letters and announcement: prepared, read one by one, then released once."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from callforprojects.applications.models import Application
from callforprojects.applications.permissions import count_stepped_back
from callforprojects.calls.models import Call
from callforprojects.core.text.errors import Sentence
from callforprojects.core.text.i18n import ngettext
from callforprojects.core.web.access import requires, requires_of_owner, visitor
from callforprojects.core.web.form import render_form
from callforprojects.core.web.lists import list_state_from_request, page_from_request
from callforprojects.juries.services import refusal_of
from callforprojects.messages.models import Message
from callforprojects.selection import permissions, queries, services
from callforprojects.selection.authors import Author
from callforprojects.selection.forms import AnnouncementForm, PreparationForm
from callforprojects.selection.tables import LETTERS
from callforprojects.selection.views.blueprint import OF_CALL, blueprint


@blueprint.route("/calls/<uuid:call_id>/letters", methods=["GET", "POST"])
@requires(permissions.announce_results, Call, load=OF_CALL)
def letters(call: Call) -> ResponseReturnValue:
    """Prepare the letters (again), and see which wait."""
    form = _preparation_form(call)
    if form.validate_on_submit():
        with form.showing_errors():
            services.write_act(call, form.details(), by=visitor())
            count = services.prepare_letters(call, by=visitor())
            flash(str(_prepared(count)), "success")
            return redirect(url_for(".letters", call_id=call.id))
    return render_form(
        "selection/letters.html",
        form,
        call=call,
        **_letters_page(call),
        totals=queries.totals_of(call),
        missing=queries.undecided(call, visitor(), limit=20),
        unwritten=queries.unwritten(call),
        announcement=queries.announcement_of(call.current_round.id),
        **_whoever_asks(call),
    )


@blueprint.route("/letters/<uuid:message_id>")
@requires_of_owner(permissions.read_letter, Message, queries.application_of_letter, conceal=True)
def letter(message: Message, _application: Application) -> ResponseReturnValue:
    """One letter, as its recipient will read it."""
    return render_template("selection/letter.html", letter=queries.letter_page(message, visitor()))


@blueprint.route("/calls/<uuid:call_id>/announce", methods=["GET", "POST"])
@requires(permissions.announce_results, Call, load=OF_CALL)
def announce(call: Call) -> ResponseReturnValue:
    """Say exactly what will happen, then do it, once."""
    form = AnnouncementForm()
    if form.validate_on_submit():
        with form.showing_errors():
            count = services.announce_results(call, form.confirmation(), by=visitor())
            flash(str(_announced(count)), "success")
            return redirect(url_for(".results", call_id=call.id))
    return render_form(
        "selection/announce.html",
        form,
        call=call,
        totals=queries.totals_of(call),
        letter_count=queries.letter_count(call),
        unwritten=queries.unwritten(call),
        announcement=queries.announcement_of(call.current_round.id),
        author=_author_of(call),
        unfinished=queries.unfinished_of(call),
        **_whoever_asks(call),
    )


def _letters_page(call: Call) -> dict[str, Any]:
    state = list_state_from_request(LETTERS).on_page(page_from_request())
    return {"state": state, "page": queries.letters(call, visitor(), state)}


def _whoever_asks(call: Call) -> dict[str, Any]:
    """What is kept from them, and why they may not go on."""
    return {
        "stepped_back": count_stepped_back(visitor(), call),
        "refusal": refusal_of(call, visitor()),
    }


def _preparation_form(call: Call) -> PreparationForm:
    act = queries.act_of(call.current_round.id)
    if act is not None:
        return PreparationForm(obj=act)
    last = queries.last_act_of(call.funder_id)
    if last is None:
        return PreparationForm()
    form = PreparationForm(
        data={"author_name": last.author_name, "author_capacity": last.author_capacity}
    )
    form.recall_delegation(last)
    return form


def _author_of(call: Call) -> Author | None:
    act = queries.act_of(call.current_round.id)
    return Author.of(act, call) if act else None


def _prepared(count: int) -> Sentence:
    return ngettext(
        "%(num)s letter is prepared. It does not leave yet.",
        "%(num)s letters are prepared. None leaves yet.",
        count,
    )


def _announced(count: int) -> Sentence:
    return ngettext(
        "The results are announced: %(num)s letter leaves.",
        "The results are announced: %(num)s letters leave.",
        count,
    )
