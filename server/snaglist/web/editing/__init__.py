"""Coding interviews in the browser, on the machine whose files they are: ``snag serve --edit``."""
