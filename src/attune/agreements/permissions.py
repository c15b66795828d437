"""Who may see what is agreed, sign it, and decide on terms."""

from attune.foundation.authorization import PRACTICE_ROLES, Role, permission

SEE_AGREEMENTS = permission(
    "agreements.agreement.see",
    "see what the practice has signed, and what is outstanding",
    PRACTICE_ROLES | {Role.CREDENTIALING, Role.FINANCE, Role.COMPLIANCE},
)
SIGN_FOR_PRACTICE = permission("agreements.agreement.sign", "sign agreements for the practice", {Role.OWNER})
SIGN_FOR_SELF = permission("agreements.agreement.attest", "sign what each member signs", PRACTICE_ROLES)
SEE_TERMS = permission(
    "agreements.terms.see",
    "see the terms between practice and platform",
    {Role.OWNER, Role.ADMINISTRATOR, Role.BILLER, Role.FINANCE, Role.CREDENTIALING, Role.COMPLIANCE},
)
OFFER_TERMS = permission("agreements.terms.offer", "offer a practice terms before it signs", {Role.FINANCE})
END_CONTRACT = permission(
    "agreements.contract.end", "end the contract with the platform", {Role.OWNER, Role.COMPLIANCE}
)
PUBLISH_TEXT = permission("agreements.text.publish", "publish a version of an agreement, by a command at install", ())
