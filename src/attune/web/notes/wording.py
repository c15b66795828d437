"""Notes in words: sections, kinds, and what is refused."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from attune.care_records.errors import (
    NoteEmpty,
    NoteNotSigned,
    NoteRefused,
    SectionTooLong,
    SessionNotBegun,
)
from attune.care_records.rules.note import NoteKind
from attune.foundation.clock import now
from attune.web.components.formatting import when_within
from attune.web.components.text import Text
from attune.web.greetings import viewer_zone

KINDS: dict[NoteKind, Text] = {NoteKind.SOAP: gettext_lazy("SOAP"), NoteKind.FREE: gettext_lazy("Free")}

SECTION_LABELS: dict[str, Text] = {
    "subjective": gettext_lazy("Subjective"),
    "objective": gettext_lazy("Objective"),
    "assessment": gettext_lazy("Assessment"),
    "plan": gettext_lazy("Plan"),
    "text": gettext_lazy("Note"),
}
SECTION_HINTS: dict[str, Text] = {
    "subjective": gettext_lazy("What they told"),
    "objective": gettext_lazy("What you saw and measured"),
    "assessment": gettext_lazy("What you make of it"),
    "plan": gettext_lazy("What comes next"),
}
ATTENDANCE: dict[str, Text] = {
    "open": gettext_lazy("Not said yet"),
    "attended": gettext_lazy("Came"),
    "missed": gettext_lazy("Did not come"),
}
PLACES: dict[str, Text] = {
    "video": gettext_lazy("Video"),
    "phone": gettext_lazy("Phone"),
    "in_person": gettext_lazy("In person"),
}


def refusal_in_words(refusal: NoteRefused) -> str:
    """Return why a note is not taken, and what to do."""
    if isinstance(refusal, NoteEmpty):
        return _("There is not a word in it yet.")
    if isinstance(refusal, SectionTooLong):
        told = {"section": SECTION_LABELS[refusal.section], "length": refusal.length, "most": refusal.most}
        return _("%(section)s has %(length)d characters; %(most)d is the most. Shorten it, then save again.") % told
    if isinstance(refusal, SessionNotBegun):
        told = {"when": when_within(refusal.starts_at, now=now(), zone=viewer_zone())}
        return _("The session begins %(when)s. A note is signed once it has begun.") % told
    if isinstance(refusal, NoteNotSigned):
        return _("The note is not signed yet: change it instead.")
    return _("This cannot be saved as it is.")
