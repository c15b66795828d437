"""The Ed25519 keys that sign heads: private ones in the key folder, public ones beside them."""

import os
import secrets
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from attune.audit.errors import SigningKeyMissing

PRIVATE_NAME = "audit-signing.key"
PUBLIC_SUFFIX = ".audit.pub"


class HeadSigner:
    """Signs with one private key; its id is the beginning of the public key's hash."""

    def __init__(self, private: Ed25519PrivateKey) -> None:
        self._private = private
        self.key_id = key_id_of(private.public_key())

    def sign(self, text: bytes) -> bytes:
        """Return the signature (64 bytes)."""
        return self._private.sign(text)


def key_folder() -> Path:
    """Return the key folder. Raises ImproperlyConfigured where it is not set."""
    folder: Path | None = settings.KEYS_FOLDER
    if folder is None:
        raise ImproperlyConfigured("ATTUNE_KEYS_FOLDER is not set. It must hold the folder of the keys.")
    return folder


def head_signer() -> HeadSigner:
    """Return the signer of this installation. Raises SigningKeyMissing."""
    folder = key_folder()
    try:
        text = (folder / PRIVATE_NAME).read_text()
    except FileNotFoundError:
        raise SigningKeyMissing(str(folder)) from None
    return HeadSigner(Ed25519PrivateKey.from_private_bytes(bytes.fromhex(text.strip())))


def public_keys() -> dict[str, bytes]:
    """Return the public keys of every signing key there ever was, by id."""
    found = {}
    for path in key_folder().glob(f"*{PUBLIC_SUFFIX}"):
        raw = bytes.fromhex(path.read_text().strip())
        found[key_id_of(Ed25519PublicKey.from_public_bytes(raw))] = raw
    return found


def is_signed(text: bytes, *, signature: bytes, public_key: bytes) -> bool:
    """Return whether the signature is the key's over the text."""
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, text)
    except InvalidSignature:
        return False
    return True


def make_signing_key(folder: Path, *, replace: bool = False) -> bool:
    """Make the private key (0600) and its public one unless they are there; return whether they were made.

    With ``replace`` a new key takes over; the older public keys stay, so that older heads verify.
    """
    path = folder / PRIVATE_NAME
    if path.exists() and not replace:
        return False
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    private = Ed25519PrivateKey.generate()
    public = private.public_key()
    _write(folder / f"{key_id_of(public)}{PUBLIC_SUFFIX}", public.public_bytes_raw(), mode=0o644)
    draft = folder / f".{secrets.token_hex(8)}.draft"
    _write(draft, private.private_bytes_raw(), mode=0o600)
    try:
        if replace:
            draft.replace(path)
        else:
            path.hardlink_to(draft)
            draft.unlink()
    except FileExistsError:
        draft.unlink()
        return False
    return True


def key_id_of(public: Ed25519PublicKey) -> str:
    """Return the public name of a key: 16 hexadecimal digits."""
    return sha256(public.public_bytes_raw()).hexdigest()[:16]


def _write(path: Path, content: bytes, *, mode: int) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "w") as file:
        file.write(content.hex() + "\n")
        file.flush()
        os.fsync(file.fileno())
