"""``attune keys``: the master key, the data keys it wraps, and the key that signs the audit trail."""

import argparse
from pathlib import Path
from typing import Any
from uuid import UUID

from attune.cli.environment import Refusal, add_edition, configure

REASON_LENGTH_MAX = 200


def register(commands: Any) -> None:
    """Add the command and its parts."""
    parser = commands.add_parser("keys", help="the keys that encrypt records and sign the trail")
    parts = parser.add_subparsers(dest="part", metavar="PART", required=True)
    make = parts.add_parser("make", help="make the master key and the signing key where they are missing")
    make.add_argument("--next", action="store_true", help="make further ones, which are current from now on")
    status = parts.add_parser("status", help="which keys there are, and how many a master key still has to wrap")
    rotate = parts.add_parser("rotate", help="give a practice or person a new data key")
    rotate.add_argument("--reencrypt", action="store_true", help="move every text to it now, not when it is saved")
    destroy = parts.add_parser("destroy", help="make a practice's or person's encrypted texts unreadable for good")
    rewrap = parts.add_parser("rewrap", help="wrap all data keys under the current master key")
    for part, run in (
        (make, run_make),
        (status, run_status),
        (rotate, run_rotate),
        (destroy, run_destroy),
        (rewrap, run_rewrap),
    ):
        add_edition(part)
        part.set_defaults(run=run)
    for part in (rotate, destroy):
        part.add_argument("--holder", type=UUID, required=True, help="the practice's or person's id")
    for part, is_required in ((rotate, False), (destroy, True)):
        part.add_argument("--why", required=is_required, default="", help="the reason, for the audit trail")


def run_make(arguments: argparse.Namespace) -> int:
    """Make what is missing in the key folder, or further keys; recorded in the platform's trail."""
    configure(arguments)
    from attune.audit.actions.record import record
    from attune.audit.gateways.signing import head_signer, key_folder, make_signing_key
    from attune.foundation.authorization import system_actor
    from attune.foundation.encryption.file_service import FileKeyService
    from attune.foundation.encryption.services import key_service
    from attune.foundation.tenancy import Plane, scope
    from attune.kernel.identifiers import PLATFORM_ID

    folder: Path = key_folder()
    service = key_service()
    if not isinstance(service, FileKeyService):
        raise Refusal(f"{type(service).__name__} makes its master keys itself.")
    if arguments.next:
        service.make_next_master()
        is_new = make_signing_key(folder, replace=True)
    else:
        is_new = service.make_first_master() | make_signing_key(folder)
    number, key_id = service.current_number(), head_signer().key_id
    if is_new:
        with scope(PLATFORM_ID, plane=Plane.BUSINESS):
            actor = system_actor(PLATFORM_ID)
            record(actor, "keys.master.made", object_kind="master_key", object_id=str(number))
            record(actor, "keys.signing.made", object_kind="signing_key", object_id=key_id)
    print(f"{'made' if is_new else 'there already'}: master key {number}, signing key {key_id}, in {folder}")
    return 0


def run_status(arguments: argparse.Namespace) -> int:
    """Print each holder's keys; recorded in the platform's trail."""
    configure(arguments)
    from attune.audit.actions.record import record
    from attune.foundation.authorization import system_actor
    from attune.foundation.encryption.lifecycle import holders, key_states
    from attune.foundation.tenancy import Plane, scope
    from attune.kernel.identifiers import PLATFORM_ID

    waiting = 0
    for holder in holders():
        with holder.scope():
            states = key_states(holder)
        for state in states:
            is_waiting = state.state != "destroyed" and not state.is_wrapped_by_current
            waiting += is_waiting
            kind = "person" if state.is_person else "practice"
            purpose = f" for {state.purpose}" if state.purpose else ""
            rewrap = " (rewrap)" * is_waiting
            print(f"{kind} {state.holder_id}: version {state.version}{purpose} {state.state}{rewrap}")
    with scope(PLATFORM_ID, plane=Plane.BUSINESS):
        record(system_actor(PLATFORM_ID), "keys.status.read", object_kind="data_key", object_id="all")
    print(
        f"{waiting} data keys wait for: attune keys rewrap"
        if waiting
        else "all data keys are wrapped by the current master key"
    )
    return 0


def run_rotate(arguments: argparse.Namespace) -> int:
    """Give a holder a new data key; recorded in the holder's trail."""
    configure(arguments)
    from attune.foundation.encryption.lifecycle import reencrypt, rotate

    holder = _holder(arguments.holder)
    _require_reason(arguments.why, is_required=False)
    with _refusing(), holder.scope():
        version = rotate(holder)
        _record(holder, "keys.data_key.rotated", arguments.why)
    print(f"{holder.id}: version {version} is in use")
    if arguments.reencrypt:
        with _refusing():
            print(f"{holder.id}: {reencrypt(holder)} texts moved to it")
    return 0


def run_destroy(arguments: argparse.Namespace) -> int:
    """Destroy a holder's data keys; recorded in the holder's trail with the reason."""
    configure(arguments)
    from attune.foundation.encryption.lifecycle import destroy

    holder = _holder(arguments.holder)
    _require_reason(arguments.why, is_required=True)
    with _refusing(), holder.scope():
        # Recorded first: should that fail, nothing is destroyed yet.
        _record(holder, "keys.data_key.destroyed", arguments.why)
        count = destroy(holder)
    print(f"{holder.id}: {count} versions destroyed; what they encrypted is unreadable for good")
    return 0


def run_rewrap(arguments: argparse.Namespace) -> int:
    """Wrap every holder's keys under the current master key; recorded in each trail that changes."""
    configure(arguments)
    from attune.foundation.encryption.lifecycle import holders, rewrap

    moved = 0
    for holder in holders():
        with _refusing(), holder.scope():
            count = rewrap(holder)
            if count:
                _record(holder, "keys.data_key.rewrapped", "")
        moved += count
    print(f"{moved} data keys wrapped anew")
    return 0


def _holder(holder_id: UUID) -> Any:
    from attune.foundation.encryption.lifecycle import holder_named

    with _refusing():
        return holder_named(holder_id)


def _require_reason(why: str, *, is_required: bool) -> None:
    if is_required and not why.strip():
        raise Refusal("Say why: --why REASON.")
    if len(why) > REASON_LENGTH_MAX:
        raise Refusal(f"The reason has {len(why)} characters. The trail keeps {REASON_LENGTH_MAX}.")


def _record(holder: Any, action: str, reason: str) -> None:
    from attune.audit.actions.record import record
    from attune.foundation.authorization import system_actor

    actor = system_actor(None if holder.is_person else holder.id)
    record(actor, action, object_kind="data_key", object_id=holder.id, reason=reason)


def _refusing() -> Any:
    """Return a context in which what encryption refuses is told as one line."""
    from contextlib import contextmanager

    from attune.foundation.encryption.errors import EncryptionError

    @contextmanager
    def refusing() -> Any:
        try:
            yield
        except EncryptionError as error:
            raise Refusal(str(error)) from error

    return refusing()
