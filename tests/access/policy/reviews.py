"""Who opens what: reviews."""

# fmt: off
ROWS = (
    #       page                   about                     guest  applicant  other  juror  other  officer  other  administrator
    "The scoring page",
    ("GET",  "reviews.mine",        "",                      302,   200,       200,   200,   200,   200,     200,   200),
    ("GET",  "reviews.download",    "",                      302,   200,       200,   200,   200,   200,     200,   200),
    ("GET",  "reviews.score",       "draft",                 302,   404,       404,   404,   404,   404,     404,   404),
    ("POST", "reviews.score",       "draft",                 401,   404,       404,   404,   404,   404,     404,   404),
    ("GET",  "reviews.score",       "filed",                 302,   404,       404,   200,   404,   404,     404,   404),
    ("POST", "reviews.score",       "filed",                 401,   404,       404,   409,   404,   404,     404,   404),
    ("GET",  "reviews.score",       "filed by another",      302,   404,       404,   404,   404,   404,     404,   404),
    ("POST", "reviews.score",       "filed by another",      401,   404,       404,   404,   404,   404,     404,   404),
    ("POST", "reviews.autosave",    "draft",                 401,   404,       404,   404,   404,   404,     404,   404),
    ("POST", "reviews.autosave",    "filed",                 401,   404,       404,   409,   404,   404,     404,   404),
    ("GET",  "reviews.file",        "draft",                 302,   404,       404,   404,   404,   404,     404,   404),
    ("GET",  "reviews.file",        "filed",                 302,   404,       404,   200,   404,   404,     404,   404),
    ("GET",  "reviews.pdf",         "draft",                 302,   404,       404,   404,   404,   404,     404,   404),
    ("GET",  "reviews.pdf",         "filed",                 302,   404,       404,   200,   404,   404,     404,   404),
    ("GET",  "reviews.pdf",         "filed by another",      302,   404,       404,   404,   404,   404,     404,   404),
    ("POST", "reviews.read_others", "review",                401,   404,       404,   404,   404,   404,     404,   404),
    ("POST", "reviews.read_others", "review of a colleague", 401,   404,       404,   404,   404,   404,     404,   404),
    ("POST", "reviews.reopen",      "review",                401,   404,       404,   409,   404,   404,     404,   404),
    ("POST", "reviews.reopen",      "review of a colleague", 401,   404,       404,   404,   404,   404,     404,   404),
    "Reading all opinions",
    ("GET",  "reviews.results",     "draft call",            302,   404,       404,   404,   404,   200,     404,   404),
    ("GET",  "reviews.results",     "closed call",           302,   403,       403,   403,   403,   200,     403,   403),
    ("GET",  "reviews.download_results", "draft call",       302,   404,       404,   404,   404,   200,     404,   404),
    ("GET",  "reviews.download_results", "closed call",      302,   403,       403,   403,   403,   200,     403,   403),
    ("GET",  "reviews.application", "draft",                 302,   403,       404,   404,   404,   404,     404,   404),
    ("GET",  "reviews.application", "filed",                 302,   403,       404,   404,   404,   200,     404,   404),
    ("GET",  "reviews.remind",      "closed call",           302,   403,       403,   403,   403,   200,     403,   403),
    ("POST", "reviews.remind",      "closed call",           401,   403,       403,   403,   403,   302,     403,   403),
)
# fmt: on
