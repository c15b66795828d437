"""Who may read a book, and that nobody writes one by hand."""

from attune.foundation.authorization import Role, permission

POST_ENTRY = permission("ledger.entry.post", "enter what happened with money, by what happened", ())
READ_BOOK = permission(
    "ledger.book.read",
    "see the entries and balances of the books",
    {Role.OWNER, Role.BILLER, Role.AUDITOR, Role.FINANCE, Role.COMPLIANCE},
)
