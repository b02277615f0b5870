"""What each kind of event changes of the state before it; ``replay`` calls them.

All raise ``RecordError``, without a number, where the event cannot follow.
"""
