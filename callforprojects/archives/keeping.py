"""How long the files of a public funder are kept, and what becomes of them afterwards.

They are public archives (code du patrimoine, L211-1 and L211-4): while the service uses them (the
DUA, durée d'utilité administrative) nothing of them goes; then they are transferred, sorted or
eliminated (L212-2, R212-13), and nothing is eliminated without the visa of the archives service
(L212-2 and L212-3, R212-14). The years below are proposals, in the manner of the instruction
DAF/DPACI/RES/2009/018 for the common services of local authorities; each funder agrees its own with
its archives service.
"""

from dataclasses import dataclass
from datetime import date, datetime

from callforprojects.core.data.clock import MONTHS_OF_A_YEAR, months_after
from callforprojects.core.text.i18n import _, pgettext
from callforprojects.core.text.labels import LabelledEnum
from callforprojects.organisations.silence import LegalNature

MOST_YEARS = 99


class FileGroup(LabelledEnum):
    """Files that are kept alike."""

    FUNDED = "funded", _("Applications selected")
    NOT_FUNDED = "not_funded", _("Other applications filed")


class FinalFate(LabelledEnum):
    """What becomes of files once their administrative period is over (sort final)."""

    TRANSFER = "transfer", pgettext("archives", "Transfer to the archives service")
    SORTING = "sorting", pgettext("archives", "Sorting: some are kept, the others eliminated")
    ELIMINATION = "elimination", pgettext("archives", "Elimination")


@dataclass(frozen=True, slots=True)
class Keeping:
    """For how many years after the results, and what then."""

    years: int
    fate: FinalFate

    def ends_on(self, since: datetime) -> date:
        """The last day of the administrative period, counted from date to date in Paris."""
        return months_after(since, self.years * MONTHS_OF_A_YEAR)


PROPOSED = {
    FileGroup.FUNDED: Keeping(10, FinalFate.SORTING),
    FileGroup.NOT_FUNDED: Keeping(2, FinalFate.ELIMINATION),
}


def keeps_public_archives(nature: LegalNature | None) -> bool:
    """Whether the files of a funder are public archives: also while its nature is not known."""
    return nature is None or nature.is_public
