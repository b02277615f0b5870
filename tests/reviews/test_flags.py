"""The flags of issues are those that the documentation lists."""

import re
from pathlib import Path

from snaglist.reviews.flags import FLAGS, Flag

DOCS = Path(__file__).parents[2] / "docs/reviews-format.md"


def test_every_flag_is_documented_with_name_label_and_meaning() -> None:
    section = DOCS.read_text("utf-8").partition("\n## Flags\n")[2].partition("\n## ")[0]
    documented = re.findall(r"^\| `([a-z ]+)` \| ([^|]+) \| ([^|]+) \|$", section, re.MULTILINE)
    assert documented == [(name, info.label, info.definition) for name, info in FLAGS.items()]
    assert list(FLAGS) == list(Flag)
