"""What care records refuse."""

from datetime import datetime
from uuid import UUID


class CareRecordsError(Exception):
    """Base of what the context refuses."""


class NoSuchEncounter(CareRecordsError):
    """There is no such session to write about for this actor."""

    def __init__(self, encounter_id: UUID) -> None:
        super().__init__(str(encounter_id))
        self.encounter_id = encounter_id


class NoSuchNote(CareRecordsError):
    """There is no such note here for this actor."""

    def __init__(self, note_id: UUID) -> None:
        super().__init__(str(note_id))
        self.note_id = note_id


class NoSuchRecord(CareRecordsError):
    """There is no such chart whose record is open to this actor."""

    def __init__(self, chart_id: UUID) -> None:
        super().__init__(str(chart_id))
        self.chart_id = chart_id


class NoteRefused(CareRecordsError):
    """Base of why a note is not taken as it is."""


class StaleDraft(NoteRefused):
    """The draft was saved elsewhere since: ``revision`` is what stands now."""

    def __init__(self, *, revision: int) -> None:
        super().__init__(revision)
        self.revision = revision


class NoteSigned(NoteRefused):
    """The note is signed: it stays as it is, and takes addenda."""

    def __init__(self, signed_at: datetime) -> None:
        super().__init__(signed_at.isoformat())
        self.signed_at = signed_at


class NoteNotSigned(NoteRefused):
    """The note is a draft: it is changed, not added to."""


class NoteEmpty(NoteRefused):
    """There is not a word in it."""


class SectionUnknown(NoteRefused):
    """This kind of note has no such section."""

    def __init__(self, section: str) -> None:
        super().__init__(section)
        self.section = section


class SectionTooLong(NoteRefused):
    """A section is longer than what is kept."""

    def __init__(self, section: str, *, length: int, most: int) -> None:
        super().__init__(section)
        self.section = section
        self.length = length
        self.most = most


class SessionNotBegun(NoteRefused):
    """The session has not begun: there is nothing to sign yet."""

    def __init__(self, starts_at: datetime) -> None:
        super().__init__(starts_at.isoformat())
        self.starts_at = starts_at


class CoverRefused(CareRecordsError):
    """Nobody may be let into a chart like this. ``reason`` is ``past``, ``too_long`` or ``not_a_provider``."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
