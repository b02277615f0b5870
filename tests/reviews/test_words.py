"""What may be written into a review, held against what Unicode says of each character."""

import sys
import unicodedata

import pytest
from common import THOROUGH

from snaglist.schema.characters import UNWRITABLE

EDGES = (range(0x3100), range(0xD700, 0xE100), range(0xFD00, 0x10100), range(0x10FF00, 0x110000))
"""Where what may be written begins and ends, and what people write most."""

CODES = range(sys.maxunicode + 1) if THOROUGH else [code for part in EDGES for code in part]


@pytest.mark.repeated
def test_unwritable_is_what_unicode_says() -> None:
    said = {
        code
        for code in CODES
        if (unicodedata.category(chr(code)) in ("Cc", "Cs") and chr(code) not in "\n\t")
        or code & 0xFFFE == 0xFFFE
        or 0xFDD0 <= code <= 0xFDEF
    }
    assert {code for code in CODES if UNWRITABLE.match(chr(code))} == said
