"""Signatures as the commands of a review tell of them."""

import textwrap

from snaglist.reviews.state import ReviewState


def awaited_json(state: ReviewState) -> list[dict[str, str]]:
    """Who is asked to sign and has not."""
    return [{"name": signer.name, "role": signer.role} for signer in state.awaited]


def wrapped_names(names: tuple[str, ...]) -> list[str]:
    """Ids on lines of their own."""
    return textwrap.wrap(", ".join(names), 88, initial_indent="  ", subsequent_indent="  ")
