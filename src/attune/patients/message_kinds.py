"""The messages about looking for care; their texts stand in ``messages``."""

from datetime import datetime

from attune.foundation.messages import Category, message_kind

RESUME_LINK = message_kind("patients.resume_link", Category.SECURITY, link=str, expires_at=datetime)
