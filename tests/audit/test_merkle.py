"""Merkle trees, against hashes put together by hand from RFC 9162's definition."""

import itertools
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attune.audit.rules.merkle import (
    Frontier,
    consistency_proof,
    inclusion_proof,
    is_consistent,
    is_included,
    leaf_hash,
    root_of,
    unpacked,
)

ENTRIES = [bytes([number]) * number for number in range(20)]
LEAVES = [leaf_hash(entry) for entry in ENTRIES]


def defined_root(entries: list[bytes]) -> bytes:
    """Return MTH as RFC 9162, 2.1.1 defines it, without any code of the product."""
    if not entries:
        return sha256(b"").digest()
    if len(entries) == 1:
        return sha256(b"\x00" + entries[0]).digest()
    split = max(power for power in (1, 2, 4, 8, 16) if power < len(entries))
    return sha256(b"\x01" + defined_root(entries[:split]) + defined_root(entries[split:])).digest()


def test_the_empty_tree_is_the_hash_of_nothing():
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

    assert root_of([]).hex() == empty


def test_a_leaf_of_an_empty_entry_has_the_known_hash():
    assert leaf_hash(b"").hex() == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"


def test_a_tree_of_three_is_put_together_as_the_definition_says():
    first, second, third = (sha256(b"\x00" + text).digest() for text in (b"a", b"b", b"c"))
    left = sha256(b"\x01" + first + second).digest()

    assert root_of([leaf_hash(b"a"), leaf_hash(b"b"), leaf_hash(b"c")]) == sha256(b"\x01" + left + third).digest()


@pytest.mark.parametrize("size", range(18))
def test_every_root_is_the_defined_one(size):
    assert root_of(LEAVES[:size]) == defined_root(ENTRIES[:size])


@given(st.lists(st.integers(0, 6), max_size=6))
def test_a_tree_grown_in_steps_is_the_tree_made_at_once(steps):
    frontier, grown = Frontier(), 0
    for step in steps:
        frontier = unpacked(frontier.size, frontier.packed()).grown(
            [leaf_hash(bytes([grown + i])) for i in range(step)]
        )
        grown += step

    assert frontier == Frontier().grown([leaf_hash(bytes([number])) for number in range(grown)])


@pytest.mark.parametrize(("size", "length"), [(0, 32), (3, 32), (4, 64), (5, 63)])
def test_peaks_that_do_not_fit_the_size_are_refused(size, length):
    with pytest.raises(ValueError, match="bytes of peaks"):
        unpacked(size, b"x" * length)


@pytest.mark.parametrize("size", range(1, 18))
def test_each_leaf_is_proved_to_be_included_where_it_is_and_nowhere_else(size):
    leaves, root = LEAVES[:size], defined_root(ENTRIES[:size])

    for index, place in itertools.product(range(size), range(size)):
        proof = inclusion_proof(leaves, index)
        found = is_included(leaves[index], index=place, size=size, proof=proof, root=root)
        assert found == (index == place), (index, place)


def test_a_proof_of_inclusion_fails_when_anything_about_it_is_changed():
    leaves, root = LEAVES[:11], root_of(LEAVES[:11])
    proof = inclusion_proof(leaves, 6)
    assert is_included(leaves[6], index=6, size=11, proof=proof, root=root)

    attempts = [
        (leaves[5], 6, 11, proof, root),
        (leaves[6], 6, 7, proof, root),
        (leaves[6], 6, 11, proof[:-1], root),
        (leaves[6], 6, 11, [*proof, root], root),
        (leaves[6], 6, 11, proof[::-1], root),
        (leaves[6], 6, 11, proof, leaves[0]),
        (leaves[6], 11, 11, proof, root),
        (leaves[6], -1, 11, proof, root),
    ]

    assert [is_included(a, index=b, size=c, proof=d, root=e) for a, b, c, d, e in attempts] == [False] * 8


@pytest.mark.parametrize("newer", range(1, 18))
def test_each_older_tree_is_proved_to_be_the_beginning_of_the_newer(newer):
    for older in range(newer + 1):
        proof = consistency_proof(LEAVES[:newer], older)

        assert is_consistent(
            older_size=older,
            older_root=defined_root(ENTRIES[:older]),
            newer_size=newer,
            newer_root=defined_root(ENTRIES[:newer]),
            proof=proof,
        )


def test_a_rewritten_beginning_has_no_proof():
    rewritten = [leaf_hash(b"forged"), *LEAVES[1:13]]
    proof = consistency_proof(LEAVES[:13], 6)
    given_: dict[str, Any] = {"older_size": 6, "older_root": root_of(LEAVES[:6]), "newer_size": 13}

    attempts = [
        is_consistent(**given_, newer_root=root_of(rewritten), proof=consistency_proof(rewritten, 6)),
        is_consistent(**given_, newer_root=root_of(LEAVES[:13]), proof=proof[:-1]),
        is_consistent(**given_, newer_root=root_of(LEAVES[:13]), proof=[*proof, LEAVES[0]]),
        is_consistent(**given_, newer_root=root_of(LEAVES[:13]), proof=[]),
        is_consistent(
            older_size=13, older_root=root_of(LEAVES[:13]), newer_size=6, newer_root=root_of(LEAVES[:6]), proof=proof
        ),
    ]

    assert is_consistent(**given_, newer_root=root_of(LEAVES[:13]), proof=proof)
    assert attempts == [False] * 5


def test_the_proof_of_the_rfcs_example_has_the_hashes_it_names():
    """The tree of seven leaves of RFC 9162, 2.1.5: PATH(3) = [c, g, l], PROOF(3) = [c, d, g, l]."""
    a, b, c, d, e, f, j = LEAVES[:7]
    node = lambda left, right: sha256(b"\x01" + left + right).digest()  # noqa: E731
    g, h, i = node(a, b), node(c, d), node(e, f)
    k, l = node(g, h), node(i, j)  # noqa: E741

    assert root_of(LEAVES[:7]) == node(k, l)
    assert inclusion_proof(LEAVES[:7], 0) == [b, h, l]
    assert inclusion_proof(LEAVES[:7], 3) == [c, g, l]
    assert inclusion_proof(LEAVES[:7], 4) == [f, j, k]
    assert inclusion_proof(LEAVES[:7], 6) == [i, k]
    assert consistency_proof(LEAVES[:7], 3) == [c, d, g, l]
    assert consistency_proof(LEAVES[:7], 4) == [l]
    assert consistency_proof(LEAVES[:7], 6) == [i, j, k]
