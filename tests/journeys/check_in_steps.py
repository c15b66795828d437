"""How a questionnaire is filled in on a phone."""

from playwright.sync_api import Page


def answer_eight(page: Page) -> None:
    """Answer all questions but the last."""
    for number in range(1, 9):
        page.get_by_text(f"Question {number} of 9").wait_for()
        answered(page, "Several days")
    page.get_by_text("Question 9 of 9").wait_for()


def answered(page: Page, label: str) -> None:
    """Choose an answer and go on."""
    page.get_by_label(label, exact=True).check()
    page.get_by_role("button", name="Next").click()
