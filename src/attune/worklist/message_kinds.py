"""The message about tasks that wait too long."""

from datetime import datetime

from attune.foundation.messages import Category, message_kind

TASK_ESCALATED = message_kind("worklist.task_escalated", Category.TASKS, title=str, due_at=datetime)
