"""The blueprint of everything below ``/reviews``."""

from typing import Any

from flask import Blueprint


class PlainBlueprint(Blueprint):
    """A blueprint that sends nobody on from ``//`` to ``/``.

    Such a redirect has the whole address in it, with the scheme that the server believes in: behind
    a proxy that it does not know of, a token would go over the net unencrypted.
    """

    def add_url_rule(self, rule: str, *args: Any, **options: Any) -> None:
        """Add a rule that takes slashes as they are."""
        super().add_url_rule(rule, *args, **{"merge_slashes": False, **options})


blueprint = PlainBlueprint("reviews", __name__)
