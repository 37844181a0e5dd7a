"""Collations: what a specification such as ``de-ci`` means, and the DuckDB text that compares by it
(https://docs.snowflake.com/en/sql-reference/collation).

Locales, ci, ai, pi, fl and fu are those of ICU, which DuckDB has too: a string compares as its sort key does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from mockhaus_dbt.errors import UnsupportedError, error, raising

#: languages of https://docs.snowflake.com/en/sql-reference/collation-locales
_LANGUAGES = frozenset(
    """af agq ak am ar as asa ast az bas be bem bez bg bm bn bo br brx bs ca ccp ce cgg chr ckb cs cy da dav de dje dsb
    dua dyo dz ebu ee el en eo es et eu ewo fa ff fi fil fo fr fur fy ga gd gl gsw gu guz gv ha haw he hi hr hsb hu hy
    id ig ii is it ja jgo jmc ka kab kam kde kea khq ki kk kkj kl kln km kn ko kok ks ksb ksf ksh kw ky lag lb lg lkt
    ln lo lrc lt lu luo luy lv mas mer mfe mg mgh mgo mk ml mn mr ms mt mua my mzn naq nb nd nds ne nl nmg nn nnh nus
    nyn om or os pa pl ps pt qu rm rn ro rof ru rw rwk sah saq sbp sd se seh ses sg shi si sk sl smn sn so sq sr sv sw
    ta te teo tg th ti to tr tt twq tzm ug uk ur uz vai vi vun wae wo xog yav yi yo yue zgh zh zu""".split()
)
_LOCALE = re.compile(r"([a-z]{2,3})(_[a-z]{4})?(_(?:[a-z]{2}|\d{3}))?")
#: groups of specifiers of which one can be given.
_KINDS = (("cs", "ci"), ("as", "ai"), ("ps", "pi"), ("fl", "fu"), ("upper", "lower"), ("trim", "ltrim", "rtrim"))
_KIND = {word: kind[0] for kind in _KINDS for word in kind}
_ICU = {"pi": "ka-shifted", "ps": "ka-noignore", "fl": "kf-lower", "fu": "kf-upper"}
#: languages whose letters all are single characters, so that a part of a string can be looked for.
_SEARCHABLE = frozenset(["", "en", "fr", "de", "es", "it", "pt", "nl"])
#: characters that ICU ignores in comparisons.
_CONTROL = "\\x01-\\x08\\x0e-\\x1f\\x7f"
#: Greek letters, and accents that stand alone.
_GREEK = "Α-ΡΣ-Ϋά-ρσ-ώ\u0300-\u036f"
#: what such a search compares as ICU does: ASCII, and Latin letters with an accent that have a form without.
_PLAIN = "\\x09\\x0a\\x0d -~À-ÅÇ-ÏÑ-ÖÙ-Ýà-åç-ïñ-öù-ýÿĀ-ďĒ-ĥĨ-İĴ-ķĹ-ľŃ-ňŌ-őŔ-ťŨ-ž"


class Explicit(str):
    """A collation that COLLATE gives in the statement; it goes before that of a column."""

    __slots__ = ()


class Collation(NamedTuple):
    """A specification taken apart: the locale as BCP 47 writes it ('' for none), and its words."""

    locale: str
    words: frozenset[str]

    @property
    def binary(self) -> bool:
        """Strings compare by their characters' codes, whatever is done to them before."""
        return not self.locale and not self.words & {"ci", "ai", "pi", "fu", "fl"}


@lru_cache(maxsize=256)
def parse(specification: str) -> Collation:
    """Take a specification apart.

    Args:
        specification: such as ``fr_CA-ai`` or ``upper-trim``; an empty one is no collation.

    Raises:
        CompilationError: 002321 Snowflake has no such locale or specifier.
    """
    words = specification.lower().split("-") if specification else []
    locale = ""
    if words and words[0] in ("cs", "as", "ps"):  # Czech, Assamese, Pashto; or what is the default anyway
        raise UnsupportedError(f"the collation '{specification}', which is a language and a specifier")
    if words and words[0] not in _KIND:
        first = words.pop(0)
        if first not in ("utf8", "bin"):
            found = _LOCALE.fullmatch(first)
            if found is None or found[1] not in _LANGUAGES:
                raise error("collation_invalid", value=specification)
            locale = first.replace("_", "-")
        elif any(w in ("ci", "ai", "pi", "fl", "fu") for w in words):
            raise UnsupportedError(f"the collation '{specification}'")
    kinds = [_KIND.get(word) for word in words]
    if None in kinds or len(set(kinds)) < len(kinds):
        raise error("collation_invalid", value=specification)
    made = Collation(locale, frozenset(words))
    if made.words & {"upper", "lower"} and not made.binary:
        raise UnsupportedError(f"the collation '{specification}'")
    return made


def mixed(collations: Iterable[str | None]) -> str | None:
    """The collation that strings compare by together.

    Args:
        collations: of each; that of COLLATE goes before that of a column, and any before none.

    Raises:
        CompilationError: 002322 two of the same precedence differ.
    """
    there = [c for c in collations if c]
    first = [c for c in there if isinstance(c, Explicit)] or there
    other = next((c for c in first if c != first[0]), None)
    if other is not None:
        raise error("collation_mixed", first=other, second=first[0])
    return first[0] if first else None


def _prepared(sql: str, collation: Collation) -> str:
    """A string as it is before characters compare: trimmed, in capitals or small letters."""
    for word in sorted(collation.words & {"trim", "ltrim", "rtrim"}):
        sql = f"{word}({sql})"
    if "upper" in collation.words:
        # DuckDB turns one character into one; what becomes several is left to Python.
        return f"(CASE WHEN regexp_matches({sql}, '[^\\x00-\\x7f]') THEN mh_upper({sql}) ELSE upper({sql}) END)"
    if "lower" in collation.words:
        return f"(CASE WHEN regexp_matches({sql}, '[İΣ]') THEN mh_lower({sql}) ELSE lower({sql}) END)"
    return sql


def key(sql: str, specification: str) -> str:
    """DuckDB text that compares, for equality and order, as Snowflake compares strings of a collation.

    Args:
        sql: of the string, in brackets where it needs them.
        specification: of the collation.
    """
    collation = parse(specification)
    text = _prepared(sql, collation)
    if collation.binary:
        return text if text.endswith(")") else f"({text})"
    words = collation.words
    strength = ["ks-level1"] if {"ci", "ai"} <= words else ["ks-level2"] if "ci" in words else []
    if "ai" in words and "ci" not in words:
        strength = ["ks-level1", "kc-true"]
    options = strength + [_ICU[w] for w in sorted(words) if w in _ICU]
    tag = (collation.locale or "und") + (f"-u-{'-'.join(sorted(options))}" if options else "")
    return f"icu_sort_key({text}, '{tag}')"


def searched(sql: str, specification: str, function: str) -> str:
    """DuckDB text of a string in which, or for which, a function looks.

    Args:
        sql: of the string, in brackets where it needs them.
        specification: of the collation.
        function: that looks; shown where the collation does not allow that.

    Raises:
        UnsupportedError: Snowflake's function or this one does not take the collation.
    """
    collation = parse(specification)
    text = _prepared(sql, collation)
    what = f"'''{function} with the collation {specification} in ' || {text} || ''''"
    strange = raising("unsupported_feature", what)
    if collation.binary:
        # Of what one character has become, the parts are not found.
        longer = collation.words & {"upper", "lower"}
        return f"(CASE WHEN length({text}) > length({sql}) THEN {strange} ELSE {text} END)" if longer else text
    words = collation.words
    language = _searchable(collation, specification, function)
    text = f"nfc_normalize({text})"  # a letter and the accents behind it are one character
    folded = f"lower({text})" if "ci" in words else text
    if "ai" in words:
        if language == "es":
            folded = f"translate({folded}, 'ñÑ', '\ufdd3\ufdd4')"  # a letter of its own
        folded = f"strip_accents({folded})"
    return f"(CASE WHEN regexp_matches({text}, '[^{_PLAIN}{_GREEK}]') THEN {strange} ELSE {folded} END)"


def longer(a: str, b: str, specification: str) -> tuple[str, str, str, str] | None:
    """Of two strings that compare in capitals or small letters: whether a character of them becomes several, both
    without what is trimmed, and ``upper`` or ``lower``; None where they compare in another way.

    Args:
        a, b: DuckDB texts, in brackets where they need them.
        specification: of the collation.
    """
    collation = parse(specification)
    case = next(iter(collation.words & {"upper", "lower"}), None)
    if case is None:
        return None
    bare = Collation(collation.locale, collation.words - {case})
    texts = [_prepared(sql, bare) for sql in (a, b)]
    grown = [f"length({_prepared(sql, Collation('', frozenset([case])))}) > length({sql})" for sql in texts]
    return " OR ".join(grown), texts[0], texts[1], case


def _searchable(collation: Collation, specification: str, function: str) -> str:
    """The language of a collation in whose strings parts can be looked for."""
    words, language = collation.words, collation.locale.split("-")[0]
    if "pi" in words or ("ai" in words and "ci" not in words) or language not in _SEARCHABLE:
        raise UnsupportedError(f"{function} with the collation '{specification}'")
    return language


def replaced(sql: str, pattern: str, replacement: str, specification: str) -> str:
    """DuckDB text of REPLACE where strings compare by a collation.

    Args:
        sql, pattern, replacement: of the string, of what is looked for and of what is put in its place.
        specification: of the collation.

    Raises:
        UnsupportedError: the collation trims, or compares in a way that is not known here.
    """
    collation = parse(specification)
    words = collation.words
    if words & {"trim", "ltrim", "rtrim", "ai"}:
        raise UnsupportedError(f"REPLACE with the collation '{specification}'")
    plain = f"replace({sql}, {pattern}, {replacement})"
    if not collation.binary:
        _searchable(collation, specification, "REPLACE")
    if not words & {"upper", "lower", "ci"}:
        return plain
    known = f"[^{_CONTROL}\\x09\\x0a\\x0d -~]" if collation.binary else f"[^{_CONTROL}{_PLAIN}]"
    what = f"'''REPLACE with the collation {specification} in ' || {sql} || ''''"
    strange = raising("unsupported_feature", what)
    found = f"regexp_replace({sql}, regexp_escape({pattern}), replace({replacement}, '\\', '\\\\'), 'gi')"
    # What ICU ignores in comparisons is not found either.
    wanted = pattern if collation.binary else f"regexp_replace({pattern}, '[{_CONTROL}]', '', 'g')"
    return (
        f"(CASE WHEN {wanted} = '' THEN {sql} "
        f"WHEN regexp_matches({sql} || {pattern}, '{known}') THEN {strange} ELSE {found} END)"
    )


def refuse(function: str, *specifications: str | None) -> None:
    """Refuse a function that does not look at collations here.

    Raises:
        UnsupportedError: one of the collations compares in another way than characters do.
    """
    for specification in specifications:
        if specification:
            collation = parse(specification)
            if not collation.binary or collation.words & {"upper", "lower", "trim", "ltrim", "rtrim"}:
                raise UnsupportedError(f"{function} with the collation '{specification}'")
