"""Takes the README's pictures of a running demonstration: `make pictures EDITION=clinic PORT=8000`."""

import argparse
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

FOLDER = Path(__file__).parent.parent / "docs" / "pictures"
PASSWORD = "a quiet room with the lamp on"  # noqa: S105  (the demonstration's, which it prints itself)
BROWSERS = ("chromium-headless-shell", "chromium", "google-chrome")
WIDE, PHONE = (1280, 860), (390, 844)


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as somebody sees it."""

    name: str
    email: str
    path: str
    size: tuple[int, int] = WIDE


PICTURES = {
    "clinic": (
        Picture("clinic-provider", "provider@harbor.example", "/provider"),
        Picture("clinic-numbers", "owner@harbor.example", "/practice/numbers"),
        Picture("clinic-patient", "patient@example.com", "/me", PHONE),
    ),
    "marketplace": (
        Picture("marketplace-directory", "", "/therapists"),
        Picture("marketplace-earnings", "provider@larkspur.example", "/provider/earnings"),
        Picture("marketplace-payments", "finance@attune.example", "/operate/payments"),
    ),
}


def main() -> None:
    """Take every picture of an edition; ends with 2 where there is no browser."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("edition", choices=PICTURES)
    parser.add_argument("port", type=int, nargs="?", default=8000)
    asked = parser.parse_args()
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    if program is None:
        parser.error("There is no browser: make chromium installs one.")
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for picture in PICTURES[asked.edition]:
            take(browser, picture, base=f"http://localhost:{asked.port}")


def take(browser: Browser, picture: Picture, *, base: str) -> None:
    """Sign in, open the page and keep what the window shows."""
    width, height = picture.size
    context = browser.new_context(base_url=base, viewport={"width": width, "height": height})
    page = context.new_page()
    if picture.email:
        sign_in(page, picture.email)
    page.goto(picture.path)
    page.wait_for_load_state("networkidle")
    page.screenshot(path=FOLDER / f"{picture.name}.png")
    context.close()


def sign_in(page: Page, email: str) -> None:
    """Go in by password, and by the second step where there is one."""
    page.goto("/sign-in")
    page.get_by_label("E-mail").first.fill(email)
    page.get_by_text("Use my password").first.click()
    page.locator("input[type=password]").first.fill(PASSWORD)
    page.get_by_role("button", name="Sign in").first.click()
    page.wait_for_load_state("networkidle")
    code = page.locator("input[name=code]")
    if code.count():
        told = subprocess.run([".venv/bin/attune", "demo", "code", email], capture_output=True, text=True, check=True)
        code.first.fill(told.stdout.strip())
        page.get_by_role("button", name="Sign in").first.click()
        page.wait_for_load_state("networkidle")


if __name__ == "__main__":
    main()
