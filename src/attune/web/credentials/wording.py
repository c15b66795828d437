"""What the pages say about licenses, checks and what is missing."""

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext_lazy as _

from attune.credentialing import errors
from attune.credentialing.rules.checks import NpiFinding
from attune.credentialing.rules.clearance import Reason, Standing
from attune.credentialing.rules.readiness import Missing
from attune.web.components.notices import Badge, Tone
from attune.web.components.text import Text

MISSING: Final[Mapping[Missing, Text]] = {
    Missing.NPI: _("The NPI is missing."),
    Missing.NPI_VERIFIED: _("The national registry has not confirmed the NPI."),
    Missing.BIRTH_DATE: _("The date of birth is missing. It is compared with exclusion lists, and shown to nobody."),
    Missing.LICENSE: _("There is no license in force with evidence."),
    Missing.EXCLUSION: _("An exclusion list has this NPI. Somebody is looking at it."),
}
REASONS: Final[Mapping[Reason, Text]] = {
    Reason.PRACTICE_NOT_LIVE: _("The practice is not live yet."),
    Reason.CONTRACT_ENDED: _("The practice’s contract has ended."),
    Reason.STATE_NOT_AUTHORIZED: _("The organization is not authorized in the state of the license."),
    Reason.NOT_EMPLOYED: _("There is no employment in force."),
    Reason.NOT_ACTIVE_YET: _("Not activated yet."),
    Reason.SUSPENDED: _("Suspended."),
    Reason.LEFT: _("No longer here."),
    Reason.EXCLUDED: _("On an exclusion list until it is decided otherwise."),
    Reason.IDENTITY_UNVERIFIED: _("The national registry has not confirmed the NPI."),
}
STANDINGS: Final[Mapping[Standing, Badge]] = {
    Standing.JOINING: Badge(_("Joining"), Tone.NOTE),
    Standing.ACTIVE: Badge(_("Active"), Tone.GOOD),
    Standing.SUSPENDED: Badge(_("Suspended"), Tone.DANGER),
    Standing.LEFT: Badge(_("Left")),
}
FINDINGS: Final[Mapping[NpiFinding, Badge]] = {
    NpiFinding.MATCH: Badge(_("Confirmed"), Tone.GOOD),
    NpiFinding.NAME_DIFFERS: Badge(_("Registered to another name"), Tone.DANGER),
    NpiFinding.TAXONOMY_DIFFERS: Badge(_("Registered for another profession"), Tone.DANGER),
    NpiFinding.DEACTIVATED: Badge(_("Deactivated"), Tone.DANGER),
    NpiFinding.NOT_FOUND: Badge(_("Not in the registry"), Tone.DANGER),
    NpiFinding.ORGANIZATION: Badge(_("An organization’s, not a person’s"), Tone.DANGER),
    NpiFinding.UNAVAILABLE: Badge(_("The registry does not answer. We ask again."), Tone.NOTE),
}
NO_NPI: Final = _(
    "This is no NPI: ten digits, the last of which follows from the others. Copy it from the NPI registry."
)
_PROBLEMS: Final[Mapping[type[Exception], tuple[str | None, Text]]] = {
    errors.StateUnknown: ("state", _("Choose a state.")),
    errors.KindDoesNotCount: ("kind", _("A license of this kind does not let your profession practice by itself.")),
    errors.NumberMissing: ("number", _("Enter the number as it stands on the license.")),
    errors.DatesWrong: ("issued_on", _("The first day lies before the last one, and not in the future.")),
    errors.LicenseExpired: ("expires_on", _("This license has ended already. Add it once it is renewed.")),
    errors.LicenseKnown: ("number", _("This license is on file already. Renew it instead.")),
    errors.EvidenceWrong: ("document", _("Hand in a PDF, PNG or JPEG of at most 5 MB.")),
    errors.NpiWrong: ("npi", NO_NPI),
    errors.NameMissing: ("name", _("Enter a given and a family name.")),
    errors.BirthDateWrong: ("birth_date", _("Enter the date of birth of an adult.")),
    errors.ReasonMissing: ("reason", _("Say why. The reason is kept.")),
    errors.NotReady: (None, _("Something is still missing. It is listed above.")),
    errors.WrongState: (None, _("That has happened already. The page shows how it is now.")),
    errors.StillExcluded: (None, _("An exclusion list stands against it. That ends when the match is decided.")),
    errors.MatchDecided: (None, _("Somebody decided about this match already.")),
}
REFUSALS: Final = tuple(_PROBLEMS)


def problem(error: Exception) -> tuple[str | None, Text]:
    """Return the field a refusal is about, None for the whole form, and what the page says."""
    return _PROBLEMS[type(error)]
