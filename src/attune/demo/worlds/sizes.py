"""How large a world is made: for a test, for somebody who looks around, for load."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from importlib import import_module
from typing import Final

from attune.demo.worlds.crowd import HOMES, crowd
from attune.demo.worlds.world import World

SEED: Final = 20_27
"""Every world of one edition and size is the same one."""


@dataclass(frozen=True, slots=True)
class Size:
    """How many patients come for each that is named, how far back, and from how many places. None keeps them all."""

    history: timedelta
    patients: Mapping[str, int]
    places_max: int | None = None


SIZES: Final[Mapping[str, Size]] = {
    "tiny": Size(timedelta(days=9), {"marketplace": 4, "clinic": 4}, places_max=3),
    "normal": Size(timedelta(days=42), {"marketplace": 150, "clinic": 80}),
    "large": Size(timedelta(days=42), {"marketplace": 1_500, "clinic": 400}),
}


def world_of(edition: str, size: str) -> World:
    """Return the world of an edition in a size."""
    told: World = import_module(f"attune.demo.worlds.{edition}").WORLD
    wanted = SIZES[size]
    told = replace(told, history=wanted.history)
    if wanted.places_max is not None:
        told = _part_of(told, wanted.places_max)
    named = told.patients[: wanted.patients[edition]]
    states = {state for provider in told.providers for state in provider.states} & {home.state for home in HOMES}
    others = crowd(wanted.patients[edition] - len(named), states=sorted(states & set(told.states or states)), seed=SEED)
    return replace(told, patients=(*named, *others), named=len(named))


def _part_of(world: World, places_max: int) -> World:
    """Return a world with the platform, its first places, a practice of one and one that applied if it has any."""
    kept = [place for place in world.places if len(place.members) > 1][: places_max - 1]
    kept += [place for place in world.places if len(place.members) == 1][:1]
    names = {somebody.email: somebody.name for place in kept for somebody in place.members}
    providers = tuple(one for one in world.providers if one.email in names)
    return replace(
        world,
        places=tuple(kept),
        providers=(*providers[:3], *providers[-1:]),
        coming=world.coming[-1:],
        # What happens to somebody in the whole world happens to the last ones of this part.
        troubles=tuple(replace(one, slug=kept[-1].slug) for one in world.troubles),
        listed_as=names[providers[-1].email],
    )
