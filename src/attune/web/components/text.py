"""What a component shows: text, or text that is translated when it is shown."""

from django.utils.functional import Promise

Text = str | Promise
