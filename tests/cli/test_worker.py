"""``attune worker``."""

import pytest

from attune.cli import main

pytestmark = pytest.mark.usefixtures("committed_database")


def test_a_worker_refuses_another_editions_database(owner, capsys):
    owner.execute("UPDATE app.edition SET name = 'clinic', reason = 'We are one practice.'")

    code = main(["worker", "--edition", "marketplace", "--until-empty"])

    assert code == 2
    assert "This database is a clinic" in capsys.readouterr().err


def test_a_worker_refuses_a_database_that_was_never_installed(owner, capsys):
    owner.execute("DROP TABLE app.edition")

    code = main(["worker", "--edition", "marketplace", "--until-empty"])

    assert (code, capsys.readouterr().err) == (
        2,
        "This database has no edition yet. Run: attune install --help\n",
    )
