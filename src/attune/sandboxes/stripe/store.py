"""What the sandbox knows: objects in memory, each written through to a file, and the sandbox's own clock."""

import json
import sqlite3
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

from attune.sandboxes.stripe.errors import no_such

Body = dict[str, Any]
PLATFORM = ""
"""The platform's own account; every other is named by its id."""

TABLES = """
CREATE TABLE IF NOT EXISTS records (id TEXT PRIMARY KEY, place INTEGER, kind TEXT, account TEXT, body TEXT, inner TEXT);
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT);
CREATE TABLE IF NOT EXISTS keys (key TEXT PRIMARY KEY, at INTEGER, asked TEXT, status INTEGER, answer BLOB);
"""


@dataclass(slots=True)
class Record:
    """An object as it is answered, and beside it what nobody is told."""

    kind: str
    account: str
    body: Body
    place: int
    inner: Body = field(default_factory=dict)


class Store:
    """Everything of one sandbox. Whoever reads or writes holds ``lock``; ``flush`` ends what was changed."""

    def __init__(self, folder: Path | None = None) -> None:
        """Keep it in a folder, where a restart finds it; without one it is forgotten."""
        self.lock = threading.RLock()
        self.offset_seconds = 0.0
        self._records: dict[str, Record] = {}
        self._kinds: defaultdict[tuple[str, str], list[Record]] = defaultdict(list)
        self._changed: dict[str, Record] = {}
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
        path = ":memory:" if folder is None else str(folder / "store.sqlite3")
        self._file = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        # What is lost when the machine loses power may be lost; what a killed process wrote is there.
        self._file.execute("PRAGMA journal_mode=WAL")
        self._file.execute("PRAGMA synchronous=OFF")
        self._file.executescript(TABLES)
        self._load()

    def now(self) -> int:
        """Return the sandbox's time in seconds."""
        return int(time.time() + self.offset_seconds)

    def move_clock(self, offset_seconds: float) -> None:
        """Set how far the sandbox's time is from real time."""
        self.offset_seconds = offset_seconds
        self._file.execute("INSERT OR REPLACE INTO facts VALUES ('offset', ?)", (str(offset_seconds),))

    def add(self, kind: str, body: Body, *, account: str, **inner: Any) -> Body:
        """Keep a new object."""
        record = Record(kind, account, body, len(self._records), inner)
        self._records[body["id"]] = record
        self._kinds[kind, account].append(record)
        self._changed[body["id"]] = record
        return body

    def changed(self, *bodies: Body) -> None:
        """Say that objects are not what they were."""
        for body in bodies:
            self._changed[body["id"]] = self._records[body["id"]]

    def find(self, kind: str, object_id: str, *, account: str, param: str = "id") -> Body:
        """Return an object of an account. Raises ApiError where there is none."""
        record = self._records.get(object_id)
        if record is None or record.kind != kind or record.account != account:
            raise no_such(kind, object_id, param=param)
        return record.body

    def body_of(self, object_id: str) -> Body | None:
        """Return any object by its id."""
        record = self._records.get(object_id)
        return None if record is None else record.body

    def record(self, object_id: str) -> Record:
        """Return an object with what is kept beside it."""
        return self._records[object_id]

    def listed(self, kind: str, *, account: str) -> list[Body]:
        """Return an account's objects of a kind, oldest first."""
        return [record.body for record in self._kinds[kind, account]]

    def records(self, kind: str) -> Iterator[Record]:
        """Yield every account's records of a kind."""
        for (known, _), records in list(self._kinds.items()):
            if known == kind:
                yield from records

    def flush(self) -> None:
        """Write what was changed, in one transaction."""
        if not self._changed:
            return
        rows = [
            (record.body["id"], record.place, record.kind, record.account, _text(record.body), _text(record.inner))
            for record in self._changed.values()
        ]
        self._file.execute("BEGIN")
        self._file.executemany("INSERT OR REPLACE INTO records VALUES (?, ?, ?, ?, ?, ?)", rows)
        self._file.execute("COMMIT")
        self._changed.clear()

    def kept_answer(self, key: str) -> tuple[int, str, int, bytes] | None:
        """Return when a key was used, for what, and the answer."""
        row = self._file.execute("SELECT at, asked, status, answer FROM keys WHERE key = ?", (key,)).fetchone()
        return None if row is None else (row[0], row[1], row[2], row[3])

    def keep_answer(self, key: str, *, asked: str, status: int, answer: bytes) -> None:
        """Remember what a key was answered."""
        row = (key, self.now(), asked, status, answer)
        self._file.execute("INSERT OR REPLACE INTO keys VALUES (?, ?, ?, ?, ?)", row)

    def close(self) -> None:
        """Let go of the file."""
        with self.lock:
            self._file.close()

    def _load(self) -> None:
        row = self._file.execute("SELECT value FROM facts WHERE name = 'offset'").fetchone()
        self.offset_seconds = float(row[0]) if row else 0.0
        for object_id, place, kind, account, body, inner in self._file.execute(
            "SELECT id, place, kind, account, body, inner FROM records ORDER BY place"
        ):
            record = Record(kind, account, json.loads(body), place, json.loads(inner))
            self._records[object_id] = record
            self._kinds[kind, account].append(record)


def new_id(prefix: str) -> str:
    """Return an id of Stripe's form."""
    return f"{prefix}_{uuid4().hex[:24]}"


def _text(value: Body) -> str:
    return json.dumps(value, separators=(",", ":"))
