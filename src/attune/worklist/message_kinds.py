"""The messages about tasks that wait too long. One about somebody's safety cannot be switched off."""

from datetime import datetime

from attune.foundation.messages import Category, message_kind

TASK_ESCALATED = message_kind("worklist.task_escalated", Category.TASKS, title=str, due_at=datetime)
SAFETY_TASK_ESCALATED = message_kind("worklist.safety_task_escalated", Category.CARE, title=str, due_at=datetime)
