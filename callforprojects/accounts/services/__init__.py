"""The verbs of accounts: people, signing up, recovering access, sessions."""

from callforprojects.accounts.services.addresses import (
    ask_address,
    confirm_address,
    stop_address,
)
from callforprojects.accounts.services.closing import (
    close_account,
    close_own_account,
    closing_of,
    forget_unowned_mails,
)
from callforprojects.accounts.services.joining import (
    account_to_join,
    ask_join,
    join_accounts,
    joining_of,
)
from callforprojects.accounts.services.people import (
    NewUser,
    ProfileDetails,
    change_password,
    choose_language,
    create_administrator,
    create_user,
    update_profile,
)
from callforprojects.accounts.services.recovery import (
    ask_reset,
    make_reset_link,
    reset_password,
    tell_failed_sign_ins,
)
from callforprojects.accounts.services.registration import (
    Newcomer,
    confirm,
    forget_unconfirmed,
    open_invited,
    refuse_link_of_another,
    sign_up,
    tell_taken,
)
from callforprojects.accounts.services.sessions import (
    authenticate,
    end_other_sessions,
    end_session,
    forget_browsers,
    forget_expired,
    open_session,
    password_of,
    see_session,
)

__all__ = [
    "NewUser",
    "Newcomer",
    "ProfileDetails",
    "account_to_join",
    "ask_address",
    "ask_join",
    "ask_reset",
    "authenticate",
    "change_password",
    "choose_language",
    "close_account",
    "close_own_account",
    "closing_of",
    "confirm",
    "confirm_address",
    "create_administrator",
    "create_user",
    "end_other_sessions",
    "end_session",
    "forget_browsers",
    "forget_expired",
    "forget_unconfirmed",
    "forget_unowned_mails",
    "join_accounts",
    "joining_of",
    "make_reset_link",
    "open_invited",
    "open_session",
    "password_of",
    "refuse_link_of_another",
    "reset_password",
    "see_session",
    "sign_up",
    "stop_address",
    "tell_failed_sign_ins",
    "tell_taken",
    "update_profile",
]
