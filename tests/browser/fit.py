"""What every page must be: fit for everybody, in both colours, and at 320 pixels.

Axe looks at all of a page once, in a wide window and light colours. A narrow window and dark
colours get the rules that depend on them. Contrast takes axe most of its time, a millisecond for
each element, so that it is measured on a few elements of every look, and of a long list, such as
the turns of an interview, axe looks at the beginning; the thorough run looks at all of it once,
measures more elements, and has all rules in a narrow window. ``test_fit`` shows that few do.
"""

from typing import Any, Literal

from axe_playwright_python.base import AXE_SCRIPT
from common import THOROUGH
from playwright.sync_api import Page, ViewportSize

WIDE: ViewportSize = {"width": 1280, "height": 900}
NARROW: ViewportSize = {"width": 320, "height": 640}

Look = Literal["light", "narrow", "dark"]

WINDOWS: dict[Look, tuple[ViewportSize, Literal["light", "dark"]]] = {
    "light": (WIDE, "light"),
    "narrow": (NARROW, "light"),
    "dark": (WIDE, "dark"),
}
"""How pages are looked at: the size of the window and the reader's colours."""

CONTRAST = ["color-contrast"]

DEPENDS_ON_WIDTH = [
    "aria-hidden-focus",
    "button-name",
    "empty-heading",
    "label",
    "link-name",
    "scrollable-region-focusable",
    "select-name",
    "skip-link",
    "summary-name",
]
"""Rules about what has no room: what is hidden then names nothing, what scrolls needs the focus."""

REST = {"rules": {rule: {"enabled": False} for rule in CONTRAST}}
"""All of axe's rules but those of contrast."""

SAME_LOOK, SAME_LOOK_THOROUGH = 2, 10
"""How many elements that look the same are measured: by default, and when thorough."""

SAMPLE = """(most) => {
    const backgrounds = new Map();
    const behind = (element) => {
        if (!element) return "";
        if (!backgrounds.has(element)) {
            const style = getComputedStyle(element);
            const own = [style.backgroundColor, style.backgroundImage, style.opacity].join();
            const outer = behind(element.parentElement);
            const plain = own === "rgba(0, 0, 0, 0),none,1";
            backgrounds.set(element, plain ? outer : `${outer} ${own}`);
        }
        return backgrounds.get(element);
    };
    const seen = new Map();
    return [...document.body.querySelectorAll("*")].filter((element) => {
        const words = [...element.childNodes].some(
            (node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
        if (!(words || element.matches("input, select, textarea"))) return false;
        if (!element.checkVisibility()) return false;
        const style = getComputedStyle(element);
        const look = [element.localName, style.color, style.fontSize, style.fontWeight,
            style.textShadow, style.position, behind(element)].join("|");
        seen.set(look, (seen.get(look) ?? 0) + 1);
        return seen.get(look) <= most;
    });
}"""
"""The first few elements with words of each look: of one tag, colour, font and background."""

RUN = f"""async ([rules, contrast, most, preload]) => {{
    // To preload style sheets takes a third of the time, for one rule about orientation.
    const common = {{resultTypes: ["violations"], preload: false}};
    const run = (context, options) => axe.run(context, {{...common, ...options}});
    const results = rules ? [await run(document, {{...rules, preload: preload}})] : [];
    if (contrast) {{
        const sample = ({SAMPLE})(most);
        if (sample.length) results.push(await run({{include: sample}}, {{runOnly: contrast}}));
    }}
    return results.flatMap((result) => result.violations);
}}"""
"""Axe's violations: of some rules on the page, and of contrast on a sample of it."""


BROKEN = """() => {
    const broken = [];
    for (const head of document.querySelectorAll("thead th")) {
        const walker = document.createTreeWalker(head, NodeFilter.SHOW_TEXT);
        for (let node; (node = walker.nextNode());)
            for (const word of node.data.matchAll(/[\\p{L}\\p{N}]+/gu)) {
                const range = document.createRange();
                range.setStart(node, word.index);
                range.setEnd(node, word.index + word[0].length);
                const lines = new Set([...range.getClientRects()].map((box) => box.top));
                if (lines.size > 1) broken.push(word[0]);
            }
    }
    return broken;
}"""
"""Words in the heads of tables that are broken without a hyphen."""

BEGINNING = 12
"""How much of a long list axe looks at: this many elements with the same parent."""

SHORTEN = """(most) => {
    for (const list of document.querySelectorAll("main *"))
        for (const element of [...list.children].slice(most)) element.remove();
}"""
"""Leave the first so many children of everything below ``main``."""


def rules_of(look: Look, thorough: bool) -> tuple[dict[str, Any] | None, list[str] | None]:
    """What axe tests on all of the page in a look, and what of contrast."""
    if look == "light":
        return REST, CONTRAST
    if look == "dark":
        return None, CONTRAST
    return (REST if thorough else {"runOnly": DEPENDS_ON_WIDTH}), None


def show(page: Page, look: Look) -> None:
    """Give the page a window and colours; nothing then sticks out, no head of a table breaks."""
    size, scheme = WINDOWS[look]
    page.set_viewport_size(size)
    page.emulate_media(color_scheme=scheme)
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], (look, page.url)
    assert not (broken := page.evaluate(BROKEN)), (look, page.url, broken)


def assert_fit(page: Page, look: Look = "light", thorough: bool = THOROUGH) -> None:
    """Axe finds nothing, and nothing sticks out of the window.

    Axe is put into a page once; it stays there until the page is left.
    """
    show(page, look)
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    rules, contrast = rules_of(look, thorough)
    # What style sheets say of orientation is the same in every window.
    preload = thorough and look == "light"
    most = SAME_LOOK_THOROUGH if thorough else SAME_LOOK
    violations = page.evaluate(RUN, [rules, contrast, most, preload])
    told = [(rule["id"], [node["html"][:200] for node in rule["nodes"]]) for rule in violations]
    assert not told, (look, page.url, told)


def assert_fit_in_every_look(page: Page) -> None:
    """The page as it was loaded, in a window made narrow, and in dark colours.

    What is long loses its end on the way: at once, or, when the run is thorough, after axe has
    looked at all of it in a wide window.
    """
    for look in WINDOWS:
        show(page, look)
    if not THOROUGH:
        page.evaluate(SHORTEN, BEGINNING)
    for look in WINDOWS:
        assert_fit(page, look)
        if THOROUGH and look == "light":
            page.evaluate(SHORTEN, BEGINNING)
