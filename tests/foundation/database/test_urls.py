"""A connection as a URL that every tool reads back as it was meant."""

import pytest
from psycopg.conninfo import conninfo_to_dict

from attune.foundation.database.prepare import url_for


@pytest.mark.parametrize(
    ("admin", "expected"),
    [
        (
            "postgresql://postgres@/postgres?host=%2Ftmp%2Fa%20socket&port=5432",
            {"user": "attune_app", "dbname": "attune_clinic", "host": "/tmp/a socket", "port": "5432"},
        ),
        (
            "host=db.example.org user=admin password='x y' dbname=postgres sslmode=require",
            {"user": "attune_app", "dbname": "attune_clinic", "host": "db.example.org", "sslmode": "require"},
        ),
    ],
)
def test_another_role_on_the_same_server_keeps_the_way_and_leaves_the_password(admin, expected):
    assert conninfo_to_dict(url_for(admin, database="attune_clinic", role="attune_app")) == expected


def test_a_password_with_odd_letters_survives():
    told = url_for("postgresql://admin@h/postgres", database="a", role="attune_app", password="p@s/s w:rd?&%")

    assert conninfo_to_dict(told)["password"] == "p@s/s w:rd?&%"


def test_the_migrating_role_acts_as_the_owner():
    told = url_for("postgresql://admin@h/postgres", database="a", role="attune_migrate")

    assert conninfo_to_dict(told)["options"] == "-c role=attune_owner"


def test_without_a_role_the_administrator_stays_who_they_are():
    told = conninfo_to_dict(url_for("postgresql://admin:secret@h:5433/postgres", database="other"))

    assert told == {"user": "admin", "password": "secret", "host": "h", "port": "5433", "dbname": "other"}
