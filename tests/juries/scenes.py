"""What several tests of juries do with an invitation."""

from tests.finding import found


def invitation_path(words: str) -> str:
    """The address of an invitation, in the words of its mail or in a page."""
    return found(r"/juries/invitations/[\w-]+", words)
