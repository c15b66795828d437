"""The messages about measures; their texts stand in ``messages``. None says what was asked or answered."""

from datetime import datetime

from attune.foundation.messages import Category, message_kind

QUESTIONS_WAIT = message_kind(
    "measures.questions_wait", Category.REMINDERS, starts_at=datetime, provider=str, minutes=str, link=str
)
REACH_SOMEBODY = message_kind("measures.reach_somebody", Category.CARE, due_at=datetime, link=str)
