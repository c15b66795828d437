"""What providers do to be booked: a license, hours, something to offer, and words of their own."""

import re
from datetime import date, timedelta

from playwright.sync_api import FilePayload

from attune.foundation.clock import now
from tests.journeys.practices import WELCOMING
from tests.journeys.walk import Walk

PDF = FilePayload(name="license.pdf", mimeType="application/pdf", buffer=b"%PDF-1.7 a license")


def add_license(walk: Walk) -> None:
    """Put a license in force on file, with a document that shows it."""
    today = now().date()
    walk.page.goto("/provider/credentials")
    walk.tap("Add a license")
    walk.see("license")
    walk.page.get_by_label("State", exact=True).select_option("TX")
    walk.type("Number", "PSY 1234")
    walk.type("First day", (today - timedelta(days=400)).isoformat())
    walk.type("Last day", (today + timedelta(days=365)).isoformat())
    walk.page.get_by_label("Evidence").set_input_files(PDF)
    walk.tap("Put it on file")
    walk.arrive("/provider/credentials$")


def say_who_registers_know(walk: Walk, *, given: str, family: str, born: date, profession: str, npi: str) -> None:
    """Fill in who a provider is, as registers know them."""
    page = walk.page
    page.get_by_label("Name patients see").fill(f"{given} {family}")
    walk.type("Legal given name", given)
    walk.type("Legal family name", family)
    walk.type("Birth date", born.isoformat())
    walk.pick("Profession", profession)
    walk.type("NPI", npi)
    walk.pick("Time zone to work in", "America/Chicago")


def sign(walk: Walk, name: str) -> None:
    """Sign the words that are shown."""
    walk.type("Type your full name", name)
    walk.page.get_by_label("I have read these words").check()
    walk.page.get_by_role("button", name="Sign", exact=True).click()
    walk.page.wait_for_url(re.compile("^(?!.*/sign/)"))


def work_each_day(walk: Walk) -> None:
    """Open one's calendar from nine to five on every day of the week."""
    page = walk.page
    page.goto("/provider/hours")
    walk.see("no-hours")
    walk.tap("Add hours to Monday")
    walk.type("Monday, hours 1: from", "09:00")
    walk.type("Monday, hours 1: to", "17:00")
    page.get_by_text("Copy Monday", exact=True).click()
    for day in ("Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"):
        page.get_by_label(day, exact=True).check()
    walk.tap("Copy Monday there")
    page.get_by_label("Sunday, hours 1: from").wait_for()
    page.get_by_role("button", name="Save the week").last.click()
    page.get_by_text("Your week is saved.").wait_for()
    walk.see("hours")


def offer_sessions(walk: Walk, *, at: str = "/provider/offerings") -> None:
    """Offer a session by video, oneself or as who runs the practice."""
    page = walk.page
    page.goto(at)
    walk.see("no-offering")
    page.goto(f"{at}/add")
    walk.see("offering")
    walk.type("Name", "Individual session", exact=True)
    walk.type("Price", "150", exact=True)
    walk.tap("Save")
    walk.arrive(f"{at}$")
    walk.see("offerings")


def say_who_one_is(walk: Walk) -> None:
    """Fill in what people choose by."""
    page = walk.page
    page.goto("/provider/profile")
    walk.see("profile-editor")
    walk.type("How you work", WELCOMING.approach)
    for label in ("Anxiety", "English", "Adults", "I pay myself"):
        page.get_by_label(re.compile(label)).first.check()
    walk.tap("Save profile")
    page.get_by_text("Profile saved.").wait_for()
    walk.see("profile-saved")
