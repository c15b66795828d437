"""The pages about what holds for every session: reminders, rooms, and what canceling costs."""
