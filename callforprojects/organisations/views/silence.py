"""What the receipts of a funder say of its silence, for each nature of applicant."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from callforprojects.core.data.clock import now
from callforprojects.core.text.i18n import _
from callforprojects.core.web.access import requires, visitor
from callforprojects.core.web.form import render_form
from callforprojects.organisations import forms, permissions, queries, services
from callforprojects.organisations.models import Organisation
from callforprojects.organisations.silence import LegalNature, silence_by_law
from callforprojects.organisations.views.blueprint import blueprint


@blueprint.route("/<uuid:organisation_id>/silence")
@requires(permissions.see_silence_rules, Organisation)
def silence(organisation: Organisation) -> ResponseReturnValue:
    return render_template(
        "organisations/silence.html",
        organisation=organisation,
        silences=queries.silences_of(organisation),
        set_here=queries.silence_rules_of(organisation),
        example=now(),
    )


@blueprint.route("/<uuid:organisation_id>/silence/edit", methods=["GET", "POST"])
@requires(permissions.set_silence_rules, Organisation)
def set_silence(organisation: Organisation) -> ResponseReturnValue:
    applicant = _nature_from_request()
    rule = queries.silence_rules_of(organisation).get(applicant)
    by_law = silence_by_law(organisation.legal_nature, applicant)
    form = forms.SilenceRuleForm(obj=rule or by_law)
    listing = url_for(".silence", organisation_id=organisation.id)
    if request.form.get("action") == "law":
        services.follow_the_law(organisation, applicant, by=visitor())
        flash(_("The receipts say what the law says again."), "success")
        return redirect(listing)
    if form.validate_on_submit():
        with form.showing_errors():
            services.set_silence_rule(
                organisation, applicant, form.silence(), version=form.version.data, by=visitor()
            )
            flash(_("The rule is saved: the next receipts follow it."), "success")
            return redirect(listing)
    page = {"nature": applicant, "by_law": by_law, "rule": rule, "example": now()}
    return render_form("organisations/set_silence.html", form, organisation=organisation, **page)


def _nature_from_request() -> LegalNature:
    """The first one, unless another is asked for."""
    try:
        return LegalNature(request.args.get("nature", LegalNature.ADMINISTRATION))
    except ValueError:
        abort(404)
