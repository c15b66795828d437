"""What is missing before a provider can be activated, in the order in which it is to be done."""

from datetime import datetime
from enum import StrEnum

from attune.credentialing.rules.clearance import ClearanceFacts, Standing, license_for


class Missing(StrEnum):
    """Something without which nobody practises."""

    NPI = "npi"
    NPI_VERIFIED = "npi_verified"
    BIRTH_DATE = "birth_date"
    LICENSE = "license"
    EXCLUSION = "exclusion"


def missing_for(facts: ClearanceFacts, *, has_npi: bool, has_birth_date: bool, now: datetime) -> tuple[Missing, ...]:
    """Return what stands between a provider and their first patient, as far as it is about them."""
    states = {one.state for one in facts.licenses}
    has_license = any(license_for(facts, patient_state=state, moment=now)[1] is None for state in states)
    against = {
        Missing.NPI: not has_npi,
        Missing.NPI_VERIFIED: has_npi and facts.identity_check_id is None,
        Missing.BIRTH_DATE: not has_birth_date,
        Missing.LICENSE: not has_license,
        Missing.EXCLUSION: bool(facts.exclusion_ids),
    }
    return tuple(missing for missing, holds in against.items() if holds)


STEPS: dict[str, frozenset[Standing]] = {
    "activate": frozenset({Standing.JOINING}),
    "suspend": frozenset({Standing.JOINING, Standing.ACTIVE}),
    "reinstate": frozenset({Standing.SUSPENDED}),
    "leave": frozenset({Standing.JOINING, Standing.ACTIVE, Standing.SUSPENDED}),
}
"""From which states each step leads on. Nobody comes back from LEFT: they are added anew."""
