"""What becomes true of measures, told to whoever stands above.

``assessment.submitted`` refers to the questionnaire, ``item_nine.positive`` to the flag that was raised.
"""

from attune.foundation.facts import fact

ASSESSMENT_SUBMITTED = fact("measures.assessment.submitted")
ITEM_NINE_POSITIVE = fact("measures.item_nine.positive")
