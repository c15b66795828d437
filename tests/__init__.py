"""The tests; they mirror src/attune, with architecture, tenancy and journeys beside."""
