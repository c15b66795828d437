"""Production starts with everything it needs, passes Django's own deployment check, and refuses by name."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from attune.cli.environment import EDITIONS


@pytest.fixture
def variables(tmp_path: Path) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return kept | {
        "ATTUNE_ENVIRONMENT": "production",
        "ATTUNE_SECRET_KEY": "a-secret-that-is-long-enough-for-the-check-0123456789-abcdefghij",
        "ATTUNE_CONTEXT_KEY": "0f" * 32,
        "ATTUNE_ALLOWED_HOSTS": "care.example.org",
        "ATTUNE_SMTP_URL": "smtp://mail.example.org:587",
        "ATTUNE_MAIL_FROM": "Attune <mail@example.org>",
        "ATTUNE_STRIPE_SECRET_KEY": "sk_live_of_a_test",
        "ATTUNE_STRIPE_PUBLISHABLE_KEY": "pk_live_of_a_test",
        "ATTUNE_STRIPE_WEBHOOK_SECRET": "whsec_of_a_test",
        "ATTUNE_KEYS_FOLDER": str(tmp_path),
        "ATTUNE_AUDIT_EXPORT_FOLDER": str(tmp_path),
        "DATABASE_URL": "postgresql://attune_app@127.0.0.1:1/attune",
    }


def checked(edition: str, variables: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"],
        env=variables | {"DJANGO_SETTINGS_MODULE": f"attune.editions.{edition}.settings"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_deployment_check_is_clean(edition, variables):
    done = checked(edition, variables)

    assert (done.returncode, "no issues" in done.stdout) == (0, True), done.stderr


@pytest.mark.parametrize(
    "name",
    [
        "ATTUNE_SECRET_KEY",
        "ATTUNE_CONTEXT_KEY",
        "ATTUNE_ALLOWED_HOSTS",
        "ATTUNE_SMTP_URL",
        "ATTUNE_MAIL_FROM",
        "ATTUNE_STRIPE_SECRET_KEY",
        "ATTUNE_STRIPE_PUBLISHABLE_KEY",
        "ATTUNE_STRIPE_WEBHOOK_SECRET",
        "ATTUNE_KEYS_FOLDER",
        "ATTUNE_AUDIT_EXPORT_FOLDER",
        "DATABASE_URL",
    ],
)
def test_a_missing_variable_is_named(name, variables):
    del variables[name]

    done = checked("clinic", variables)

    assert done.returncode != 0
    assert f"{name} is not set. It must hold" in done.stderr


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("ATTUNE_CONTEXT_KEY", "0f0f", "ATTUNE_CONTEXT_KEY is too short: 2 bytes, at least 32 are needed."),
        ("ATTUNE_CONTEXT_KEY", "not hexadecimal", "ATTUNE_CONTEXT_KEY is not hexadecimal."),
        ("DATABASE_URL", "postgresql://attune_app@127.0.0.1", "DATABASE_URL names no database."),
        ("ATTUNE_KEYS_FOLDER", "/nowhere/at/all", "ATTUNE_KEYS_FOLDER names /nowhere/at/all, which is not a folder."),
        ("ATTUNE_STRIPE_API_BASE", "http://127.0.0.1:8791", "In production it must be an https address elsewhere."),
        ("ATTUNE_STRIPE_API_BASE", "https://localhost", "In production it must be an https address elsewhere."),
        ("ATTUNE_STRIPE_JS_URL", "http://example.org/js", "In production it must be an https address elsewhere."),
        ("ATTUNE_ENVIRONMENT", "staging", "ATTUNE_ENVIRONMENT is 'staging'. It must be one of"),
        (
            "ATTUNE_IDLE_LOCK_SECONDS_STAFF",
            "soon",
            "ATTUNE_IDLE_LOCK_SECONDS_STAFF is 'soon'. It must be a whole number",
        ),
    ],
)
def test_a_wrong_variable_is_named_with_what_it_must_be(name, value, told, variables):
    done = checked("clinic", variables | {name: value})

    assert done.returncode != 0
    assert told in done.stderr
