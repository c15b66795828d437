"""What `attune demo` refuses, and the codes it prints."""

import re
from pathlib import Path

import pytest

from attune.cli import main
from attune.cli.environment import Refusal, development_variables
from attune.demo.vault import Vault

SECRET = "JBSWY3DPEHPK3PXP"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("attune.cli.demo.state_home", lambda: tmp_path)
    monkeypatch.setattr("attune.cli.environment.state_home", lambda: tmp_path)
    return tmp_path


def test_the_code_of_a_person_of_both_worlds_names_the_world(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for edition in ("marketplace", "clinic"):
        Vault(home, edition).keep("both@attune.example", SECRET)

    main(["demo", "code", "both@attune.example"])

    lines = capsys.readouterr().out.splitlines()
    assert [re.sub(r"[0-9]", "9", line) for line in lines] == ["999999  marketplace", "999999  clinic"]


def test_the_code_is_alone_where_one_world_is_meant(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for edition in ("marketplace", "clinic"):
        Vault(home, edition).keep("both@attune.example", SECRET)

    main(["demo", "code", "both@attune.example", "--edition", "clinic"])

    assert re.fullmatch(r"[0-9]{6}\n", capsys.readouterr().out)


@pytest.mark.parametrize("given", ["nonsense", "mysql://a:hidden@b/c"])
def test_what_is_no_postgresql_url_is_refused_without_its_password(
    home: Path, monkeypatch: pytest.MonkeyPatch, given: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", given)

    with pytest.raises(Refusal) as refused:
        development_variables("clinic")

    assert str(refused.value) == (
        "DATABASE_URL is no PostgreSQL URL. It looks like postgresql://USER:PASSWORD@HOST:5432/DATABASE."
    )
