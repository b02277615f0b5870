"""A file of a review in a form: chosen by a person, or carried along from the page before.

What was brought is not kept on the server until it is imported or joined; the page that asks what
to do with it has it in a field, so that nobody has to choose it once more.
"""

import base64
import binascii
import zlib

from flask import request

from snaglist.errors import UsageError
from snaglist.reviews.record import Record
from snaglist.web.clients import client_gone, current_client
from snaglist.web.reviews.guard import MAX_FORM_BYTES, MAX_UPLOAD_BYTES
from snaglist.web.reviews.storage import get_reviews

FIELD = "carried"
"""The field in which a file is carried along."""

MOST_CARRIED = MAX_FORM_BYTES - 50_000
"""Characters of it; the rest of a form is for the other fields."""

NO_FILE = "Choose a file first: the review.yaml of a review."
NOT_WHOLE = "The file did not come back whole. Choose it again."


def sent_file() -> bytes:
    """The file in the form that was sent; raises ``UsageError`` where there is none."""
    upload = request.files.get("file")
    if upload is not None and upload.filename:
        with upload.stream:  # a large one lies in a temporary file
            content: bytes = upload.read()
        return content
    carried = request.form.get(FIELD, "")
    if not carried:
        raise UsageError(NO_FILE)
    return _unpacked(carried)


def parse_file(content: bytes) -> Record:
    """The record in a file; raises as ``ReviewWork.parse`` does."""
    return get_reviews().work.parse(content, client_gone(), current_client())


def carried_file(content: bytes) -> str | None:
    """A file as a form carries it along; None where it is too large and has to be chosen again."""
    packed = base64.b64encode(zlib.compress(content)).decode()
    return packed if len(packed) <= MOST_CARRIED else None


def _unpacked(carried: str) -> bytes:
    """The file again, no larger than one that may be sent; raises ``UsageError``."""
    unpacking = zlib.decompressobj()
    try:
        packed = base64.b64decode(carried, validate=True)
        content = unpacking.decompress(packed, MAX_UPLOAD_BYTES + 1)
    except (binascii.Error, zlib.error, ValueError):
        raise UsageError(NOT_WHOLE) from None
    if len(content) > MAX_UPLOAD_BYTES or not unpacking.eof:
        raise UsageError(NOT_WHOLE)
    return content
