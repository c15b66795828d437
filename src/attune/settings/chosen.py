"""The settings of the environment this process runs in."""

from attune.settings.environment import environment_name

_name = environment_name()
if _name == "production":
    from attune.settings.production import *
elif _name == "development":
    from attune.settings.development import *
else:
    from attune.settings.test import *
