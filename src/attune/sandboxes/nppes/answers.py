"""What the sandbox says, in either of the two shapes the national registry has had."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any, Final

from attune.sandboxes.nppes.store import Entry

CREATED, UPDATED = 1_171_564_996, 1_222_870_054
LIMIT_DEFAULT, LIMIT_MAX = 10, 200


class Shape(StrEnum):
    """How numbers and times are written."""

    TEXTS = "texts"
    """As since about 2024: NPIs as texts, times as texts in milliseconds."""
    NUMBERS = "numbers"
    """As before: NPIs as numbers, times in seconds."""


ERRORS: Final[Mapping[str, str]] = {
    "04": "No valid search criteria provided",
    "09": "enumeration_type requires additional search criteria",
}


def error(number: str) -> dict[str, Any]:
    """Return an error; it is sent as if all were well."""
    return {"Errors": [{"field": "generic", "number": number, "description": ERRORS[number]}]}


def answered(asked: Mapping[str, str], entries: Sequence[Entry], *, shape: Shape) -> dict[str, Any]:
    """Return the answer to a question."""
    criteria = {name: value for name, value in asked.items() if value and name not in {"version", "limit", "skip"}}
    if not criteria or asked.get("version") != "2.1":
        return error("04")
    if set(criteria) == {"enumeration_type"}:
        return error("09")
    found = [one for one in entries if one.answers != "gone" and _is_asked(one, criteria)]
    skip, limit = _number(asked, "skip", 0), min(_number(asked, "limit", LIMIT_DEFAULT), LIMIT_MAX)
    shown = found[skip : skip + limit]
    return {"result_count": len(shown), "results": [_result(one, shape) for one in shown]}


def _number(asked: Mapping[str, str], name: str, default: int) -> int:
    told = asked.get(name, "")
    return int(told) if told.isdecimal() else default


def _is_asked(entry: Entry, criteria: Mapping[str, str]) -> bool:
    told = {
        "number": entry.npi,
        "enumeration_type": _kind(entry),
        "first_name": entry.first_name,
        "last_name": entry.last_name,
        "organization_name": entry.organization_name,
        "state": entry.state,
        "taxonomy_description": entry.taxonomy_label,
    }
    return all(_matches(told.get(name, ""), value) for name, value in criteria.items())


def _matches(told: str, wanted: str) -> bool:
    if wanted.endswith("*"):
        return len(wanted) > 2 and told.upper().startswith(wanted[:-1].upper())
    return told.upper() == wanted.upper()


def _kind(entry: Entry) -> str:
    return "NPI-2" if entry.organization_name else "NPI-1"


def _result(entry: Entry, shape: Shape) -> dict[str, Any]:
    is_new = shape is Shape.TEXTS
    told: dict[str, Any] = {
        "number": entry.npi if is_new else int(entry.npi),
        "enumeration_type": _kind(entry),
        "created_epoch": f"{CREATED}000" if is_new else CREATED,
        "last_updated_epoch": f"{UPDATED}000" if is_new else UPDATED,
        "basic": _basic(entry, is_new=is_new),
        "other_names": _other_names(entry),
        "identifiers": [],
        "addresses": [
            {
                "address_purpose": "LOCATION",
                "address_type": "DOM",
                "address_1": "1 INVENTED ST",
                "city": "SPRINGFIELD",
                "state": entry.state,
                "postal_code": "000010000",
                "country_code": "US",
                "country_name": "United States",
            }
        ],
        "taxonomies": [
            {
                "code": entry.taxonomy,
                "desc": entry.taxonomy_label,
                "primary": True,
                "state": entry.state,
                "license": "--" if is_new else None,
            }
        ],
    }
    return told | {"endpoints": [], "practiceLocations": []} if is_new else told


def _basic(entry: Entry, *, is_new: bool) -> dict[str, Any]:
    dates = {"enumeration_date": "2007-02-15", "last_updated": "2008-10-01", "status": entry.status}
    if entry.organization_name:
        return {"organization_name": entry.organization_name, "organizational_subpart": "NO", **dates}
    person = {
        "first_name": entry.first_name,
        "last_name": entry.last_name,
        "credential": entry.credential or ("--" if is_new else ""),
        "sole_proprietor": "YES",
        "sex" if is_new else "gender": "F",
    }
    return {**person, **dates} if is_new else {**person, **dates, "name": f"{entry.last_name} {entry.first_name}"}


def _other_names(entry: Entry) -> list[dict[str, str]]:
    if not entry.former_last_name:
        return []
    return [{"type": "Former Name", "code": "1", "first_name": entry.first_name, "last_name": entry.former_last_name}]
