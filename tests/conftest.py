"""A database per test process, cloned from a migrated template; as the app role, as in production."""

import argparse
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import psycopg
import pytest

from attune.cli.environment import configure, development_variables
from tests.support.home import tests_home

# Else every worker, and every process that a test starts, would compile everything anew.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
os.environ.setdefault("ATTUNE_EDITION", "marketplace")
os.environ["ATTUNE_HOME"] = str(tests_home())
os.environ["ATTUNE_ENVIRONMENT"] = "test"
os.environ["ATTUNE_DATABASE_NAME"] = "attune_test"
os.environ["ATTUNE_LOG_LEVEL"] = "ERROR"
os.environ.update(development_variables(os.environ["ATTUNE_EDITION"]))

configure(argparse.Namespace())

from django.apps import apps  # noqa: E402  (Django is set up above)

from attune.foundation.garbage import leave_what_is_loaded  # noqa: E402
from tests.support import databases  # noqa: E402

ROOT = Path(__file__).parent
LONG = ("demo", "faults", "journeys", "bench", "tenancy", "web", "workflows", "embedded")
"""The folders whose files take longest, longest first."""

collect_ignore: list[str] = []
if not apps.is_installed("attune.payouts"):
    # They import the tables of a context that this edition leaves out.
    collect_ignore += [
        "api/test_earnings.py",
        "demo/history/test_chores.py",
        "demo/history/test_lives.py",
        "demo/test_network.py",
        "payouts",
        "tenancy/test_job_attacks.py",
        "web/test_operators_money.py",
        "web/test_payout_pages.py",
        "web/test_payout_that_came_back.py",
        "workflows/test_facts.py",
        "workflows/test_mend_money.py",
        "workflows/test_show_payment.py",
        "workflows/test_split_route.py",
    ]


def pytest_configure(config: pytest.Config) -> None:
    """Make the template before the workers start."""
    if not hasattr(config, "workerinput"):
        databases.make_template()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the long files begin first, so that no process is left with one while the others have nothing to do."""
    folders = {name: place for place, name in enumerate(LONG)}
    items.sort(key=lambda item: folders.get(item.path.relative_to(ROOT).parts[0], len(LONG)))


def pytest_collection_finish() -> None:
    """Leave what was collected out of every later look for garbage."""
    leave_what_is_loaded()


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name a parameter that is a fresh id by its argument: every process must give a test the same name."""
    try:
        return argname if isinstance(val, UUID) or (isinstance(val, str) and UUID(val)) else None
    except ValueError:
        return None


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: object) -> Iterator[None]:
    """Give this process its own clone of the template."""
    with databases.clone(f"attune_test_{os.environ['ATTUNE_EDITION']}_{os.getpid()}") as name:
        databases.point_django_at(name)
        yield
        databases.disconnect()


@pytest.fixture
def committed_database(django_db_setup: None, django_db_blocker: object) -> Iterator[str]:
    """Give the test a fresh database in which transactions are real; gives its name."""
    before = databases.current_name()
    with databases.clone(databases.own_name()) as name, django_db_blocker.unblock():  # type: ignore[attr-defined]
        databases.point_django_at(name)
        yield name
        databases.point_django_at(before)


@pytest.fixture
def owner(committed_database: str) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    """Give the test the owner's own connection to its fresh database."""
    with psycopg.connect(databases.url("owner", committed_database), autocommit=True) as connection:
        yield connection
