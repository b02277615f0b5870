"""What several pages show, as plain values: a template reads them, and JSON has them as they are.

A function here takes the ``Site`` and a thing of the model, and returns a ``TypedDict`` whose keys
are those of the JSON. Pages import components; no component imports a page.
"""
