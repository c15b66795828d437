"""The contracts of our own catch what they are there for, in a graph where it happens."""

import grimp
import pytest

from tests.architecture.contracts import OnlyIn, OutOfReach, PrivateModels


@pytest.fixture
def graph() -> grimp.ImportGraph:
    graph = grimp.ImportGraph()
    for module in (
        "attune.billing",
        "attune.billing.models",
        "attune.payouts",
        "attune.payouts.actions",
        "attune.care_records",
        "attune.care_records.notes",
        "attune.scheduling",
        "attune.integrations.stripe",
    ):
        graph.add_module(module)
    graph.add_module("stripe", is_squashed=True)
    return graph


def contract(kind, **options):
    return kind(name="", session_options={}, contract_options=options)


def test_a_long_way_into_the_chart_is_found(graph):
    bill = contract(OutOfReach, sources=["billing"], targets=["care_records"])
    before = bill.check(graph, verbose=False).kept

    graph.add_import(importer="attune.billing.models", imported="attune.scheduling")
    graph.add_import(importer="attune.scheduling", imported="attune.care_records.notes")

    assert (before, bill.check(graph, verbose=False).kept) == (True, False)


def test_a_context_that_is_not_built_yet_reaches_nothing(graph):
    employers = contract(OutOfReach, sources=["employers"], targets=["measures"])

    assert employers.check(graph, verbose=False).kept


def test_a_strangers_look_into_the_models_is_found(graph):
    private = contract(PrivateModels)
    before = private.check(graph, verbose=False).kept

    graph.add_import(importer="attune.payouts.actions", imported="attune.billing.models")

    assert (before, private.check(graph, verbose=False).kept) == (True, False)


def test_a_vendor_outside_its_home_is_found(graph):
    vendors = contract(OnlyIn, packages=["stripe", "boto3"], homes=["attune.integrations"])
    graph.add_import(importer="attune.integrations.stripe", imported="stripe")
    before = vendors.check(graph, verbose=False).kept

    graph.add_import(importer="attune.billing.models", imported="stripe")

    assert (before, vendors.check(graph, verbose=False).kept) == (True, False)
