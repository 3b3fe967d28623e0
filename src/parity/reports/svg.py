"""The last hand on a drawn chart: named and described for readers who hear it, rid of what does not show."""

from xml.etree import ElementTree

SVG = "http://www.w3.org/2000/svg"
# Said of each mark by the drawing library; noise inside one image, and `class` names no rule of ours.
_NOISE = ("class", "role", "aria-hidden", "aria-roledescription", "pointer-events")


def finish(drawn: str, *, title: str, description: str, ident: str) -> str:
    """Return the drawing as an image element with `<title>` and `<desc>`, its ids beginning with `ident`.

    Raises `xml.etree.ElementTree.ParseError` if the drawing is not well-formed, which would be a defect of ours.

    >>> finish(f'<svg xmlns="{SVG}"/>', title="Stock", description="One line.", ident="c1")[:41]
    '<svg xmlns="http://www.w3.org/2000/svg" r'
    """
    root = ElementTree.fromstring(drawn)  # noqa: S314 - our own drawing library wrote it and escaped the text in it
    ids: dict[str, str] = {}  # the library counts its ids over all that it has drawn; ours begin anew in each chart
    for element in root.iter():
        if "id" in element.attrib:
            ids[f"url(#{element.attrib['id']})"] = f"{ident}-{len(ids) + 1}"
    for element in root.iter():
        element.tag = element.tag.removeprefix(f"{{{SVG}}}")
        for name in _NOISE:
            element.attrib.pop(name, None)
        for name, value in element.attrib.items():
            if name == "id":
                element.attrib[name] = ids[f"url(#{value})"]
            elif value in ids:
                element.attrib[name] = f"url(#{ids[value]})"
    _prune(root)
    root.attrib = {
        "xmlns": SVG,
        "role": "img",
        "aria-labelledby": f"{ident}-title {ident}-desc",
        **{name: root.attrib[name] for name in ("width", "height", "viewBox") if name in root.attrib},
    }
    for place, (tag, text) in enumerate((("title", title), ("desc", description))):
        element = ElementTree.Element(tag, {"id": f"{ident}-{tag}"})
        element.text = text
        root.insert(place, element)
    return ElementTree.tostring(root, encoding="unicode")


def _prune(element: ElementTree.Element) -> None:
    """Take out shapes that paint nothing and groups left empty."""
    for child in list(element):
        if child.tag in ("defs", "clipPath"):
            continue
        _prune(child)
        painted = any(child.get(name, "none") != "none" for name in ("fill", "stroke"))
        hidden = child.tag == "path" and (not child.get("d") or child.get("display") == "none" or not painted)
        if hidden or (child.tag == "g" and not len(child)):
            element.remove(child)
