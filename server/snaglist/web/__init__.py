"""The door for browsers and for programs that speak HTTP.

``pages`` has a module for each page: its routes, what it says, and its JSON. ``components`` has
what several pages show, ``templates`` the HTML, ``reviews`` the design reviews. The modules beside
them are about all addresses alike: ``app`` puts the application together, ``urls`` makes addresses,
``respond`` and ``negotiation`` choose the form of an answer, ``errors`` and ``headers`` finish it.
"""
