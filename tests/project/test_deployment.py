"""What is installed and how it runs: pinned by hash, from no named host, without privileges."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from psycopg.conninfo import conninfo_to_dict

ROOT = Path(__file__).resolve().parents[2]
PYTHON_LOCKS = sorted(ROOT.glob("requirements*.lock"))
OWN_SERVICES = ("prepare", "migrate", "web", "websocket", "worker")
RUNNING_SERVICES = ("web", "websocket", "worker")
NOT_IN_AN_IMAGE = {"ATTUNE_TOUR_FILE", "ATTUNE_KEY_SERVICE"}
"""They name a file or a class that would have to be in the image."""


def test_every_lock_file_is_looked_at() -> None:
    assert [path.name for path in PYTHON_LOCKS] == [
        "requirements-bootstrap.lock",
        "requirements-dev.lock",
        "requirements-node.lock",
        "requirements.lock",
    ]


@pytest.mark.parametrize("lock", PYTHON_LOCKS, ids=lambda path: path.name)
def test_every_requirement_is_pinned_by_version_and_hash(lock: Path) -> None:
    entries = re.findall(r"^(\S.*?)(?=^\S|\Z)", lock.read_text(), flags=re.MULTILINE | re.DOTALL)

    assert entries
    loose = [entry.split()[0] for entry in entries if "==" not in entry.split()[0] or "--hash=" not in entry]
    assert loose == []


@pytest.mark.parametrize("file", [*PYTHON_LOCKS, ROOT / ".npmrc", ROOT / "Dockerfile"], ids=lambda path: path.name)
def test_nothing_names_a_host_to_install_from(file: Path) -> None:
    assert re.findall(r"\w+://(?!localhost|/)\S+", file.read_text()) == []


def test_the_pages_packages_are_pinned_by_hash_and_name_no_registry() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]

    installed = {name: entry for name, entry in packages.items() if name}
    assert installed
    assert [name for name, entry in installed.items() if "integrity" not in entry or "resolved" in entry] == []


@pytest.mark.parametrize("name", OWN_SERVICES)
def test_each_of_our_services_runs_on_a_read_only_root_without_privileges(name: str) -> None:
    service = services()[name]

    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["tmpfs"] == ["/tmp"]


@pytest.mark.parametrize("name", RUNNING_SERVICES)
def test_what_serves_people_connects_as_the_app_role_alone(name: str) -> None:
    environment = services()[name]["environment"]

    assert environment["DATABASE_URL"].startswith("postgresql://attune_app:")
    assert "DATABASE_OWNER_URL" not in environment
    assert "ATTUNE_MIGRATE_PASSWORD" not in environment


@pytest.mark.parametrize("name", RUNNING_SERVICES)
def test_every_setting_with_a_default_can_be_set_without_touching_the_compose_file(name: str) -> None:
    page = (ROOT / "docs/reference/settings.md").read_text().partition("## In production, with a default")[2]
    told = set(re.findall(r"^\| `(\w+)`", page.partition("\n## ")[0], flags=re.MULTILINE))

    assert len(told) > len(NOT_IN_AN_IMAGE)
    assert told - NOT_IN_AN_IMAGE - set(services()[name]["environment"]) == set()


def test_what_is_migrated_belongs_to_the_owner_and_not_to_the_role_that_signs_in() -> None:
    address = services()["migrate"]["environment"]["DATABASE_OWNER_URL"]

    assert conninfo_to_dict(re.sub(r"\$\{[^}]*\}", "x", address))["options"] == "-c role=attune_owner"


def test_only_the_step_that_makes_the_roles_has_the_administrators_password() -> None:
    holders = [name for name, service in services().items() if "POSTGRES_PASSWORD" in json.dumps(service)]

    assert holders == ["database", "prepare"]


def test_the_image_does_not_run_as_root() -> None:
    last_stage = (ROOT / "Dockerfile").read_text().rpartition("\nFROM ")[2]

    assert re.findall(r"^USER (.*)$", last_stage, flags=re.MULTILINE) == ["10001:10001"]


def services() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text())["services"]
    return found
