"""Who opens what: accounts."""

# fmt: off
ROWS = (
    #       page                           about                        guest  applicant  other  juror  other  officer  other  administrator
    "Signing up, in and out",
    ("GET",  "accounts.sign_up",            "",                         200,   302,       302,   302,   302,   302,     302,   302),
    ("POST", "accounts.sign_up",            "",                         422,   302,       302,   302,   302,   302,     302,   302),
    ("GET",  "accounts.check_mail",         "",                         200,   200,       200,   200,   200,   200,     200,   200),
    ("GET",  "accounts.confirm",            "confirmation link",        200,   200,       200,   200,   200,   200,     200,   200),
    ("POST", "accounts.confirm",            "confirmation link",        422,   422,       422,   422,   422,   422,     422,   422),
    ("GET",  "accounts.confirm",            "reset link",               410,   410,       410,   410,   410,   410,     410,   410),
    ("POST", "accounts.confirm",            "reset link",               410,   410,       410,   410,   410,   410,     410,   410),
    ("GET",  "accounts.confirm",            "wrong link",               410,   410,       410,   410,   410,   410,     410,   410),
    ("POST", "accounts.confirm",            "wrong link",               410,   410,       410,   410,   410,   410,     410,   410),
    ("GET",  "accounts.sign_in",            "",                         200,   302,       302,   302,   302,   302,     302,   302),
    ("POST", "accounts.sign_in",            "",                         422,   302,       302,   302,   302,   302,     302,   302),
    ("POST", "accounts.sign_out",           "",                         302,   302,       302,   302,   302,   302,     302,   302),
    ("GET",  "accounts.forgotten",          "",                         200,   200,       200,   200,   200,   200,     200,   200),
    ("POST", "accounts.forgotten",          "",                         422,   422,       422,   422,   422,   422,     422,   422),
    ("GET",  "accounts.reset",              "reset link",               200,   200,       200,   200,   200,   200,     200,   200),
    ("POST", "accounts.reset",              "reset link",               422,   422,       422,   422,   422,   422,     422,   422),
    ("GET",  "accounts.reset",              "confirmation link",        410,   410,       410,   410,   410,   410,     410,   410),
    ("POST", "accounts.reset",              "confirmation link",        410,   410,       410,   410,   410,   410,     410,   410),
    ("GET",  "accounts.reset",              "wrong link",               410,   410,       410,   410,   410,   410,     410,   410),
    ("POST", "accounts.reset",              "wrong link",               410,   410,       410,   410,   410,   410,     410,   410),
    "One's own account",
    ("GET",  "accounts.profile",            "",                         302,   200,       200,   200,   200,   200,     200,   200),
    ("POST", "accounts.profile",            "",                         401,   302,       302,   302,   302,   302,     302,   302),
    ("GET",  "accounts.password",           "",                         302,   200,       200,   200,   200,   200,     200,   200),
    ("POST", "accounts.password",           "",                         401,   422,       422,   422,   422,   422,     422,   422),
    ("GET",  "accounts.sessions",           "",                         302,   200,       200,   200,   200,   200,     200,   200),
    ("GET",  "accounts.close",              "",                         302,   200,       200,   200,   200,   200,     200,   200),
    ("POST", "accounts.close",              "",                         401,   422,       422,   422,   422,   422,     422,   422),
    ("POST", "accounts.end_other_sessions", "",                         401,   302,       302,   302,   302,   302,     302,   302),
    ("POST", "accounts.end_session",        "session of the applicant", 401,   302,       404,   404,   404,   404,     404,   404),
)
# fmt: on
