"""The boxes of a form in which people type, and the forms that have none."""

from xml.etree.ElementTree import Element

TYPED = {"text", "email", "tel", "url", "search", "number", "datetime-local", "date", None}
# Forms without a box to type in: buttons, lists, boxes to tick, passwords.
NOTHING_TO_TYPE = {
    *("accounts.close", "accounts.confirm_address", "accounts.stop_address"),
    "accounts.confirm_join",
    *("organisations.invitation_link", "organisations.merge", "organisations.remove"),
    *("organisations.remove_known_domain", "organisations.remove_zone"),
    *("accounts.close_for", "accounts.reset_link"),
    *("accounts.confirm", "accounts.end_other_sessions", "accounts.end_session"),
    *("accounts.password", "accounts.reset", "accounts.sign_out", "pages.switch_language"),
    *("applications.start", "applications.submit"),
    *("calls.applicants", "calls.clear_profile", "calls.duplicate", "calls.expected_profile"),
    *("criteria.move", "calls.move_question", "calls.move_section"),
    *("criteria.propose", "calls.publish", "criteria.remove"),
    *("calls.remove_question", "calls.remove_section", "calls.start_profile"),
    *("demonstration.become", "messages.release"),
    *("juries.choose", "juries.decline", "juries.invitation", "juries.remove", "juries.resend"),
    *("organisations.accept_invitation", "organisations.answer_join_request"),
    *("organisations.edit_member", "organisations.leave", "organisations.remove_member"),
    *("organisations.resend_invitation", "organisations.revoke_invitation"),
    *("applications.delete", "applications.restore", "calls.delete", "calls.restore"),
    *("messages.bounces", "messages.copy_link", "messages.release_together", "reviews.read_others"),
    # Its boxes come with what is chosen: tests of the page type in them.
    *("calls.condition_question", "calls.condition_section", "calls.create_rule"),
    *("calls.move_rule", "calls.remove_rule"),
    # What a script sends by itself: the same boxes as in the section and on the scoring page.
    *("applications.answer", "applications.document", "reviews.autosave"),
    *("reviews.remind", "reviews.reopen", "selection.proposal"),
}


def typed_in(form: Element) -> list[str]:
    """The names of the text fields of a form, each once."""
    names = [
        control.get("name", "")
        for control in form.iter()
        if control.tag == "textarea"
        or (control.tag == "input" and control.get("type") in TYPED and control.get("name"))
    ]
    return list(dict.fromkeys(names))
