"""Where one is: steps of a journey, parts of an object, views of a list."""

from dataclasses import dataclass

from attune.web.components.text import Text


@dataclass(frozen=True, slots=True)
class Stepper:
    """Step `number` of `total`, with the step's name and a word at the end ("Saved")."""

    number: int
    total: int
    name: Text
    aside: Text = ""
    is_saved: bool = False

    @property
    def marks(self) -> tuple[str, ...]:
        """Return one mark per step: done, current or ahead."""
        return tuple(
            "done" if step < self.number else "current" if step == self.number else "ahead"
            for step in range(1, self.total + 1)
        )


@dataclass(frozen=True, slots=True)
class NamedStep:
    """One step of a short journey, by name."""

    name: Text
    is_done: bool = False
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Tab:
    """A part of one object, with its own address; segments are views of one list."""

    label: Text
    url: str
    is_current: bool = False
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """How much of something that takes a while is done."""

    label: Text
    done: int
    total: int
    in_words: Text
    is_tight: bool = False
