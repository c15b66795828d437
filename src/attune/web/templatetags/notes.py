"""Notes in templates."""

from django import template

from attune.care_records.queries.note_facts import NoteFacts
from attune.web.notes.editor import Section, sections_of

register = template.Library()


@register.filter
def sections(note: NoteFacts) -> tuple[Section, ...]:
    """Return a note's sections with their labels."""
    return sections_of(note.body)
