"""Answering SPARQL queries: bounded in time, memory, rows and bytes, and cut off from the world.

``request`` says what is asked and what can be answered, ``text`` reads a query as far as the
rules need, ``evaluate`` runs one, ``nursery`` and ``pool`` run many beside each other in
processes that can be killed, ``remote`` hands them to another store.
"""
