"""The addresses that only an edition has in which practices are paid out."""

from django.urls import URLPattern, path

from attune.payouts.permissions import OPEN_ACCOUNT, SEE_ACCOUNT, SEE_OWN_EARNINGS, SEE_PAYOUTS
from attune.web.access import Area, staff_page
from attune.web.payouts import account, earnings, payout
from attune.web.staff_flow import staff_flow

_sees_account, _opens = staff_page(Area.PRACTICE, SEE_ACCOUNT), staff_page(Area.PRACTICE, OPEN_ACCOUNT)
_sees_payouts = staff_page(Area.PRACTICE, SEE_PAYOUTS)
MONTH = "practice/finances/statements/<str:month>"

PRACTICE_MONEY: list[URLPattern] = [
    path("provider/earnings", staff_page(Area.PROVIDER, SEE_OWN_EARNINGS)(earnings.earnings), name="provider_earnings"),
    path("practice/finances", _sees_payouts(earnings.finances), name="practice_finances"),
    path(MONTH, _sees_payouts(payout.statement_page), name="practice_statement"),
    path(f"{MONTH}/pdf", _sees_payouts(payout.statement_pdf), name="practice_statement_pdf"),
    path(f"{MONTH}/csv", _sees_payouts(payout.statement_csv), name="practice_statement_csv"),
    path("practice/finances/payouts/<uuid:payout_id>", _sees_payouts(payout.payout_page), name="practice_payout"),
    path("practice/finances/account", _sees_account(account.account), name="practice_account"),
    path("practice/finances/account/open", _opens(account.open_account), name="open_account"),
    path(
        "practice/finances/account/onboard",
        staff_flow(Area.PRACTICE, OPEN_ACCOUNT)(account.onboard),
        name="onboard_account",
    ),
    path("practice/finances/account/returned", _opens(account.returned), name="account_returned"),
]
