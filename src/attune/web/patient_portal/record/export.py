"""A record as data and as a document. Psychotherapy notes are in neither: nothing here could read one."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils import dateformat
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from attune.care_records.gateways import RecordDocument, RecordPart
from attune.care_records.queries.note_facts import NoteFacts
from attune.scheduling.queries.appointments import SeatFacts
from attune.web.access_log.wording import action_words
from attune.web.components.formatting import full_instant
from attune.web.notes.wording import SECTION_LABELS
from attune.workflows.own_record import OwnRecord

FORMAT = "attune.record/1"


def as_data(record: OwnRecord, *, made_at: datetime) -> dict[str, object]:
    """Return a record as plain values; times are UTC in ISO 8601."""
    chart = record.where.chart
    return {
        "format": FORMAT,
        "made_at": made_at.isoformat(),
        "practice": record.where.practice_name,
        "patient": {
            "name": chart.name,
            "birth_date": chart.birth_date.isoformat(),
            "state": chart.state,
            "email": chart.email,
            "in_care_since": chart.opened_at.isoformat(),
        },
        "notes": [_note(one) for one in record.notes],
        "sessions": [_session(one) for one in record.sessions],
        "agreed_to": [
            {
                "title": one.title,
                "version": one.version,
                "signed_name": one.signed_name,
                "signed_at": one.signed_at.isoformat(),
            }
            for one in record.consents
        ],
        "who_looked": [
            {
                "at": one.happened_at.isoformat(),
                "who": record.names.get(one.actor_id) if one.actor_id else None,
                "action": one.action,
                "times": one.times,
            }
            for one in record.looks
        ],
    }


def as_document(record: OwnRecord, *, made_at: datetime, zone: ZoneInfo) -> RecordDocument:
    """Return a record as the pages of a document, with times on the reader's clock."""
    chart = record.where.chart
    who = {
        "name": chart.name,
        "born": dateformat.format(chart.birth_date, pgettext("date format", "F j, Y")),
        "practice": record.where.practice_name,
        "made": full_instant(made_at, zone),
    }
    sessions = [("", _session_line(one, zone)) for one in record.sessions]
    consents = [
        ("", f"{one.title}, {one.version}. {one.signed_name}, {full_instant(one.signed_at, zone)}")
        for one in record.consents
    ]
    looks = [
        ("", f"{full_instant(one.happened_at, zone)}. {_who(record, one.actor_id)}: {action_words(one.action)}")
        for one in record.looks
    ]
    return RecordDocument(
        title=_("Record of %(name)s") % who,
        subtitle=_("Born %(born)s. Kept by %(practice)s. Made %(made)s.") % who,
        parts=(
            *(_note_part(one, zone) for one in record.notes),
            RecordPart(_("Sessions"), "", tuple(sessions)),
            RecordPart(_("Agreed to"), "", tuple(consents)),
            RecordPart(_("Who looked"), "", tuple(looks)),
        ),
    )


def _note(note: NoteFacts) -> dict[str, object]:
    assert note.signed_at is not None
    return {
        "session": {
            "service": note.encounter.service,
            "starts_at": note.encounter.starts_at.isoformat(),
            "ends_at": note.encounter.ends_at.isoformat(),
            "attendance": note.encounter.attendance,
        },
        "kind": note.kind.value,
        "sections": dict(note.body.sections),
        "signed_name": note.signed_name,
        "signed_at": note.signed_at.isoformat(),
        "seal_sha256": note.seal,
        "addenda": [
            {"text": one.text, "added_name": one.added_name, "added_at": one.added_at.isoformat()}
            for one in note.addenda
        ],
    }


def _session(seat: SeatFacts) -> dict[str, object]:
    return {
        "service": seat.offering_name,
        "with": seat.provider_name,
        "starts_at": seat.starts_at.isoformat(),
        "ends_at": seat.ends_at.isoformat(),
        "place": seat.place,
        "state": seat.state,
    }


def _note_part(note: NoteFacts, zone: ZoneInfo) -> RecordPart:
    assert note.signed_at is not None
    texts = [(str(SECTION_LABELS[name]), text) for name, text in note.body.sections if text.strip()]
    for one in note.addenda:
        told = {"name": one.added_name, "when": full_instant(one.added_at, zone)}
        texts.append((_("Addendum by %(name)s, %(when)s") % told, one.text))
    signed = {"name": note.signed_name, "when": full_instant(note.signed_at, zone)}
    return RecordPart(
        _("Note on %(when)s") % {"when": full_instant(note.encounter.starts_at, zone)},
        _("Signed by %(name)s, %(when)s") % signed,
        tuple(texts),
    )


def _session_line(seat: SeatFacts, zone: ZoneInfo) -> str:
    told = {"when": full_instant(seat.starts_at, zone), "what": seat.offering_name, "name": seat.provider_name}
    return _("%(when)s. %(what)s with %(name)s") % told


def _who(record: OwnRecord, actor_id: object) -> str:
    if actor_id is None:
        return _("The system")
    return next((name for person_id, name in record.names.items() if person_id == actor_id), _("Somebody who left"))
