"""A database with the sample jobs' table."""

import psycopg
import pytest

from tests.tenancy.conftest import make_tables
from tests.tenancy.sample import Shelf


@pytest.fixture
def sample_jobs(committed_database: str, owner: psycopg.Connection[tuple[object, ...]]) -> None:
    """Make the tables the sample jobs write to."""
    import tests.background.sample_jobs  # noqa: F401  (declares them)

    make_tables(committed_database, (Shelf,))
    owner.execute("CREATE TABLE sample_note (number int GENERATED ALWAYS AS IDENTITY, text text)")
    owner.execute("GRANT SELECT, INSERT ON sample_note TO attune_app")
