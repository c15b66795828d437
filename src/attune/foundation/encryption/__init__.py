"""The second wall: texts encrypted under a data key per practice and per person.

``EncryptedTextField`` is imported from ``attune.foundation.encryption.fields`` and the
commands' functions from ``…lifecycle``: both need Django's models to be loading already.
"""
