"""Answering SPARQL queries: bounded in time, memory, rows and bytes, and cut off from the world.

``request`` says what is asked and what can be answered, ``guard`` reads a query as far as the
rules need, ``local_store`` evaluates one and ``results`` writes what it gives; ``worker_pool`` and
``forkserver`` run many beside each other in processes that can be killed, and talk as ``ipc`` says;
``remote_store`` hands them to another store.
"""
