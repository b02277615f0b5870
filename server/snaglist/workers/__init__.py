"""Work in processes that can be killed: bounded in time, memory, and in how many there are.

``service`` says what a worker does, ``pool`` hands it work, ``forkserver`` is the process that
forks workers, ``channel`` what travels between them, ``environment`` what they inherit.
"""
