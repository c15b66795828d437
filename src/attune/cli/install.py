"""``attune install`` and ``attune migrate``: a database of one edition, at the newest state."""

import argparse
from contextlib import suppress
from typing import Any

from attune.cli.environment import Refusal, add_edition, configure

OWNER = "attune_owner"


def register(commands: Any) -> None:
    """Add the commands."""
    install = commands.add_parser("install", help="make a database an edition's, with the decision on record")
    add_edition(install)
    install.add_argument("--by", required=True, help="who decided, by name and office")
    install.add_argument("--why", required=True, help="the reason, in a sentence")
    install.add_argument("--practice", help="clinic only: the clinic's name")
    install.add_argument("--zone", default="America/New_York", help="clinic only: its IANA time zone")
    install.set_defaults(run=run_install)
    migrate = commands.add_parser("migrate", help="bring an installed database to the newest state")
    add_edition(migrate)
    migrate.set_defaults(run=run_migrate)


def run_install(arguments: argparse.Namespace) -> int:
    """Migrate, stamp the edition, and make what the edition needs from its first row on."""
    configure(arguments, role="owner")
    _require_owner()
    from attune.foundation.edition import NotInstalled, require_own_edition, stamp_edition
    from attune.practices.actions.found_at_install import found_at_install
    from attune.practices.errors import PracticeNameMissing

    with suppress(NotInstalled):
        # Before anything is touched: another edition's database stays as it is.
        require_own_edition()
    bring_up_to_date()
    try:
        record = stamp_edition(decided_by=arguments.by, reason=arguments.why)
        found_at_install(name=arguments.practice, zone=arguments.zone)
    except PracticeNameMissing as error:
        raise Refusal(str(error)) from error
    print(f"{record.edition}, decided by {record.decided_by} on {record.decided_at:%Y-%m-%d}: {record.reason}")
    return 0


def run_migrate(arguments: argparse.Namespace) -> int:
    """Refuse another edition's database, then migrate."""
    configure(arguments, role="owner")
    _require_owner()
    from attune.foundation.edition import require_own_edition

    require_own_edition()
    bring_up_to_date()
    return 0


def _require_owner() -> None:
    """Refuse to make tables that belong to somebody else: the walls stand on who owns them."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        (user,) = cursor.fetchone()
    if user != OWNER:
        raise Refusal(
            f"The tables would belong to {user}. They are {OWNER}'s: let the URL's user be attune_migrate, "
            "and end the URL with ?options=-c%20role%3Dattune_owner."
        )


def bring_up_to_date() -> None:
    """Apply migrations, then what they cannot do: the context key, the queue's grants, the agreements' texts."""
    from django.core.management import call_command

    from attune.agreements.actions.publish_texts import publish_texts_at_install
    from attune.foundation.authorization import system_actor
    from attune.foundation.database.keys_and_grants import grant_queue, store_context_key

    call_command("migrate", interactive=False, verbosity=0)
    store_context_key()
    grant_queue()
    publish_texts_at_install(system_actor(None))
