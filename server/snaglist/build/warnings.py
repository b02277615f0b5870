"""Warnings of a check, told so that many of one rule do not bury the others."""

import re
from collections import defaultdict
from collections.abc import Iterable

from snaglist.snapshot.place import Progress

MOST_TOLD = 3
"""Warnings of one rule that are told one by one; of more, these and how many there are."""

_RULE = re.compile(r"\[([a-z0-9-]+)\]$")


def tell_warnings(warnings: Iterable[str], progress: Progress) -> None:
    """Tell warnings, each a finding as text that ends with its rule, rule by rule."""
    by_rule: dict[str, list[str]] = defaultdict(list)
    for warning in warnings:
        found = _RULE.search(warning)
        by_rule[found[1] if found else ""].append(warning)
    for rule, told in by_rule.items():
        for warning in told[:MOST_TOLD]:
            progress(f"warning: {warning}")
        if len(told) > MOST_TOLD:
            progress(f"warning: {len(told)} of the rule {rule} in all; snag check --json has them")
