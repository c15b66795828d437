"""What decided, and what keeps others away, as the page says it to the patient."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from attune.directory.queries.rows import ListingRow
from attune.directory.rules.vocabulary import CONCERNS, GENDERS, LANGUAGES, MODALITIES, PLACES
from attune.matching.rules.eligibility import Exclusion
from attune.matching.rules.need import Need
from attune.matching.rules.reason import Factor, Reason
from attune.patients.rules.answers import Step
from attune.web.components.text import Text

_PLAIN: Mapping[Factor, Text] = {
    Factor.KNOWN: gettext_lazy("You have seen each other before"),
    Factor.CHOSEN: gettext_lazy("Chosen for you by the care team"),
    Factor.TIMES: gettext_lazy("Has times to choose from when you can come"),
    Factor.CAPACITY: gettext_lazy("Has room for you this week"),
    Factor.OUTCOMES: gettext_lazy("People in their care fared better than expected"),
    Factor.REQUIREMENTS: gettext_lazy("Meets everything you said you must have"),
}
_ABOUT: Mapping[Factor, tuple[Text, Mapping[str, str]]] = {
    Factor.CONCERNS: (gettext_lazy("Works with %(listed)s"), CONCERNS),
    Factor.METHODS: (gettext_lazy("Trained in %(listed)s"), MODALITIES),
    Factor.GENDER: (gettext_lazy("%(listed)s, as you wished"), GENDERS),
    Factor.LANGUAGE: (gettext_lazy("Speaks %(listed)s, as you wished"), LANGUAGES),
    Factor.OUTCOMES_WITH: (gettext_lazy("People with %(listed)s fared especially well here"), CONCERNS),
}
RELAX: Mapping[Exclusion, tuple[Text, Step]] = {
    Exclusion.NOT_LICENSED_IN_STATE: (gettext_lazy("Another state"), Step.WHERE),
    Exclusion.LANGUAGE_NOT_SPOKEN: (gettext_lazy("Another language"), Step.WISHES),
    Exclusion.AGE_GROUP_NOT_SERVED: (gettext_lazy("Another age group"), Step.WHO),
    Exclusion.FORMAT_NOT_OFFERED: (gettext_lazy("Another kind of session"), Step.WHO),
    Exclusion.PLACE_NOT_OFFERED: (gettext_lazy("Other ways to meet"), Step.TIMES),
    Exclusion.PAYER_NOT_TAKEN: (gettext_lazy("Another way to pay"), Step.PAYING),
    Exclusion.PRICE_ABOVE_BUDGET: (gettext_lazy("A higher limit on the price"), Step.PAYING),
    Exclusion.NOT_A_PRESCRIBER: (gettext_lazy("Somebody who does not prescribe"), Step.WISHES),
    Exclusion.GENDER_NOT_AS_REQUIRED: (gettext_lazy("Any gender"), Step.WISHES),
    Exclusion.METHOD_NOT_OFFERED: (gettext_lazy("Any method"), Step.WISHES),
    Exclusion.NO_FREE_TIME: (gettext_lazy("Other times of the week"), Step.TIMES),
}
"""What to change so that a requirement keeps nobody away, and where. What nobody can change is not there."""


def in_sentence(label: str) -> str:
    """Return a label as it stands inside a sentence: "anxiety", but "ADHD"."""
    return label[0].lower() + label[1:] if label[1:2].islower() else label


def listed(codes: Iterable[str], vocabulary: Mapping[str, str]) -> str:
    """Return codes by their labels, as one says them: "anxiety, sleep and ADHD"."""
    labels = [_(vocabulary.get(code, code)) for code in codes]
    if vocabulary in (CONCERNS, PLACES):
        labels = [in_sentence(label) for label in labels]
    if len(labels) < 2:
        return "".join(labels)
    return _("%(first)s and %(last)s") % {"first": ", ".join(labels[:-1]), "last": labels[-1]}


def reason_in_words(reason: Reason) -> str:
    """Return what decided, to the patient."""
    if reason.factor in _PLAIN:
        return str(_PLAIN[reason.factor])
    if reason.factor in _ABOUT:
        words, vocabulary = _ABOUT[reason.factor]
        return str(words) % {"listed": listed(reason.codes, vocabulary)}
    assert reason.factor is Factor.PRICE, f"{reason.factor} has no words"
    return _("%(count)d%% less than the most you want to pay") % {"count": reason.number}


def unmet_wishes(need: Need, listing: ListingRow) -> tuple[str, ...]:
    """Return which wishes, that are no musts, somebody does not meet."""
    found = []
    if need.preferred_gender not in (None, listing.gender):
        found.append(_("Not as you wished: %(wish)s") % {"wish": _(GENDERS.get(need.preferred_gender or "", ""))})
    if need.preferred_language not in (None, *listing.languages):
        language = _(LANGUAGES.get(need.preferred_language or "", ""))
        found.append(_("Does not speak %(language)s") % {"language": language})
    if need.preferred_method not in (None, *listing.modalities):
        method = _(MODALITIES.get(need.preferred_method or "", ""))
        found.append(_("Does not name %(method)s") % {"method": method})
    return tuple(found)


def places_in_words(listing: ListingRow, need: Need) -> str:
    """Return where a session can take place, of what the patient said suits them."""
    return listed([place for place in listing.places if place in need.places], PLACES)
