"""The tables of care records."""

from attune.care_records.models.cover import Cover
from attune.care_records.models.encounter import Encounter
from attune.care_records.models.note import Addendum, NoteDraft, SignedNote
from attune.care_records.models.psychotherapy import PsychotherapyNote

__all__ = ["Addendum", "Cover", "Encounter", "NoteDraft", "PsychotherapyNote", "SignedNote"]
