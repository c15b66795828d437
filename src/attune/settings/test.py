"""The tests: as development, with cheap password hashes and an owner's connection beside the app's."""

from attune.settings.development import *

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Each test client is a server of its own, which would read every static file before it answers.
WHITENOISE_AUTOREFRESH = True
