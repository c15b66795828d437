"""What an edition decides about records."""

from dataclasses import dataclass, field

from attune.kernel.documented import documented


@dataclass(frozen=True, slots=True)
class RecordsPolicy:
    """Who beside those who treat a patient reads their notes, and when a note is late."""

    supervisors_read: bool = field(
        metadata=documented("Supervisors read the signed notes of every patient of the practice")
    )
    shown_to_patient_after_hours: int | None = field(
        metadata=documented("Hours after which a patient reads their signed note", none="never")
    )
    sign_within_hours: int = field(metadata=documented("Hours after the session within which its note is signed"))
    cover_days_max: int = field(metadata=documented("Days for which a colleague may be let into a chart at most"))
