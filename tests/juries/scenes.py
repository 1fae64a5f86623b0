"""What several tests of juries do with an invitation."""

import re


def invitation_path(words: str) -> str:
    """The address of an invitation, in the words of its mail or in a page."""
    found = re.search(r"/juries/invitations/[\w-]+", words)
    assert found
    return found[0]
