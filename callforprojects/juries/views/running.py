"""The pages of who runs a jury: its seats, its files, its dates; their distribution."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from callforprojects.applications.models import Application
from callforprojects.applications.permissions import count_stepped_back
from callforprojects.calls.models import Call
from callforprojects.core.data.clock import now, to_paris
from callforprojects.core.outside import mail
from callforprojects.core.tables.in_memory import filtered_and_sorted
from callforprojects.core.tables.pagination import whole_page
from callforprojects.core.tables.spreadsheets import Spreadsheet
from callforprojects.core.text.errors import Sentence
from callforprojects.core.text.i18n import _, ngettext, pgettext
from callforprojects.core.web.access import requires, visitor
from callforprojects.core.web.downloads import download_of, format_from_request
from callforprojects.core.web.form import ConfirmationForm, render_form
from callforprojects.core.web.lists import list_state_from_request
from callforprojects.juries import permissions, queries, services
from callforprojects.juries.forms import (
    DistributionForm,
    DueDateForm,
    JurorForm,
    JurorInvitationForm,
    JurorsForm,
)
from callforprojects.juries.models import Juror
from callforprojects.juries.tables import FILES, JURORS
from callforprojects.juries.views.blueprint import OF_CALL, OF_FILE, OF_JUROR, blueprint
from callforprojects.messages.queries import undelivered_about

_JURORS_CHOSEN = _(
    "The jurors of this file are saved. Each of them who has new files is told a quarter of an hour"
    " after the last one is given, in one mail."
)


@blueprint.route("/calls/<uuid:call_id>")
@requires(permissions.manage_jury, Call, load=OF_CALL)
def detail(call: Call) -> ResponseReturnValue:
    """The jury of a call: seats, loads, progress, déports."""
    jury, lines, state = (
        queries.jury_of(call.current_round.id),
        queries.juror_lines(call.current_round.id),
        list_state_from_request(JURORS),
    )
    return render_template(
        "juries/detail.html",
        call=call,
        jury=jury,
        is_past=jury is not None and jury.is_past(to_paris(now()).date()),
        lines=lines,
        state=state,
        page=whole_page(filtered_and_sorted(lines, state)),
        conflicts=queries.conflicts_of_call(call.current_round.id, visitor()),
        stepped_back=count_stepped_back(visitor(), call),
        undelivered_mails=undelivered_about([line.juror for line in lines]),
        refusal=services.refusal_of(call, visitor()),
    )


@blueprint.route("/calls/<uuid:call_id>/download")
@requires(permissions.manage_jury, Call)
def download(call: Call) -> ResponseReturnValue:
    """The jurors, for a spreadsheet."""
    sheet = Spreadsheet(
        name=[pgettext("file", "Jury"), call.reference],
        columns=JURORS.exported,
        rows=filtered_and_sorted(
            queries.juror_lines(call.current_round.id), list_state_from_request(JURORS)
        ),
    )
    return download_of(sheet, format_from_request())


@blueprint.route("/calls/<uuid:call_id>/due-date", methods=["GET", "POST"])
@requires(permissions.manage_jury, Call, load=OF_CALL)
def due_date(call: Call) -> ResponseReturnValue:
    form = DueDateForm(obj=queries.jury_of(call.current_round.id))
    if form.validate_on_submit():
        with form.showing_errors():
            services.set_due_date(call, form.day(), by=visitor())
            flash(_("The date is saved. Jurors read it with their files."), "success")
            return redirect(url_for(".detail", call_id=call.id))
    return render_form("juries/due_date.html", form, call=call)


@blueprint.route("/calls/<uuid:call_id>/invite", methods=["GET", "POST"])
@requires(permissions.manage_jury, Call, load=OF_CALL)
def invite(call: Call) -> ResponseReturnValue:
    form = JurorInvitationForm(role="member")
    if form.validate_on_submit():
        with form.showing_errors():
            juror = services.invite_juror(call, form.details(), by=visitor())
            sent = _("An invitation is on its way to %(email)s.", email=juror.email)
            flash(mail.sent_or_waiting(sent), "success")
            return redirect(url_for(".detail", call_id=call.id))
    return render_form("juries/_juror_form.html", form, call=call, juror=None)


@blueprint.route("/jurors/<uuid:juror_id>/edit", methods=["GET", "POST"])
@requires(permissions.manage_jury, Juror, load=OF_JUROR)
def edit_juror(juror: Juror) -> ResponseReturnValue:
    form = JurorForm(obj=juror)
    if form.validate_on_submit():
        with form.showing_errors():
            services.update_juror(juror, form.details(email=juror.email), by=visitor())
            flash(_("The juror is saved."), "success")
            return redirect(url_for(".detail", call_id=juror.jury.call_id))
    return render_form("juries/_juror_form.html", form, call=juror.jury.call, juror=juror)


@blueprint.route("/jurors/<uuid:juror_id>/resend", methods=["POST"])
@requires(permissions.manage_jury, Juror, load=OF_JUROR)
def resend(juror: Juror) -> ResponseReturnValue:
    services.resend_juror_invitation(juror, by=visitor())
    sent = _("A new invitation is on its way to %(email)s.", email=juror.email)
    flash(mail.sent_or_waiting(sent), "success")
    return redirect(url_for(".detail", call_id=juror.jury.call_id))


@blueprint.route("/jurors/<uuid:juror_id>/remove", methods=["GET", "POST"])
@requires(permissions.manage_jury, Juror, load=OF_JUROR)
def remove(juror: Juror) -> ResponseReturnValue:
    """Of whoever judges, it covers all the files that they were given."""
    form, call = ConfirmationForm(), juror.jury.call
    if form.validate_on_submit():
        with form.showing_errors():
            services.remove_juror(juror, by=visitor())
            flash(_("%(name)s no longer sits in the jury.", name=juror.full_name), "success")
            return redirect(url_for(".detail", call_id=call.id))
    refusal = services.refusal_of(call, visitor()) if juror.is_judging else None
    return render_form("juries/remove.html", form, juror=juror, refusal=refusal)


@blueprint.route("/calls/<uuid:call_id>/assignments")
@requires(permissions.manage_jury, Call)
def assignments(call: Call) -> ResponseReturnValue:
    """The files of a call with their jurors; `show=alone`: those that nobody judges."""
    state = list_state_from_request(FILES)
    page = queries.files_of_call(call.current_round.id, state, visitor())
    return render_template(
        "juries/assignments.html",
        call=call,
        state=state,
        page=page,
        stepped_back=count_stepped_back(visitor(), call),
    )


@blueprint.route("/calls/<uuid:call_id>/assignments/download")
@requires(permissions.manage_jury, Call)
def download_assignments(call: Call) -> ResponseReturnValue:
    """The files with their jurors, for a spreadsheet."""
    state = list_state_from_request(FILES)
    sheet = Spreadsheet(
        name=[pgettext("file", "Files and jurors"), call.reference],
        columns=FILES.exported,
        rows=queries.all_files_of_call(call.current_round.id, state, visitor()),
    )
    return download_of(sheet, format_from_request())


@blueprint.route("/applications/<uuid:application_id>/jurors", methods=["GET", "POST"])
@requires(permissions.manage_jury, Application, load=OF_FILE)
def choose(application: Application) -> ResponseReturnValue:
    closed = queries.conflicted_jurors(application.id)
    jurors = queries.jurors_who_judge(application.round_id)
    form = JurorsForm(jurors=[str(id_) for id_ in queries.assigned_jurors(application.id)])
    form.offer_jurors(
        (juror for juror in jurors if juror.id not in closed),
        queries.loads_of(application.round_id),
    )
    if form.validate_on_submit():
        with form.showing_errors():
            services.choose_jurors(application, form.chosen(), by=visitor())
            flash(_JURORS_CHOSEN, "success")
            return redirect(url_for(".assignments", call_id=application.call_id))
    page = {
        "conflicts": queries.conflicts_of_file(application.id),
        "left": queries.jurors_who_left(application.id),
        "refusal": services.too_early(application.round),
    }
    return render_form("juries/choose.html", form, application=application, **page)


@blueprint.route("/calls/<uuid:call_id>/distribution", methods=["GET", "POST"])
@requires(permissions.manage_jury, Call, load=OF_CALL)
def distribution(call: Call) -> ResponseReturnValue:
    """An even distribution, seen before it is made: it covers every file of the call."""
    form, plan = DistributionForm(), None
    refusal = services.too_early(call) or services.refusal_of(call, visitor())
    if form.validate_on_submit():
        with form.showing_errors():
            services.refuse_who_stepped_back(call, by=visitor())
            plan = queries.plan_of(call.current_round.id, form.per_file.data or 0)
            if form.plan.data:
                count = services.apply_plan(call, plan, form.plan.data, by=visitor())
                flash(mail.sent_or_waiting(str(_given(count))), "success")
                return redirect(url_for(".assignments", call_id=call.id))
    page = {
        "preview": queries.preview_of(call.current_round.id, plan) if plan else None,
        "refusal": refusal,
    }
    return render_form("juries/distribution.html", form, call=call, **page)


def _given(count: int) -> Sentence:
    """A file given to two jurors is two assignments."""
    return ngettext(
        "%(num)s assignment is made: the juror is told by e-mail.",
        "%(num)s assignments are made: the jurors are told by e-mail.",
        count,
    )
