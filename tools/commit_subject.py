"""Refuse a commit whose subject is not verb + object in 60 characters: a hook of git.

`python tools/commit_subject.py FILE`, where FILE holds the message (`.pre-commit-config.yaml`).
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

LONGEST = 60
OF_GIT = re.compile(r"(Merge|Revert|fixup!|squash!|amend!) ")  # what git writes by itself
SCISSORS = re.compile(r"^# -+ >8 -+$")
NO_VERB = re.compile(
    r"(?i)(\w+ed|\w+ing|an?|the|what|who|once|it|no|some|more|various|fix(es)?|wip|misc|minor)\b"
)
KEPT = frozenset({"Bring", "Embed", "Feed", "Need", "Seed", "Shed", "Speed", "String", "Wring"})


def faults(message: str) -> Iterator[str]:
    """What is wrong with the message of a commit: a sentence each, nothing when it is right."""
    subject, *body = said(message) or [""]
    if OF_GIT.match(subject):
        return
    first = subject.partition(" ")[0]
    if len(subject) > LONGEST:
        yield f"the subject has {len(subject)} characters, {LONGEST} at most: the why goes below"
    if not re.match(r"[A-Z]\w*(-\w+)*,? \S", subject):
        yield "the subject is a verb and what it is done to: Refuse a percentage in exponent form"
    elif NO_VERB.match(subject) and first not in KEPT:
        yield f"the subject begins with a verb as an order is given, not with {first!r}"
    if subject.endswith((".", "…", ";", ":")):
        yield "the subject ends without a full stop"
    if body and body[0]:
        yield "an empty line stands between the subject and the body"


def said(message: str) -> list[str]:
    """The lines of the message without the remarks of git, which end at its scissors."""
    lines = []
    for line in message.splitlines():
        if SCISSORS.match(line):
            break
        if not line.startswith("#"):
            lines.append(line.rstrip())
    return lines


def main(path: Path) -> int:
    found = list(faults(path.read_text("utf-8")))
    for fault in found:
        print(fault)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
