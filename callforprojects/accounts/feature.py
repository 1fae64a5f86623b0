"""What accounts declare."""

from callforprojects.accounts import queries
from callforprojects.accounts.models import User
from callforprojects.core.data.declarations import People, SubjectKind
from callforprojects.core.data.feature import Feature
from callforprojects.core.text.i18n import _, pgettext

FEATURE = Feature(
    name="accounts",
    label=pgettext("activity", "Accounts"),
    verbs={
        "user.signed_up": _("opened an account"),
        "user.forgotten": _("removed an account whose address nobody confirmed"),
        "user.created": _("created the account"),
        "user.confirmed": _("confirmed their address"),
        "user.signed_in": _("signed in"),
        "user.signed_out": _("signed out"),
        "user.updated": _("changed their profile"),
        "user.password_changed": _("changed their password"),
        "user.password_reset": _("chose a new password"),
        "user.reset_link_made": _("copied a link to choose a new password"),
        "user.session_ended": _("ended an open session"),
        "user.address_asked": _("asked for another e-mail address"),
        "user.address_changed": _("changed their e-mail address"),
        "user.address_stopped": _("stopped a change of their e-mail address"),
        "user.closed": _("closed the account"),
        "user.join_asked": _("asked to join another account to their own"),
        "user.joined": _("joined another account to their own"),
        "user.joined_to": _("joined this account to another one of the same person"),
    },
    subjects={
        User: SubjectKind(
            label=pgettext("subject", "Account"),
            key=User.id,
            words=[User.first_name, User.last_name],
            page=("accounts.detail", "user_id"),
            shows_details=True,
        ),
    },
    people=People(
        named=queries.people_by_account,
        called=queries.people_called,
        at_address=queries.person_at,
    ),
    landmarks={
        "sign_in": "accounts.sign_in",
        "sign_out": "accounts.sign_out",
        "profile": "accounts.profile",
    },
)
