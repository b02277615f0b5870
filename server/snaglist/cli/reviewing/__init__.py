"""The commands of ``snag review``, a module each; what they share is in ``common``."""
