"""Who opens what: pages."""

# fmt: off
ROWS = (
    #       page                     about                     guest  applicant  other  juror  other  officer  other  administrator
    "Open to everybody",
    ("GET",  "pages.home",            "",                      200,   200,       200,   200,   200,   200,     200,   200),
    ("GET",  "pages.framework",       "",                      200,   200,       200,   200,   200,   200,     200,   200),
    ("GET",  "pages.legal",           "",                      200,   200,       200,   200,   200,   200,     200,   200),
    ("GET",  "pages.privacy",         "",                      200,   200,       200,   200,   200,   200,     200,   200),
    ("GET",  "pages.cookies",         "",                      200,   200,       200,   200,   200,   200,     200,   200),
    ("GET",  "pages.accessibility",   "",                      200,   200,       200,   200,   200,   200,     200,   200),
    ("POST", "pages.switch_language", "",                      302,   302,       302,   302,   302,   302,     302,   302),
    ("GET",  "territories.search",    "",                      200,   200,       200,   200,   200,   200,     200,   200),
    "One's own",
    ("GET",  "pages.dashboard",       "",                      302,   200,       200,   200,   200,   200,     200,   200),
    "The whole platform",
    ("GET",  "activity.index",        "",                      302,   403,       403,   403,   403,   403,     403,   200),
    ("GET",  "messages.mailbox",      "",                      302,   403,       403,   403,   403,   403,     403,   200),
    ("GET",  "messages.detail",       "mail",                  302,   403,       403,   403,   403,   403,     403,   200),
    ("GET",  "messages.detail",       "letter",                302,   403,       403,   403,   403,   403,     403,   200),
    ("GET",  "messages.body",         "mail",                  302,   403,       403,   403,   403,   403,     403,   403),
    ("GET",  "messages.body",         "letter",                302,   403,       403,   403,   403,   403,     403,   403),
    ("GET",  "messages.body",         "secret mail",           302,   403,       403,   403,   403,   403,     403,   403),
    ("POST", "messages.release",      "mail",                  401,   403,       403,   403,   403,   403,     403,   409),
    ("POST", "messages.release",      "letter",                401,   403,       403,   403,   403,   403,     403,   409),
    ("GET",  "messages.release_together", "",                  302,   403,       403,   403,   403,   403,     403,   200),
    ("POST", "messages.release_together", "",                  401,   403,       403,   403,   403,   403,     403,   422),
    ("POST", "messages.bounces",      "",                      404,   404,       404,   404,   404,   404,     404,   404),
    "Documents open with what they were joined to",
    ("GET",  "files.download",        "document of the draft", 302,   200,       404,   404,   404,   404,     404,   404),
    ("GET",  "files.download",        "document filed",        302,   200,       404,   200,   404,   200,     404,   404),
    ("GET",  "files.download",        "document of another",   302,   404,       200,   404,   404,   200,     404,   404),
    "In a demonstration only: elsewhere there is no such page",
    ("GET",  "demonstration.index",   "",                      404,   404,       404,   404,   404,   404,     404,   404),
    ("GET",  "pages.style",           "",                      404,   404,       404,   404,   404,   404,     404,   404),
    ("POST", "demonstration.become",  "person",                404,   404,       404,   404,   404,   404,     404,   404),
)
# fmt: on
