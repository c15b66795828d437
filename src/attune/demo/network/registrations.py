"""The world's providers as the national registry's sandbox is to know them."""

from collections.abc import Iterator

from attune.credentialing.rules.professions import Profession
from attune.demo.worlds.world import World
from attune.sandboxes.nppes import Entry

TAXONOMIES = {
    Profession.PSYCHIATRIST: "2084P0800X",
    Profession.PSYCHIATRIC_NURSE: "363LP0808X",
    Profession.PSYCHOLOGIST: "103TC0700X",
    Profession.CLINICAL_SOCIAL_WORKER: "1041C0700X",
    Profession.MARRIAGE_FAMILY_THERAPIST: "106H00000X",
    Profession.PROFESSIONAL_COUNSELOR: "101YP2500X",
}


def registrations(world: World) -> Iterator[Entry]:
    """Yield an entry for each provider, under the name they work by."""
    names = {somebody.email: somebody.name for place in world.places for somebody in place.members}
    names |= {one.provider.email: one.place.members[0].name for one in world.coming if one.provider is not None}
    known = (one.provider for one in world.coming if one.provider is not None and one.is_registered)
    for provider in (*world.providers, *known):
        given, family = names[provider.email].split(" ", 1)
        yield Entry(
            npi=provider.npi,
            first_name=given.upper(),
            last_name=family.upper(),
            taxonomy=TAXONOMIES[provider.profession],
            state=provider.states[0],
        )
