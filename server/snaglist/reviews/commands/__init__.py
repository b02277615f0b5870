"""What may be done in a review: each command gives the record with one more event.

``now`` is the time of the command, with the offset of the clock of whoever gave it, whose day
counts; ``by`` is who that is. Every command raises
``RecordError`` where the record does not admit it (``FrozenError`` after a signature; see
``snaglist.reviews.replay``), and pydantic's ``ValidationError`` for text that no record holds.
"""
