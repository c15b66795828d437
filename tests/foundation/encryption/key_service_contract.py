"""What each key service must do: a suite to inherit from, with a ``service`` fixture of one's own."""

import pytest

from attune.foundation.encryption.errors import KeyDestroyed, WrappingBroken
from attune.foundation.encryption.services import KeyContext, KeyService
from attune.kernel.identifiers import new_id

PLAIN = bytes(range(32))


def context() -> KeyContext:
    return KeyContext(new_id(), new_id(), 1)


class KeyServiceContract:
    """Inherit and provide ``service`` and ``again`` (the same service as another process sees it)."""

    def test_a_key_comes_back(self, service: KeyService) -> None:
        ours = context()

        assert service.unwrap(service.wrap(PLAIN, context=ours), context=ours) == PLAIN

    def test_the_wrapping_holds_nothing_of_the_key(self, service: KeyService) -> None:
        ours = context()
        first, second = service.wrap(PLAIN, context=ours), service.wrap(PLAIN, context=ours)

        assert (PLAIN in first, first == second) == (False, False)

    @pytest.mark.parametrize("part", ["holder_id", "key_id", "version"])
    def test_a_key_opens_in_no_other_context(self, service: KeyService, part: str) -> None:
        ours = context()
        wrapped = service.wrap(PLAIN, context=ours)
        theirs = {"holder_id": new_id(), "key_id": new_id(), "version": 2}[part]
        parts = {"holder_id": ours.holder_id, "key_id": ours.key_id, "version": ours.version, part: theirs}

        with pytest.raises(WrappingBroken):
            service.unwrap(wrapped, context=KeyContext(**parts))  # type: ignore[arg-type]

    @pytest.mark.parametrize("place", [-1, -20])
    def test_an_altered_wrapping_is_refused(self, service: KeyService, place: int) -> None:
        ours = context()
        wrapped = bytearray(service.wrap(PLAIN, context=ours))
        wrapped[place] ^= 1

        with pytest.raises(WrappingBroken):
            service.unwrap(bytes(wrapped), context=ours)

    @pytest.mark.parametrize("text", [b"", b"\x01", b"nothing of the kind that was ever wrapped"])
    def test_what_was_never_wrapped_is_refused(self, service: KeyService, text: bytes) -> None:
        with pytest.raises(WrappingBroken):
            service.unwrap(text, context=context())

    def test_a_destroyed_key_is_gone_for_good_and_for_everyone(self, service: KeyService, again: KeyService) -> None:
        ours, others = context(), context()
        wrapped, kept = service.wrap(PLAIN, context=ours), service.wrap(PLAIN, context=others)
        assert again.unwrap(wrapped, context=ours) == PLAIN

        service.destroy(ours.key_id)
        service.destroy(ours.key_id)

        for one in (service, again):
            with pytest.raises(KeyDestroyed):
                one.unwrap(wrapped, context=ours)
            assert one.unwrap(kept, context=others) == PLAIN

    def test_a_fresh_wrapping_is_current(self, service: KeyService) -> None:
        assert service.is_current(service.wrap(PLAIN, context=context())) is True
