"""The blueprint of everything below ``/reviews``."""

from flask import Blueprint

blueprint = Blueprint("reviews", __name__)
