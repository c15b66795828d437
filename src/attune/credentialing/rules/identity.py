"""Who a provider says they are: what must be there, and in which form."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from attune.credentialing.errors import BirthDateWrong, NameMissing, NpiWrong
from attune.credentialing.rules.screening import PersonName, name_of, person_name
from attune.kernel.npi import is_npi

AGE_MIN: Final = 18
AGE_MAX: Final = 110


@dataclass(frozen=True, slots=True)
class Identity:
    """A provider's own statement. Legal names are what registers know them by, where ``name`` differs."""

    name: str
    npi: str
    legal_given_name: str = ""
    legal_family_name: str = ""
    birth_date: date | None = None

    @property
    def names(self) -> tuple[PersonName, ...]:
        """Every form in which a register may know them, the legal one first."""
        legal = person_name(self.legal_given_name, self.legal_family_name)
        return tuple(dict.fromkeys(one for one in (legal, name_of(self.name)) if one.key))


def require_identity(given: Identity, *, today: date) -> Identity:
    """Return the statement with blanks tidied. Raises NameMissing, NpiWrong or BirthDateWrong."""
    tidy = replace(
        given,
        name=" ".join(given.name.split()),
        npi=given.npi.strip(),
        legal_given_name=" ".join(given.legal_given_name.split()),
        legal_family_name=" ".join(given.legal_family_name.split()),
    )
    if not tidy.names:
        raise NameMissing
    if tidy.npi and not is_npi(tidy.npi):
        raise NpiWrong(tidy.npi)
    born = tidy.birth_date
    if (
        born is not None
        and not AGE_MIN <= today.year - born.year - ((today.month, today.day) < (born.month, born.day)) <= AGE_MAX
    ):
        raise BirthDateWrong(born)
    return tidy
