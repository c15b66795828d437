"""The addresses of notes."""

from django.urls import path

from attune.care_records.permissions import KEEP_PSYCHOTHERAPY_NOTES, READ_NOTES, WRITE_NOTES
from attune.web.access import Area, staff_page
from attune.web.notes import lists, private, views

_AT = "provider/notes/<uuid:note_id>"
_reads, _writes = staff_page(Area.PROVIDER, READ_NOTES), staff_page(Area.PROVIDER, WRITE_NOTES)

NOTES = [
    path("provider/notes", _writes(lists.to_sign), name="provider_notes"),
    path("provider/notes/about/<uuid:seat_id>", _reads(views.about), name="provider_note_about"),
    path(
        "provider/notes/private/<uuid:encounter_id>",
        staff_page(Area.PROVIDER, KEEP_PSYCHOTHERAPY_NOTES)(private.private_note),
        name="provider_private_note",
    ),
    path(_AT, _reads(views.one), name="provider_note"),
    path(f"{_AT}/save", _writes(views.save), name="provider_note_save"),
    path(f"{_AT}/sign", _writes(views.sign), name="provider_note_sign"),
    path(f"{_AT}/addendum", _writes(views.addendum), name="provider_note_addendum"),
]
