"""The verbs of accounts: people, signing up, recovering access, sessions."""

from callforprojects.accounts.services.addresses import (
    ask_address as ask_address,
    confirm_address as confirm_address,
    stop_address as stop_address,
)
from callforprojects.accounts.services.closing import (
    close_account as close_account,
    close_own_account as close_own_account,
    closing_of as closing_of,
    forget_unowned_mails as forget_unowned_mails,
)
from callforprojects.accounts.services.joining import (
    account_to_join as account_to_join,
    ask_join as ask_join,
    join_accounts as join_accounts,
    joining_of as joining_of,
)
from callforprojects.accounts.services.people import (
    NewUser as NewUser,
    ProfileDetails as ProfileDetails,
    change_password as change_password,
    choose_language as choose_language,
    create_administrator as create_administrator,
    create_user as create_user,
    lock_account as lock_account,
    update_profile as update_profile,
)
from callforprojects.accounts.services.recovery import (
    ask_reset as ask_reset,
    make_reset_link as make_reset_link,
    notify_failed_sign_ins as notify_failed_sign_ins,
    reset_password as reset_password,
)
from callforprojects.accounts.services.registration import (
    Newcomer as Newcomer,
    confirm as confirm,
    forget_unconfirmed as forget_unconfirmed,
    notify_address_taken as notify_address_taken,
    open_invited as open_invited,
    refuse_link_of_another as refuse_link_of_another,
    sign_up as sign_up,
)
from callforprojects.accounts.services.sessions import (
    authenticate as authenticate,
    end_other_sessions as end_other_sessions,
    end_session as end_session,
    forget_browsers as forget_browsers,
    forget_expired as forget_expired,
    open_session as open_session,
    password_of as password_of,
    see_session as see_session,
)
