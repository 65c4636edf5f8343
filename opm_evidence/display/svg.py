"""An SVG made lean and safe to stand inside a page: named, without styles, and with ids of its own.

matplotlib writes a document of its own with inline styles, a style sheet that would reach the
whole page, and ids that repeat from drawing to drawing.
"""

import re
import xml.etree.ElementTree as ElementTree
from collections import Counter

from markupsafe import Markup

SVG = "{http://www.w3.org/2000/svg}"
XLINK_HREF = "{http://www.w3.org/1999/xlink}href"
REFERENCE = re.compile(r"url\(#([^)]*)\)")
LONG_NUMBER = re.compile(r"-?\d+\.\d{2,}")
DECIMAL = re.compile(r"-?\d+\.\d+")
POINT_NOUGHT = re.compile(r"\.0(?!\d)")
STEP = re.compile(r" ?([MLCQz]) ?")
POINT = re.compile(r"([ML])(-?[\d.]+) (-?[\d.]+)")
SIMPLE_PATH = re.compile(r"(?:[ML]-?[\d.]+ -?[\d.]+|z)+")
NUMERIC = ("d", "x", "y", "transform")
USUAL = {"stroke-linejoin": "miter", "stroke-linecap": "butt"}
TILED = (f"{SVG}pattern", f"{SVG}rect")
"""Elements that begin where their coordinates begin, unless they say otherwise."""
LINE = re.compile(r"M(-?[\d.]+) (-?[\d.]+)(?:L(-?[\d.]+) (-?[\d.]+)|H-?[\d.]+)")
TILE = 12
"""Pixels after which the patterns of our bars begin again; matplotlib writes tiles of 72."""
RISING, FALLING, LYING = (
    "M0 12L12 0M-3 3L3 -3M9 15L15 9",
    "M0 0L12 12M-3 9L3 15M9 -3L15 3",
    "M0 3H12M0 9H12",
)
DROPPED = (f"{SVG}metadata", f"{SVG}style")


def lean_svg(
    document: str, *, prefix: str, kind: str, name: str, described_by: str, hidden: bool
) -> Markup:
    """The drawing as one `svg` element.

    Styles become attributes, so that a page may forbid inline styles; ids that nothing refers to
    go, and the others begin with the prefix. It holds its name, and `described_by` is the id of the
    words beside it. A hidden drawing is shown by a stylesheet alone.
    """
    root = ElementTree.fromstring(document)
    _drop(root)
    _unclip(root)
    for element in root.iter():
        _styles_to_attributes(element)
        _round_numbers(element)
    for pattern in root.iter(f"{SVG}pattern"):
        _small_tile(pattern)
    _rename_ids(root, prefix)
    _unwrap(root)
    _hoist(root)
    width, height = root.attrib["viewBox"].split()[2:]
    for attribute in ("version", "width", "height"):
        root.attrib.pop(attribute, None)
    root.attrib |= {
        "class": kind,
        "width": width,
        "height": height,
        "role": "img",
        "aria-labelledby": f"{prefix}-name {described_by}",
    }
    if hidden:
        root.set("display", "none")
    title = ElementTree.Element(f"{SVG}title", {"id": f"{prefix}-name"})
    title.text = name
    root.insert(0, title)
    text = ElementTree.tostring(root, encoding="unicode", short_empty_elements=True)
    text = text.replace("ns0:", "").replace('xmlns:ns0="http://www.w3.org/2000/svg"', "")
    return Markup(re.sub(r"\s*\n\s*", "\n", re.sub(r"<svg\s+", "<svg ", text, count=1)))


def _merged(shapes: list[ElementTree.Element]) -> list[ElementTree.Element]:
    """Paths that look alike become one: the bars of a series, the lines of a grid.

    Only texts may stand between them, which are then drawn later and stay in sight.
    """
    merged: list[ElementTree.Element] = []
    for shape in shapes:
        last = next((each for each in merged[::-1] if each.tag != f"{SVG}text"), None)
        if last is not None and shape.tag == f"{SVG}path" and last.tag == shape.tag:
            looks, like = (
                {k: v for k, v in each.attrib.items() if k != "d"} for each in (shape, last)
            )
            if looks == like and "id" not in looks:
                last.set("d", last.attrib["d"] + shape.attrib["d"])
                continue
        merged.append(shape)
    return merged


def _unclip(root: ElementTree.Element) -> None:
    """Nothing is drawn outside its axes, so that nothing has to be cut off there."""
    for element in root.iter():
        element.attrib.pop("clip-path", None)
        for child in list(element):
            if child.tag == f"{SVG}clipPath":
                element.remove(child)


def _hoist(root: ElementTree.Element) -> None:
    """Say once for the whole drawing what every text repeats."""
    texts = [element for element in root.iter() if element.tag == f"{SVG}text"]
    for attribute in ("font-size", "fill"):
        values = {element.get(attribute) for element in texts}
        if len(values) == 1 and None not in values:
            root.set(attribute, str(values.pop()))
            for element in texts:
                del element.attrib[attribute]
    anchors = Counter(element.get("text-anchor", "start") for element in texts)
    for usual, _ in anchors.most_common(1):
        root.set("text-anchor", usual)
        for element in texts:
            if element.attrib.setdefault("text-anchor", "start") == usual:
                del element.attrib["text-anchor"]


def _small_tile(pattern: ElementTree.Element) -> None:
    """A pattern of lines as the smallest tile that repeats; another pattern stays as it is."""
    path = pattern.find(f"{SVG}path")
    if path is None or LINE.sub("", path.attrib["d"]):
        return
    lines = set()
    for found in LINE.finditer(path.attrib["d"]):
        x, y = float(found[1]), float(found[2])
        if found[3] is None:
            lines.add((LYING, (y - 3) % (TILE / 2)))
        elif (float(found[3]) > x) == (float(found[4]) < y):
            lines.add((RISING, (x + y) % TILE))
        else:
            lines.add((FALLING, (y - x) % TILE))
    if all(not shift for _, shift in lines):
        path.set("d", "".join(sorted(line for line, _ in lines)))
        size = str(TILE)
        pattern.attrib |= {"width": size, "height": size}
        for ground in pattern.iter(f"{SVG}rect"):
            ground.attrib |= {"width": size, "height": size}


def _round_numbers(element: ElementTree.Element) -> None:
    """A tenth of a pixel is less than anyone sees, half a one where an edge is straight.

    What turns by nothing need not turn, and what is usual need not be said.
    """
    for attribute, value in list(element.attrib.items()):
        if value.startswith("rotate(-0 ") or USUAL.get(attribute) == value:
            del element.attrib[attribute]
        elif attribute in ("x", "y") and value == "0" and element.tag in TILED:
            del element.attrib[attribute]
        elif value == "#ffffff":
            element.set(attribute, "#fff")
        elif attribute in NUMERIC:
            shorter = LONG_NUMBER.sub(lambda found: f"{float(found[0]):.1f}", value)
            words = STEP.sub(r"\1", " ".join(shorter.split()))
            straight = attribute in ("x", "y") or SIMPLE_PATH.fullmatch(words)
            if straight:
                words = DECIMAL.sub(lambda found: f"{float(found[0]):.0f}", words)
            element.set(attribute, _short_path(POINT_NOUGHT.sub("", words)))


def _short_path(path: str) -> str:
    """The same path with lines that run straight across or down named by one number."""
    x = y = ""

    def shorter(found: re.Match[str]) -> str:
        nonlocal x, y
        step, (before_x, before_y), (x, y) = found[1], (x, y), (found[2], found[3])
        if step == "L" and y == before_y:
            return f"H{x}"
        return f"V{y}" if step == "L" and x == before_x else found[0]

    return POINT.sub(shorter, path) if SIMPLE_PATH.fullmatch(path) else path


def _unwrap(element: ElementTree.Element) -> None:
    """Take the children out of groups that say nothing, and drop shapes that show nothing."""
    children: list[ElementTree.Element] = []
    for child in element:
        _unwrap(child)
        if child.tag in (f"{SVG}g", f"{SVG}defs") and not child.attrib:
            children.extend(child if child.tag == f"{SVG}g" else [child] if len(child) else [])
        elif not (child.get("fill") == "none" and "stroke" not in child.attrib):
            children.append(child)
    element[:] = _merged(children)
    for child in children:
        child.tail = "\n"


def _drop(element: ElementTree.Element) -> None:
    for child in list(element):
        if child.tag in DROPPED:
            element.remove(child)
        else:
            _drop(child)


def _styles_to_attributes(element: ElementTree.Element) -> None:
    for declaration in element.attrib.pop("style", "").split(";"):
        name, _, value = (part.strip() for part in declaration.partition(":"))
        if name == "font-size":
            element.set(name, value.removesuffix("px"))
        elif name and name != "font-family":  # the page has a font of its own
            element.set(name, value)


def _rename_ids(root: ElementTree.Element, prefix: str) -> None:
    used: set[str] = set()
    for element in root.iter():
        for attribute, value in element.attrib.items():
            used |= set(REFERENCE.findall(value))
            if attribute == XLINK_HREF:
                used.add(value.removeprefix("#"))
    names = {old: f"{prefix}-{number}" for number, old in enumerate(sorted(used))}
    for element in root.iter():
        old = element.attrib.pop("id", "")
        if old in names:
            element.set("id", names[old])
        for attribute, value in list(element.attrib.items()):
            if attribute == XLINK_HREF:
                del element.attrib[attribute]
                element.set("href", "#" + names[value.removeprefix("#")])
            else:
                element.set(
                    attribute, REFERENCE.sub(lambda found: f"url(#{names[found[1]]})", value)
                )
