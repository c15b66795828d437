"""Where the mail sandbox keeps mail: a folder of .eml files and an index with a line for each."""

import email
import email.policy
import json
import os
import re
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

from attune.embedded.home import state_home
from attune.kernel.identifiers import new_id

_LINK = re.compile(r"https?://[^\s<>\"]+")


@dataclass(frozen=True, slots=True)
class StoredMail:
    """One mail for one address, as the index lists it. ``at`` is real time, ISO 8601, UTC."""

    id: str
    at: str
    to: str
    sender: str
    subject: str
    message_id: str


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that came with a mail; ``method`` is its type's parameter of that name."""

    name: str
    media_type: str
    method: str
    content: str


@dataclass(frozen=True, slots=True)
class OpenedMail:
    """A mail with its two bodies and its files."""

    listed: StoredMail
    text: str
    html: str
    files: tuple[StoredFile, ...] = ()

    @property
    def links(self) -> list[str]:
        """Every address in the text body, in order."""
        return [link.rstrip(".,;") for link in _LINK.findall(self.text)]


class MailStore:
    """The sandbox's store. The server writes; anyone on this machine reads."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or state_home() / "sandbox" / "mail"
        self.index = self.folder / "index.jsonl"

    def add(self, raw: bytes, *, sender: str, to: list[str]) -> list[StoredMail]:
        """Keep a mail once for each recipient and return the new lines of the index."""
        self.folder.mkdir(parents=True, exist_ok=True)
        parsed = _parsed(raw)
        added = []
        for address in to:
            mail = StoredMail(
                id=new_id().hex,
                at=datetime.now(UTC).isoformat(timespec="milliseconds"),
                to=address.lower(),
                sender=sender,
                subject=str(parsed["Subject"] or ""),
                message_id=str(parsed["Message-ID"] or ""),
            )
            draft = self.folder / f"{mail.id}.new"
            draft.write_bytes(raw)
            draft.replace(self._file(mail.id))
            added.append(mail)
        # One write of whole lines to a file opened for appending: readers never see half a line.
        with os.fdopen(os.open(self.index, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "wb") as index:
            index.write("".join(f"{json.dumps(asdict(mail))}\n" for mail in added).encode())
        return added

    def mails(self, *, to: str | None = None) -> list[StoredMail]:
        """Return what was sent, oldest first; all of it, or to one address."""
        if not self.index.is_file():
            return []
        listed = [StoredMail(**json.loads(line)) for line in self.index.read_text().splitlines()]
        return [mail for mail in listed if to is None or mail.to == to.lower()]

    def opened(self, mail_id: str) -> OpenedMail:
        """Return one mail with its bodies; the start of an id is enough. Raises KeyError."""
        found = [mail for mail in self.mails() if mail.id.startswith(mail_id)] if mail_id else []
        if len(found) != 1:
            raise KeyError(mail_id)
        parsed = _parsed(self._file(found[0].id).read_bytes())
        return OpenedMail(found[0], _body(parsed, "plain"), _body(parsed, "html"), _files(parsed))

    def _file(self, mail_id: str) -> Path:
        return self.folder / f"{mail_id}.eml"


def latest_to(address: str, *, store: MailStore | None = None) -> OpenedMail | None:
    """Return the newest mail to an address, or None."""
    kept = store or MailStore()
    found = kept.mails(to=address)
    return kept.opened(found[-1].id) if found else None


def _parsed(raw: bytes) -> EmailMessage:
    parsed = email.message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(parsed, EmailMessage)
    return parsed


def _body(parsed: EmailMessage, kind: str) -> str:
    part = parsed.get_body((kind,))
    return str(part.get_content()).replace("\r\n", "\n") if part is not None else ""


def _files(parsed: EmailMessage) -> tuple[StoredFile, ...]:
    return tuple(
        StoredFile(
            name=part.get_filename() or "",
            media_type=part.get_content_type(),
            method=str(part.get_param("method") or ""),
            content=str(part.get_content()),
        )
        for part in parsed.iter_attachments()
    )
