"""Sample tables in a database of their own."""

from collections.abc import Iterator

import pytest
from django.db import connection

from tests.tenancy.sample import SAMPLES


@pytest.fixture
def sample_tables(committed_database: str) -> Iterator[None]:
    """Make the sample tables as a migration would: by the schema editor, as the owner."""
    make_tables(committed_database, SAMPLES)
    yield


def make_tables(name: str, tables: tuple[type, ...]) -> None:
    """Run the schema editor as the owner."""
    app = dict(connection.settings_dict)
    connection.close()
    connection.settings_dict.update(USER="attune_migrate", NAME=name, OPTIONS={"options": "-c role=attune_owner"})
    try:
        with connection.schema_editor() as editor:
            for table in tables:
                editor.create_model(table)
    finally:
        connection.close()
        connection.settings_dict.update(app)
