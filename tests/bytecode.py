"""Keep compiled modules, here and in processes that tests start, even where the shell forbids it.

``PYTHONDONTWRITEBYTECODE`` would have hundreds of processes compile the same modules: half as long
again for the suite. What is written lies in ``__pycache__``, which git ignores.
"""

import os
import sys

os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
