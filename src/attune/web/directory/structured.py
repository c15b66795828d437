"""What search engines are told in words of schema.org: a data block, which no browser runs."""

import json

from django.utils.safestring import SafeString, mark_safe

from attune.directory.queries.search import Found
from attune.directory.rules.vocabulary import LANGUAGES
from attune.kernel.us_states import US_STATES
from attune.web.directory.cards import profession_label

# Inside a script element nothing may look like markup.
_HARMLESS = {ord(letter): f"\\u{ord(letter):04x}" for letter in "<>&\u2028\u2029"}


def structured_profile(found: Found, *, url: str) -> SafeString:
    """Return a provider's public facts as JSON-LD, to stand in a data block."""
    first = found.first
    told = {
        "@context": "https://schema.org",
        "@type": "Person",
        "name": first.provider_name,
        "honorificSuffix": first.letters,
        "jobTitle": profession_label(first.profession),
        "url": url,
        "description": first.approach,
        "knowsLanguage": [LANGUAGES[code] for code in first.languages],
        "worksFor": {"@type": "MedicalOrganization", "name": first.practice_name},
        "makesOffer": [
            {
                "@type": "Offer",
                "name": row.offering_name,
                "price": f"{row.price_minor / 100:.2f}",
                "priceCurrency": row.currency,
                "areaServed": [{"@type": "State", "name": US_STATES[code]} for code in row.states],
            }
            for row in found.offerings
        ],
    }
    text = json.dumps({key: value for key, value in told.items() if value}, ensure_ascii=False)
    return mark_safe(text.translate(_HARMLESS))  # noqa: S308  (see _HARMLESS)
