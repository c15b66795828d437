"""The export folder: each signed head with its leaves in a file that is written once."""

import json
import os
import secrets
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from attune.audit.errors import FileIsNoExport
from attune.audit.rules.heads import Batch, Leaf, SignedHead, TreeHead

FORMAT = "attune-audit-export/1"


class ExportFolder:
    """``<holder>/<tree size>.json``, one for each head. Meant to be copied where the database's people cannot write."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def holders(self) -> list[UUID]:
        """Return the holders with a folder."""
        if not self.root.is_dir():
            return []
        return sorted(UUID(path.name) for path in self.root.iterdir() if path.is_dir() and _is_uuid(path.name))

    def path(self, holder_id: UUID, tree_size: int) -> Path:
        """Return where a head's file stands."""
        return self.root / str(holder_id) / f"{tree_size}.json"

    def sizes(self, holder_id: UUID) -> list[int]:
        """Return the sizes of the trees exported for a holder, the smallest first."""
        names = (path.stem for path in (self.root / str(holder_id)).glob("*.json"))
        return sorted(int(name) for name in names if name.isdecimal())

    def write(self, batch: Batch) -> bool:
        """Write a head's file, whole or not at all; return whether it was new. What stands is never replaced."""
        head = batch.signed.head
        folder = self.root / str(head.holder_id)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path, draft = self.path(head.holder_id, head.tree_size), folder / f".{secrets.token_hex(8)}.draft"
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            json.dump(told(batch), file, indent=1)
            file.flush()
            os.fsync(file.fileno())
        try:
            path.hardlink_to(draft)
        except FileExistsError:
            return False
        finally:
            draft.unlink()
        for changed in (folder, self.root):
            _sync(changed)
        return True


def export_folder(path: Path | None = None) -> ExportFolder:
    """Return the folder given, else the one AUDIT_FOLDER names."""
    chosen: Path | None = path or settings.AUDIT_FOLDER
    if chosen is None:
        raise ImproperlyConfigured("ATTUNE_AUDIT_EXPORT_FOLDER is not set. It must hold the folder of exported heads.")
    return ExportFolder(chosen)


def told(batch: Batch) -> dict[str, Any]:
    """Return what a file says."""
    head = batch.signed.head
    return {
        "format": FORMAT,
        "holder": str(head.holder_id),
        "tree_size": head.tree_size,
        "root": head.root.hex(),
        "sealed_below": head.sealed_below,
        "next_transaction": head.next_transaction,
        "signed_at": head.signed_at.isoformat(),
        "key": batch.signed.key_id,
        "signature": batch.signed.signature.hex(),
        "first_index": batch.first_index,
        "leaves": [[str(leaf.event_id), leaf.leaf_hash.hex()] for leaf in batch.leaves],
    }


def read_file(path: Path) -> Batch:
    """Return what a file says. Raises FileIsNoExport."""
    try:
        said = json.loads(path.read_text())
        if said["format"] != FORMAT:
            raise FileIsNoExport(str(path))
        head = TreeHead(
            UUID(said["holder"]),
            int(said["tree_size"]),
            bytes.fromhex(said["root"]),
            int(said["sealed_below"]),
            int(said["next_transaction"]),
            datetime.fromisoformat(said["signed_at"]),
        )
        leaves = tuple(Leaf(UUID(event), bytes.fromhex(leaf)) for event, leaf in said["leaves"])
        signed = SignedHead(head, str(said["key"]), bytes.fromhex(said["signature"]))
        return Batch(signed, int(said["first_index"]), leaves)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise FileIsNoExport(str(path)) from None


def _is_uuid(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
