"""A long list by pages: which page an address asks for, and the addresses of all of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypedDict

from flask import request

from snaglist.errors import UsageError
from snaglist.web.urls import Urls

PAGE = "page"
"""The parameter that says which page, from 1."""


class PageLink(TypedDict):
    """One page of a list; ``chosen`` is the one that is shown."""

    number: int
    url: str
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Paging:
    """Where in a list of ``total`` things a page of ``size`` is; ``page`` counts from 1."""

    page: int
    size: int
    total: int

    @property
    def last(self) -> int:
        """The number of the last page; 1 for an empty list."""
        return max(1, -(-self.total // self.size))

    @property
    def shown(self) -> slice:
        """The things of the page, of a list of all."""
        return slice((self.page - 1) * self.size, self.page * self.size)

    def page_of(self, position: int) -> int:
        """The page on which the thing at a position, from 0, is."""
        return position // self.size + 1

    def links(self, urls: Urls, name: str, kept: Mapping[str, Sequence[str]]) -> list[PageLink]:
        """Every page of the list ``name``, with what else is chosen; none where one has all."""
        if self.last == 1:
            return []
        return [
            {
                "number": number,
                "url": urls.listing(name, {**kept, PAGE: page_value(number)}),
                "chosen": number == self.page,
            }
            for number in range(1, self.last + 1)
        ]


def page_value(number: int) -> tuple[str, ...]:
    """The value of the parameter; the first page has none, so that it has one address."""
    return (str(number),) if number > 1 else ()


def read_paging(size: int, total: int) -> Paging:
    """The page of a list that the address asks for.

    Raises ``UsageError`` for what is no number of a page, and for a page that there is not.
    """
    typed = request.args.get(PAGE, "1")
    number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0
    found = Paging(page=number, size=size, total=total)
    if not 1 <= number <= found.last:
        raise UsageError(f"There is no page {typed[:40]!r}; there are pages 1 to {found.last}.")
    return found
