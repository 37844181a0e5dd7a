"""XML as the OBJECTs that Snowflake keeps it in: ``@`` is the tag, ``$`` the content, ``@name`` an attribute.

A tag that occurs in the content is also a key, whose value says at which positions.
"""

from __future__ import annotations

import json
import re
from typing import Any
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from mockhaus_dbt.python_functions import failure, python_function
from mockhaus_dbt.translation.json_text import number

_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?")
#: how many elements may stand in one another: what reads and writes them calls itself once or twice for each.
DEEPEST = 200


class TooDeep(ValueError):
    """XML whose elements stand in one another more often than :data:`DEEPEST` times."""

    def __init__(self) -> None:
        super().__init__("document is nested too deeply")


class Raw(str):
    """JSON text of a scalar."""


def _scalar(text: str, keep: bool) -> str:
    """Text as JSON: a number or BOOLEAN where it is written as one."""
    if not keep:
        if text in ("true", "false"):
            return text
        if _NUMBER.fullmatch(text):
            return number(text)
    return json.dumps(text, ensure_ascii=False)


class Element:
    """An element that is being read; ``text`` holds what came behind its last child."""

    def __init__(self, tag: str, attributes: dict[str, str]):
        self.tag = tag
        self.attributes = attributes
        self.content: list[Element | str] = []
        self.text: list[str] = []

    def end_text(self, preserve: bool = False) -> None:
        """Take the text into the content, unless it is blank."""
        text = "".join(self.text)
        self.text.clear()
        if text.strip():
            self.content.append(text if preserve else text.strip())

    def json(self, keep: bool) -> str:
        """The element as the JSON of an OBJECT; ``keep`` leaves numbers as text."""
        items = [c.json(keep) if isinstance(c, Element) else _scalar(c, keep) for c in self.content]
        fields = {"@": json.dumps(self.tag, ensure_ascii=False)}
        fields["$"] = '""' if not items else items[0] if len(items) == 1 else f"[{','.join(items)}]"
        for name, value in self.attributes.items():
            fields[f"@{name}"] = _scalar(value, keep)
        places: dict[str, list[str]] = {}
        for i, child in enumerate(self.content):
            if isinstance(child, Element):
                places.setdefault(child.tag, []).append(str(i))
        for tag, found in places.items():
            fields[tag] = found[0] if len(found) == 1 else f"[{','.join(found)}]"
        return "{" + ",".join(f"{json.dumps(k, ensure_ascii=False)}:{fields[k]}" for k in sorted(fields)) + "}"


def _read(text: str) -> Element:
    parser = expat.ParserCreate()
    open_: list[Element] = []
    roots: list[Element] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        element = Element(tag, attributes)
        if len(open_) >= DEEPEST:
            raise TooDeep
        if open_:
            open_[-1].end_text()
            open_[-1].content.append(element)
        else:
            roots.append(element)
        open_.append(element)

    def end(tag: str) -> None:
        open_.pop().end_text()

    def characters(data: str) -> None:
        open_[-1].text.append(data)

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = characters
    parser.Parse(text.strip(), True)
    return roots[0]


@python_function("VARCHAR", "VARCHAR", "BOOLEAN", nulls=True)
def parse_xml(text: str | None, keep: bool) -> str | None:
    """XML text as the JSON of an OBJECT; ``keep`` leaves numbers as text."""
    if text is None or not text.strip():
        return None
    try:
        return _read(text).json(keep)
    except (expat.ExpatError, TooDeep) as e:
        raise failure("xml_parse", _reason(text, e)) from None


@python_function("VARCHAR", "VARCHAR", nulls=True)
def check_xml(text: str | None) -> str | None:
    """What is wrong with XML text; None for nothing."""
    if text is None or not text.strip():
        return None
    try:
        _read(text)
    except (expat.ExpatError, TooDeep) as e:
        return _reason(text, e)
    return None


def _reason(text: str, e: expat.ExpatError | TooDeep) -> str:
    """What is wrong with XML text; of a closing tag without its opening one in Snowflake's words."""
    if isinstance(e, TooDeep) or e.code != expat.errors.codes[expat.errors.XML_ERROR_TAG_MISMATCH]:
        return str(e)
    blank = len(text) - len(text.lstrip())
    lines = text.strip().split("\n")
    at = blank + sum(len(line) + 1 for line in lines[: e.lineno - 1]) + e.offset
    end = text.find(">", at) + 1
    return f"no opening tag for {text[text.rfind('<', 0, end) : end]}, pos {end}"


def is_element(value: Any) -> bool:
    """Whether an OBJECT is an XML element."""
    return isinstance(value, dict) and "@" in value and "$" in value


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if value is not None else ""


def _text(value: Any) -> str:
    return escape(_plain(value))


def element_text(value: dict[str, Any], indent: str = "\n", pretty: bool = True) -> str:
    """An XML element as text, one line for each item of a content of several."""
    tag = str(value["@"])
    attributes = "".join(
        f" {key[1:]}={quoteattr(_plain(given))}" for key, given in value.items() if key[:1] == "@" and key != "@"
    )
    content = value["$"]
    items = content if isinstance(content, list) else [content]
    if len(items) == 1 and not is_element(items[0]):
        return f"<{tag}{attributes}>{_text(items[0])}</{tag}>"
    deeper = indent + "  " if pretty else ""
    inner = "".join(
        deeper + (element_text(i, deeper, pretty) if is_element(i) else _text(i)) for i in items
    )
    return f"<{tag}{attributes}>{inner}{indent if pretty else ''}</{tag}>"


@python_function("VARCHAR", "VARCHAR")
def to_xml(text: str) -> str:
    """A VARIANT as XML text."""
    value = json.loads(text, parse_float=Raw, parse_int=Raw)
    if is_element(value):
        return element_text(value, pretty=False)
    return _data("SnowflakeData", value)


@python_function("VARCHAR", "VARCHAR")
def object_text(text: str) -> str:
    """An OBJECT as text: XML where it is an element, else JSON as it is."""
    value = json.loads(text, parse_float=Raw, parse_int=Raw)
    return element_text(value, pretty=False) if is_element(value) else text


def _data(tag: str, value: Any) -> str:
    """A value that did not come from XML."""
    if isinstance(value, dict):
        inner = "".join(_data(k, v) for k, v in value.items())
        return f'<{tag} type="OBJECT">{inner}</{tag}>'
    if isinstance(value, list):
        return f'<{tag} type="ARRAY">{"".join(_data("e", v) for v in value)}</{tag}>'
    if value is None or (value == "-0.0" and isinstance(value, Raw)):  # what an array does not have
        return f'<{tag} type="NULL_VALUE"></{tag}>'
    kind = "BOOLEAN" if isinstance(value, bool) else "VARCHAR"
    if isinstance(value, Raw):
        kind = "DOUBLE" if "e" in value.lower() else "DECIMAL" if "." in value else "INTEGER"
    return f'<{tag} type="{kind}">{_text(value)}</{tag}>'
