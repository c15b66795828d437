"""Reading what NPPES answers: both shapes it has had, and the errors it sends as if all were well.

Older answers carry NPIs as numbers and times in seconds, newer ones texts and milliseconds; some parts may be
missing, and "--" stands for nothing. Errors come with HTTP 200. Source: docs/explanation/credentialing.md#npi.
"""

import json
from typing import Any

from attune.credentialing.errors import SourceUnavailable
from attune.credentialing.rules.registry import RegistryEntry, registered_name
from attune.credentialing.rules.screening import PersonName

SOURCE = "nppes"
PERSON, ORGANIZATION = "NPI-1", "NPI-2"


def entry_in(raw: bytes, *, npi: str) -> RegistryEntry | None:
    """Return the entry of an NPI in an answer, None where the registry has none. Raises SourceUnavailable."""
    answer = _object(raw)
    if "Errors" in answer:
        raise SourceUnavailable(SOURCE, f"error {_codes(answer['Errors'])}")
    results = answer.get("results")
    if not isinstance(results, list) or answer.get("result_count") is None:
        raise SourceUnavailable(SOURCE, "an answer without results")
    found = [one for one in results if isinstance(one, dict) and str(one.get("number")) == npi]
    if results and not found:
        raise SourceUnavailable(SOURCE, "an answer about somebody else")
    return _entry(found[0], npi) if found else None


def _object(raw: bytes) -> dict[str, Any]:
    try:
        answer = json.loads(raw)
    except (UnicodeDecodeError, json.JSONDecodeError):
        raise SourceUnavailable(SOURCE, "an answer that is no JSON") from None
    if not isinstance(answer, dict):
        raise SourceUnavailable(SOURCE, "an answer of another form")
    return answer


def _codes(errors: object) -> str:
    listed = errors if isinstance(errors, list) else []
    return ", ".join(str(one.get("number", "?"))[:10] for one in listed if isinstance(one, dict)) or "without a number"


def _entry(stored: dict[str, Any], npi: str) -> RegistryEntry:
    basic, kind = stored.get("basic"), stored.get("enumeration_type")
    if not isinstance(basic, dict) or kind not in {PERSON, ORGANIZATION}:
        raise SourceUnavailable(SOURCE, "an entry of another form")
    return RegistryEntry(
        npi=npi,
        is_person=kind == PERSON,
        is_active=_text(basic, "status") in {"A", ""},
        names=_names(basic, _listed(stored, "other_names")) if kind == PERSON else (),
        organization_name=_text(basic, "organization_name") or _text(basic, "name") if kind == ORGANIZATION else "",
        other_organization_names=_organization_names(stored) if kind == ORGANIZATION else (),
        taxonomies=tuple(filter(None, (_text(one, "code") for one in _listed(stored, "taxonomies")))),
    )


def _names(basic: dict[str, Any], others: list[dict[str, Any]]) -> tuple[PersonName, ...]:
    names = (registered_name(_text(one, "first_name"), _text(one, "last_name")) for one in (basic, *others))
    return tuple(dict.fromkeys(one for one in names if one.key))


def _organization_names(stored: dict[str, Any]) -> tuple[str, ...]:
    """Return the other names an organization goes by, such as the one it does business as."""
    return tuple(filter(None, (_text(one, "organization_name") for one in _listed(stored, "other_names"))))


def _listed(stored: dict[str, Any], name: str) -> list[dict[str, Any]]:
    listed = stored.get(name)
    return [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []


def _text(stored: dict[str, Any], name: str) -> str:
    value = stored.get(name)
    return "" if value is None or value == "--" else str(value).strip()
