"""The demonstration's network as it is told: enough providers, in enough states, each with an NPI of their own."""

from attune.credentialing.rules.registry import TAXONOMIES as COUNTED
from attune.demo.network.license_card import license_card
from attune.demo.network.registrations import registrations
from attune.demo.worlds import clinic, marketplace
from attune.kernel.npi import is_npi
from attune.kernel.us_states import US_STATES


def test_the_marketplace_has_twenty_five_providers_in_ten_states_and_the_clinic_ten():
    states = {state for provider in marketplace.WORLD.providers for state in provider.states}

    assert len(marketplace.WORLD.providers) >= 25
    assert len(states) >= 10
    assert states <= US_STATES.keys()
    assert len(clinic.WORLD.providers) == 10


def test_everybody_has_an_npi_of_their_own_that_the_sandbox_gets_to_know():
    for world in (marketplace.WORLD, clinic.WORLD):
        told = list(registrations(world))
        coming = [one.provider for one in world.coming if one.provider is not None]
        by_npi = {provider.npi: provider for provider in (*world.providers, *coming)}

        assert len(by_npi) == len(world.providers) + len(coming)
        assert {npi for npi in by_npi if npi not in {one.npi for one in told}} == {
            one.provider.npi for one in world.coming if one.provider is not None and not one.is_registered
        }
        assert all(is_npi(one.npi) for one in told)
        assert all(one.taxonomy.startswith(COUNTED[by_npi[one.npi].profession]) for one in told)


def test_both_editions_people_fit_into_one_registry_as_their_demonstrations_share_it():
    ours, theirs = ({one.npi for one in registrations(world)} for world in (marketplace.WORLD, clinic.WORLD))

    assert ours & theirs == set()


def test_a_provider_of_the_world_works_in_a_place_of_the_world():
    for world in (marketplace.WORLD, clinic.WORLD):
        people = {somebody.email for place in world.places for somebody in place.members}

        assert {provider.email for provider in world.providers} <= people


def test_a_license_card_is_a_pdf_that_keeps_to_its_lines():
    card = license_card("Colorado (CO)", "Solveig Aadland-Mbeki")

    assert card.startswith(b"%PDF-")
    assert b"(Colorado CO) Tj" in card
