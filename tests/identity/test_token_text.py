"""What a token looks like."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attune.identity.rules.tokens import DIGITS, is_token_text, token_text

RANDOM = st.text(DIGITS, min_size=43, max_size=43)


@given(RANDOM)
def test_a_token_is_known_by_its_checksum(random):
    assert is_token_text(token_text("provider", random))


@given(RANDOM, st.integers(0, 42), st.sampled_from(DIGITS))
def test_one_changed_character_is_noticed(random, at, digit):
    text = token_text("provider", random)
    place = len("attune_provider_") + at
    changed = text[:place] + digit + text[place + 1 :]

    assert is_token_text(changed) == (changed == text)


@pytest.mark.parametrize("text", ["", "attune", "attune_provider_x", "other_provider_x_000000", "attune__x_0_1"])
def test_other_texts_are_no_tokens(text):
    assert not is_token_text(text)
