"""The whole product running for a journey: pages, jobs and the sandboxes beside it, all listened to."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from playwright.sync_api import Browser, Page

from attune.sandboxes.mail import MailStore
from attune.sandboxes.mail.server import running as post_office
from attune.sandboxes.mail.store import OpenedMail
from attune.sandboxes.nppes import RegistryStore
from attune.sandboxes.nppes.server import running as npi_registry
from attune.sandboxes.stripe import Control
from attune.sandboxes.stripe.sandbox import Sandbox
from attune.sandboxes.stripe.server import running as payment_sandbox
from tests.journeys.canaries import Canaries, watched
from tests.support.accounts import ALSO_AT
from tests.support.live import live_front, live_jobs, own_port

WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
PATIENCE_SECONDS = 60.0
Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class House:
    """Where the product answers, what it has mailed, whom the registry knows, who is paid, what is heard nowhere."""

    address: str
    mails: MailStore
    registry: RegistryStore
    processor: Control
    paid: Sandbox
    canaries: Canaries

    @contextmanager
    def visitor(self, browser: Browser, size: dict[str, int] = WIDE) -> Iterator[Page]:
        """Give a fresh browser profile in front of the house; a script that fails fails the test."""
        context = browser.new_context(base_url=self.address, viewport=size, reduced_motion="reduce")  # type: ignore[arg-type]
        context.set_default_timeout(PATIENCE_SECONDS * 1000)
        page = context.new_page()
        problems: list[str] = []
        page.on("pageerror", lambda error: problems.append(str(error)))
        self.canaries.follow(page)
        try:
            yield page
        except Exception as error:
            told = " ".join(page.locator("main").all_inner_texts())
            error.add_note(f"The page was {page.url}: {told[:1500]}")
            raise
        finally:
            context.close()
        assert problems == [], problems

    def charged(self) -> list[int]:
        """Return what the payment processor has charged, in cents, smallest first."""
        return sorted(one.body["amount_captured"] for one in self.paid.store.records("charge") if one.body["paid"])

    def given_back(self) -> list[int]:
        """Return what the payment processor has given back, in cents, smallest first."""
        return sorted(one.body["amount"] for one in self.paid.store.records("refund"))

    def mail_to(self, address: str, about: Callable[[OpenedMail], bool] = lambda _: True) -> OpenedMail:
        """Return the newest mail to an address that fits, once the jobs have sent one."""

        def fitting() -> OpenedMail | None:
            mails = (self.mails.opened(one.id) for one in reversed(self.mails.mails(to=address)))
            return next((one for one in mails if about(one)), None)

        return eventually(fitting, f"a mail to {address}")


def eventually(look: Callable[[], Found | None], what: str) -> Found:
    """Return what a look finds, once it does; fail when it takes too long."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        found = look()
        if found is not None and found is not False:
            return found
        time.sleep(0.2)
    raise AssertionError(f"{what} did not come")


@contextmanager
def running_house(database: str, folder: Path, **variables: str) -> Iterator[House]:
    """Run everything on a database of the tests; in the end nothing that was typed may have been logged.

    ``variables`` are added to the environment of pages and jobs.
    """
    mails, registry = MailStore(folder / "mail"), RegistryStore(folder / "nppes")
    log = folder / "log"
    with (
        post_office(mails, port=own_port("mail")) as port,
        npi_registry(registry, port=own_port("registry")) as registry_url,
        payment_sandbox(port=own_port("processor")) as (processor_url, paid),
        log.open("wb") as written,
    ):
        around = {
            "ATTUNE_LOG_LEVEL": "INFO",
            "ATTUNE_SMTP_URL": f"smtp://127.0.0.1:{port}",
            "ATTUNE_NPPES_URL": registry_url,
            "ATTUNE_STRIPE_API_BASE": processor_url,
            "ATTUNE_STRIPE_JS_URL": f"{processor_url}/js/stripe.js",
            **variables,
        }
        with (
            live_front(database, log=written, **around) as address,
            live_jobs(database, log=written, **around),
            watched(log) as canaries,
        ):
            paid.post.url = f"{address}/webhooks/payments"
            ALSO_AT.append(paid)
            try:
                yield House(address, mails, registry, Control(processor_url), paid, canaries)
            finally:
                ALSO_AT.remove(paid)


def reloaded_until(page: Page, address: str, text: str) -> None:
    """Open a page again and again until it says something: what it waits for is done by a job."""

    def says_it() -> bool:
        page.goto(address)
        return page.get_by_text(text).count() > 0

    eventually(says_it, f"{text} at {address}")
