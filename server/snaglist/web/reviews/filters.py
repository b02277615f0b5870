"""What of a review an address asks for: its filters, and each choice with how much it leaves."""

from collections.abc import Mapping

from flask import request

from snaglist.errors import UsageError
from snaglist.reviews.flags import FLAGS
from snaglist.reviews.item_filters import DayFilter
from snaglist.reviews.names import name_key, same_name
from snaglist.reviews.scales import SEVERITY_STEPS, Severity
from snaglist.reviews.statuses import STATUS_MEANINGS, Status
from snaglist.web.components.categories import categories
from snaglist.web.reviews.access import Access
from snaglist.web.reviews.views import STATUS_ORDER, nearest_value
from snaglist.web.site import View

NOBODY = "(nobody)"
"""What stands for no owner in an address."""

MOST_NAME = 200
"""How long a name may be."""

USUAL_DAYS = ("overdue", "due-within-7", "due-within-30", "ends-within-30")
"""The days that are offered; an address may have any number."""

FILTERS = ("status", "owner", "day", "severity", "own-severity", "category", "flag")


def check_filters(access: Access, given: Mapping[str, str], *others: str) -> dict[str, str]:
    """The filters of an address; raises ``UsageError`` for what cannot be asked.

    ``others`` are names that the page takes besides, which are checked there.
    """
    shown = [access.shown(item) for item in access.state.items.values()]
    known: dict[str, list[str]] = {
        "status": [status.value for status in Status],
        "category": [category.id for category in categories(access.site.catalogue)],
        "flag": [flag.value for flag in FLAGS],
        "severity": [each.severity for each in shown if each.severity],
        "own-severity": [step.value for step in Severity],
    }
    known["category"] += [each.category for each in shown if each.category]
    names = (*FILTERS, *others)
    for name, value in given.items():
        if name not in names:
            raise UsageError(
                f"There is no filter called {name!r}. Try {nearest_value(name, names)}."
            )
        if name in known and value not in known[name]:
            raise UsageError(
                f"There is no {name} {value!r}. Try {nearest_value(value, known[name])}."
            )
        if name == "day":
            DayFilter.parse(value)
        if name == "owner" and len(value) > MOST_NAME:
            raise UsageError(f"A name has {MOST_NAME} characters at most.")
    return dict(given)


def address_filters(access: Access, *others: str) -> dict[str, str]:
    """The filters of this request's address, as ``check_filters`` gives them."""
    return check_filters(access, request.args.to_dict(), *others)


class RowFilters:
    """Tells which rows of a review filters leave; each name is brought to its one form once."""

    def __init__(self, access: Access) -> None:
        self.access = access
        self._keys: dict[str, str] = {NOBODY: ""}

    def fit(self, row: View, chosen: Mapping[str, str]) -> bool:
        """True for a row that all chosen filters leave."""
        owner, day = chosen.get("owner"), chosen.get("day")
        return (
            chosen.get("status") in (None, row["status"])
            and chosen.get("category") in (None, row["category"])
            and chosen.get("severity") in (None, row["severity"])
            and chosen.get("own-severity") in (None, row["answer"]["severity"])
            and (chosen.get("flag") is None or chosen["flag"] in row["flags"])
            and (owner is None or self._key(owner) == self._key(row["answer"]["owner"]))
            and (day is None or self._holds(row, day))
        )

    def _key(self, name: str) -> str:
        if name not in self._keys:
            self._keys[name] = name_key(name)
        return self._keys[name]

    def _holds(self, row: View, day: str) -> bool:
        item = self.access.state.items[row["id"]]
        return DayFilter.parse(day).holds(item, self.access.today)


def facets_view(access: Access, rows: list[View], chosen: dict[str, str]) -> View:
    """Each choice with its count among what the other choices leave, as links to take and undo."""
    filters = RowFilters(access)
    facets: View = {}
    for name, values in _labels(access, rows, chosen).items():
        others = {key: value for key, value in chosen.items() if key not in (name, "mode")}
        left = [row for row in rows if filters.fit(row, others)]
        facets[name] = [
            {
                "value": value,
                "label": label,
                "count": sum(filters.fit(row, {name: value}) for row in left),
                "chosen": _same(name, chosen.get(name), value),
                "url": access.url(**others)
                if _same(name, chosen.get(name), value)
                else access.url(**others, **{name: value}),
            }
            for value, label in values.items()
        ]
    return {
        name: values
        for name, values in facets.items()
        if any(value["count"] or value["chosen"] for value in values)
    }


def mine_view(access: Access, rows: list[View]) -> View | None:
    """What is of the person whose name this browser remembers; None where nothing is."""
    name, filters = access.default_name, RowFilters(access)
    number = sum(filters.fit(row, {"owner": name}) for row in rows) if name else 0
    return {"count": number, "url": access.url(owner=name)} if number else None


def _same(name: str, chosen: str | None, value: str) -> bool:
    if chosen is None:
        return False
    return same_name(chosen, value) if name == "owner" else chosen == value


def _labels(access: Access, rows: list[View], chosen: Mapping[str, str]) -> dict[str, View]:
    """The values of each filter with what they are called, in the order to offer them."""
    days = dict.fromkeys((*USUAL_DAYS, *((chosen["day"],) if "day" in chosen else ())))
    return {
        "status": {status.value: STATUS_MEANINGS[status].label for status in STATUS_ORDER},
        "owner": _owners(access, rows, chosen.get("owner")),
        "day": {day: DayFilter.parse(day).label for day in days},
        "severity": {row["severity"]: row["severity"] for row in rows if row["severity"]},
        "own-severity": {step.value: about.label for step, about in SEVERITY_STEPS.items()},
        "category": {
            name: str(access.site.concept("category", name)["label"])
            for name in dict.fromkeys(row["category"] for row in rows if row["category"])
        },
        "flag": {flag.value: info.label for flag, info in FLAGS.items()},
    }


def _owners(access: Access, rows: list[View], chosen: str | None) -> View:
    """The owners there are, whoever asks first; nobody only besides somebody."""
    mine, found = name_key(access.default_name), dict[str, str]()
    names = {row["answer"]["owner"] for row in rows} - {""}
    for name in sorted(names, key=lambda name: (name.casefold(), name)):
        found.setdefault(name_key(name), name)
    if chosen and chosen != NOBODY:
        found.setdefault(name_key(chosen), chosen)
    first = sorted(found, key=lambda key: key != mine)
    owners = {found[key]: f"{found[key]} (you)" if key == mine else found[key] for key in first}
    return {**owners, NOBODY: "no owner"} if owners or chosen == NOBODY else {}
