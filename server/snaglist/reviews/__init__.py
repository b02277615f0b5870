"""Design reviews, as logs of events.

``record`` is what happened, in ``events``; ``commands`` adds one, ``replay`` works out from them
the ``state`` that holds. ``selection`` leads from a project's profile to issues, ``library`` is the
catalogue that this consults. A record is kept in a file (``yaml_file``) or a database (``store``),
is merged, carried to a newer catalogue (``upgrade``) and written as a report (``reports``).
"""
