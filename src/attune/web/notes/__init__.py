"""Notes on pages: the editor, signing, addenda, what is still to sign.

The editor is made to be part of other pages, as of the session page:

    editor = editor_for(request, appointment_id, chart_id=None, here=request.path)   # web/notes/editor.py

``editor_for`` opens the encounter and gives a ``NoteEditor`` for who gives the session, a signed note for who may read
the chart, and None for everybody else and where no note was written; it refuses nothing. ``chart_id`` names one
participant of a group. ``here`` is where a browser without scripts comes back to. Draw it with

    {% include "notes/panel.html" with editor=editor %}

It is a ``<section>`` with a heading of level 2, with forms of its own (so it stands in no other form), saves itself by
htmx to ``note_save`` and shows whether it did. Its styles are part of the product's one style sheet, its script
(``note-editor.js``) is loaded with every page. The previous note is drawn beside it by
``{% include "notes/previous.html" with note=editor.previous %}``: the page decides where.
"""
