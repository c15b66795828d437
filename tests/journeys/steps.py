"""The steps from the first question to a booked session, as somebody who says no more than is asked takes them."""

from datetime import date

from tests.journeys.booking_steps import GOOD_CARD, PAY
from tests.journeys.canaries import NAME, OWN_WORDS
from tests.journeys.walk import Walk
from tests.workflows.bookable import AUSTIN


def say_what_brings_you(walk: Walk) -> None:
    """Say what matters most, and something in one's own words."""
    walk.arrive("/start/concerns")
    walk.see("concerns")
    walk.pick("What matters most right now?", "anxiety")
    walk.type("In your own words", OWN_WORDS)
    walk.tap("Continue")
    walk.arrive("/start/who")


def say_who(walk: Walk, who: str, born: date) -> None:
    """Say whom it is for and when they were born."""
    walk.see("who")
    walk.choose(who)
    walk.type("birth date", f"{born.month}/{born.day}/{born.year}")
    walk.tap("Continue")


def say_where_and_how(walk: Walk, zip_code: str = AUSTIN) -> None:
    """Say where one will be, and take what is offered of all that follows."""
    walk.arrive("/start/where")
    walk.see("where")
    walk.type("ZIP code", zip_code, exact=True)
    walk.tap("Continue")
    walk.arrive("/start/times")
    walk.see("times")
    walk.tap("Continue")
    walk.arrive("/start/paying")
    walk.see("paying")
    walk.choose("I pay myself")
    walk.tap("Continue")
    walk.arrive("/start/wishes")
    walk.see("wishes")
    walk.tap("Continue")
    walk.arrive("/start/safety")
    walk.see("safety")
    walk.choose("Safe")
    walk.tap("Continue")
    walk.arrive("/start/matches")


def choose_the_first_time(walk: Walk) -> None:
    """Take the first time of who fits best."""
    walk.see("matches")
    walk.tap(walk.page.locator("a.slot").first)
    walk.arrive("/book/")
    walk.see("choose-time")
    walk.tap("Continue with this time")


def agree(walk: Walk) -> None:
    """Sign what is asked for."""
    walk.arrive("/start/consents")
    walk.see("consents")
    walk.check("I have read this and agree")
    walk.type("Sign with your name", NAME)
    walk.tap("Agree and go on")


def book(walk: Walk) -> None:
    """Look at what is about to be booked, and pay for it."""
    walk.arrive("/book/confirm")
    walk.see("confirm")
    walk.tap("Go on to pay")
    walk.arrive("/pay/")
    walk.page.get_by_label("Card number").wait_for()
    walk.see("pay")
    walk.type("Card number", GOOD_CARD)
    walk.type("Expiration date", "1234")
    walk.type("Security code", "123")
    walk.tap(walk.page.get_by_role("button", name=PAY))
    walk.arrive("/my/sessions/")
    walk.see("booked")
