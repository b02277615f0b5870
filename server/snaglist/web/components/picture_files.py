"""Pictures of pages on their own, as files of SVG to put into a paper."""

from collections.abc import Callable, Collection, Mapping

from flask import Blueprint, Response, render_template, request

from snaglist.web.respond import PARAMETERS, check_choices
from snaglist.web.site import TOLD_ALONE


def picture_route(
    blueprint: Blueprint,
    path: str,
    template: str,
    make: Callable[[], Mapping[str, object]],
    choices: Mapping[str, Collection[str]],
    told_alone: bool = False,
) -> None:
    """Serve the picture of a page on its own, as SVG with nothing to load.

    ``make`` returns the view of the page, ``choices`` are its parameters with their values.
    Colours and fonts are attributes, for a style sheet of its own a page's policy would stop.
    """

    def svg() -> Response:
        check_choices({name: list(values) for name, values in choices.items()})
        base = request.host_url.rstrip("/")
        return Response(render_template(template, view=make(), base=base), mimetype="image/svg+xml")

    svg.__doc__ = f"The picture of {path.removesuffix('.svg')} alone."
    setattr(svg, TOLD_ALONE, told_alone)
    setattr(svg, PARAMETERS, tuple(choices))
    blueprint.add_url_rule(path, path.strip("/").replace(".", "_"), svg)
