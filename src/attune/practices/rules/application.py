"""What a practice must tell of itself when it applies."""

import re
from dataclasses import dataclass, fields
from enum import StrEnum

from attune.kernel.npi import is_npi
from attune.kernel.us_states import US_STATES
from attune.kernel.zones import zone_names
from attune.practices.errors import ApplicationIncomplete, FactProblem


class Structure(StrEnum):
    """How many providers a practice is meant for."""

    SOLO = "solo"
    GROUP = "group"


@dataclass(frozen=True, slots=True)
class ApplicationFacts:
    """The legal facts of a practice. ``zone`` is an IANA name; ``tax_id`` an EIN or SSN of nine digits."""

    name: str
    legal_name: str
    structure: Structure
    tax_id: str
    street: str
    city: str
    state: str
    zip_code: str
    zone: str
    organization_npi: str = ""

    def stripped(self) -> "ApplicationFacts":
        """Return the facts without space around them, the tax id and NPI as digits alone."""
        told = {one.name: str(getattr(self, one.name)).strip() for one in fields(self)}
        told["tax_id"] = told["tax_id"].replace("-", "").replace(" ", "")
        told["organization_npi"] = told["organization_npi"].replace(" ", "")
        return ApplicationFacts(**{**told, "structure": Structure(told["structure"])})  # type: ignore[arg-type]

    def __repr__(self) -> str:
        return f"ApplicationFacts({self.name!r})"


_REQUIRED = ("name", "legal_name", "street", "city")
_FORMS = {"tax_id": re.compile(r"\d{9}"), "zip_code": re.compile(r"\d{5}(-\d{4})?")}
_NEVER_ISSUED = frozenset({"000000000", "123456789", "111111111", "999999999"})


def require_complete(facts: ApplicationFacts) -> None:
    """Refuse facts that are missing or malformed, all of them at once: ApplicationIncomplete."""
    problems = [FactProblem(name, "missing") for name in _REQUIRED if not getattr(facts, name)]
    for name, form in _FORMS.items():
        told = getattr(facts, name)
        if not form.fullmatch(told):
            problems.append(FactProblem(name, "malformed" if told else "missing"))
    if facts.tax_id in _NEVER_ISSUED:
        problems.append(FactProblem("tax_id", "never_issued"))
    if facts.state not in US_STATES:
        problems.append(FactProblem("state", "unknown"))
    if facts.zone not in zone_names():
        problems.append(FactProblem("zone", "unknown"))
    if facts.organization_npi and not is_npi(facts.organization_npi):
        problems.append(FactProblem("organization_npi", "malformed"))
    if problems:
        raise ApplicationIncomplete(tuple(problems))
