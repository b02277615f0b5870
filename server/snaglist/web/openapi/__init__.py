"""The description of all addresses for programs: OpenAPI 3.1, made from the routes' declarations.

``typed_schemas`` turns the types of views into JSON Schema, ``document`` the routes of an
application into the document, ``routes`` serves both.
"""
