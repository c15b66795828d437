"""Merkle trees over audit events. Source: RFC 9162, section 2.1."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

HASH_BYTES = 32
EMPTY_ROOT = sha256(b"").digest()


def leaf_hash(entry: bytes) -> bytes:
    """Return the hash of one entry. The prefix keeps a leaf from passing as a node."""
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of a node over its two children."""
    return sha256(b"\x01" + left + right).digest()


@dataclass(frozen=True, slots=True)
class Frontier:
    """A tree reduced to what growing it takes: its size and the roots of its perfect subtrees.

    ``peaks`` stand from left to right, one for each bit set in ``size``.
    """

    size: int = 0
    peaks: tuple[bytes, ...] = ()

    def grown(self, leaves: Sequence[bytes]) -> "Frontier":
        """Return the frontier after appending leaf hashes."""
        peaks, size = list(self.peaks), self.size
        for leaf in leaves:
            peaks.append(leaf)
            size += 1
            # Each trailing zero bit of the new size is a pair of equal subtrees that become one.
            for _ in range((size & -size).bit_length() - 1):
                right = peaks.pop()
                peaks.append(node_hash(peaks.pop(), right))
        return Frontier(size, tuple(peaks))

    def root(self) -> bytes:
        """Return the tree's root."""
        if not self.peaks:
            return EMPTY_ROOT
        root = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            root = node_hash(peak, root)
        return root

    def packed(self) -> bytes:
        """Return the peaks as one text of bytes."""
        return b"".join(self.peaks)


def unpacked(size: int, peaks: bytes) -> Frontier:
    """Return a frontier from its size and packed peaks. Raises ValueError where the two do not fit."""
    if len(peaks) != HASH_BYTES * size.bit_count():
        raise ValueError(f"{len(peaks)} bytes of peaks for {size} leaves")
    return Frontier(size, tuple(peaks[start : start + HASH_BYTES] for start in range(0, len(peaks), HASH_BYTES)))


def root_of(leaves: Sequence[bytes]) -> bytes:
    """Return the root over leaf hashes."""
    return Frontier().grown(leaves).root()


def inclusion_proof(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """Return the hashes that lead from a leaf to the root, nearest first. Source: RFC 9162, 2.1.3.1."""
    if len(leaves) == 1:
        return []
    split = _split(len(leaves))
    if index < split:
        return [*inclusion_proof(leaves[:split], index), root_of(leaves[split:])]
    return [*inclusion_proof(leaves[split:], index - split), root_of(leaves[:split])]


def is_included(leaf: bytes, *, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Return whether the proof leads from the leaf at ``index`` to the root. Source: RFC 9162, 2.1.3.2."""
    if not 0 <= index < size:
        return False
    node, last, reached = index, size - 1, leaf
    for step in proof:
        if last == 0:
            return False
        if node & 1 or node == last:
            reached = node_hash(step, reached)
            while not node & 1 and node != 0:
                node, last = node >> 1, last >> 1
        else:
            reached = node_hash(reached, step)
        node, last = node >> 1, last >> 1
    return last == 0 and reached == root


def consistency_proof(leaves: Sequence[bytes], older_size: int) -> list[bytes]:
    """Return the hashes that prove the first ``older_size`` leaves unchanged. Source: RFC 9162, 2.1.4.1."""
    if older_size in (0, len(leaves)):
        return []
    return _consistency(leaves, older_size, is_whole=True)


def is_consistent(
    *, older_size: int, older_root: bytes, newer_size: int, newer_root: bytes, proof: Sequence[bytes]
) -> bool:
    """Return whether the newer tree begins with the older one. Source: RFC 9162, 2.1.4.2."""
    if older_size > newer_size or older_size < 0:
        return False
    if older_size == newer_size:
        return not proof and older_root == newer_root
    if older_size == 0:
        return not proof and older_root == EMPTY_ROOT
    path = list(proof)
    if older_size & (older_size - 1) == 0:
        path.insert(0, older_root)
    if not path:
        return False
    node, last = older_size - 1, newer_size - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    older = newer = path[0]
    for step in path[1:]:
        if last == 0:
            return False
        if node & 1 or node == last:
            older, newer = node_hash(step, older), node_hash(step, newer)
            while not node & 1 and node != 0:
                node, last = node >> 1, last >> 1
        else:
            newer = node_hash(newer, step)
        node, last = node >> 1, last >> 1
    return last == 0 and older == older_root and newer == newer_root


def _consistency(leaves: Sequence[bytes], older_size: int, *, is_whole: bool) -> list[bytes]:
    if older_size == len(leaves):
        return [] if is_whole else [root_of(leaves)]
    split = _split(len(leaves))
    if older_size <= split:
        return [*_consistency(leaves[:split], older_size, is_whole=is_whole), root_of(leaves[split:])]
    return [
        *_consistency(leaves[split:], older_size - split, is_whole=False),
        root_of(leaves[:split]),
    ]


def _split(size: int) -> int:
    """Return the largest power of two below ``size``."""
    return 1 << ((size - 1).bit_length() - 1)
