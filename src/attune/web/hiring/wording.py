"""What the items of the checklists are called, and what is missing."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from attune.credentialing.rules.readiness import Missing
from attune.practices.rules.hiring import EmploymentKind
from attune.workflows.hire_provider import ATTESTATION, IDENTITY

Words = str | Promise

HIRE_ITEMS: Final[Mapping[str, Words]] = {
    "identity_verified": _("Identity and right to work verified (Form I-9)"),
    "background_checked": _("Background check came back clear"),
    "malpractice_cover": _("Covered by the malpractice policy"),
    "privacy_training": _("Privacy and security training done"),
}
LAUNCH_ITEMS: Final[Mapping[str, Words]] = {
    "entity_registered": _("The organization is registered to do business there"),
    "corporate_practice": _("The state’s rule on who may own a practice is met"),
    "malpractice_cover": _("The malpractice policy covers the state"),
    "telehealth_consent": _("Consent to telehealth is worded as the state asks"),
}
MISSING: Final[Mapping[str, Words]] = {
    **HIRE_ITEMS,
    ATTESTATION: _("Workforce attestation signed by the provider"),
    IDENTITY: _("Entered as a provider"),
    Missing.NPI: _("NPI entered"),
    Missing.NPI_VERIFIED: _("NPI confirmed by the registry"),
    Missing.BIRTH_DATE: _("Birth date entered"),
    Missing.LICENSE: _("A license in force, with its document"),
    Missing.EXCLUSION: _("A match with an exclusion list decided"),
}
KINDS: Final[Mapping[EmploymentKind, Words]] = {
    EmploymentKind.EMPLOYEE: _("Employee"),
    EmploymentKind.CONTRACTOR: _("W-2 contractor"),
}
