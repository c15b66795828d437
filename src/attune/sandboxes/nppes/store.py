"""Whom the registry's sandbox knows: a file of invented people and organizations."""

import fcntl
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from attune.embedded.home import state_home


@dataclass(frozen=True, slots=True)
class Entry:
    """Somebody with an NPI. With ``organization_name`` it is an organization.

    ``answers`` is how the sandbox answers about it: "" as usual, "down" with HTTP 503, "error" with an error that
    comes as HTTP 200, "broken" with half an answer, "gone" as the registry does once an NPI is deactivated.
    """

    npi: str
    first_name: str = ""
    last_name: str = ""
    organization_name: str = ""
    taxonomy: str = "103TC0700X"
    taxonomy_label: str = "Psychologist, Clinical"
    credential: str = ""
    state: str = "TX"
    status: str = "A"
    former_last_name: str = ""
    answers: str = ""


INVENTED = (
    Entry("1000000004", "MARIA", "TESTERSON", credential="PSY.D."),
    Entry("1678000021", "KEVIN", "O'SAMPLE", taxonomy="1041C0700X", taxonomy_label="Social Worker, Clinical"),
    Entry("1456000011", organization_name="PLACEHOLDER COUNSELING LLC", taxonomy="261QM0801X"),
    Entry("1899000032", "ANA", "FIXTURE", former_last_name="SAMPLE", status="D"),
    Entry("1234567893", "NOBODY", "GONE", answers="gone"),
    Entry("1111111112", "NEVER", "THERE", answers="down"),
    Entry("1222222220", "ALWAYS", "WRONG", answers="error"),
    Entry("1333333338", "HALF", "SAID", answers="broken"),
)
"""Who is there from the start; one for each thing that can go wrong."""


class RegistryStore:
    """The sandbox's store. The server reads it at each question; anyone on this machine adds."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or state_home() / "sandbox" / "nppes"
        self.file = self.folder / "entries.json"

    def entries(self) -> dict[str, Entry]:
        """Return everybody by NPI."""
        found = {one.npi: one for one in INVENTED}
        if self.file.is_file():
            found |= {one["npi"]: Entry(**one) for one in json.loads(self.file.read_text())}
        return found

    def add(self, *entries: Entry) -> None:
        """Keep entries; one of a known NPI takes the other's place."""
        with self._locked():
            kept = {one["npi"]: one for one in (json.loads(self.file.read_text()) if self.file.is_file() else [])}
            kept |= {one.npi: asdict(one) for one in entries}
            draft = self.file.with_suffix(".new")
            draft.write_text(json.dumps(list(kept.values()), indent=1))
            draft.replace(self.file)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
