"""Changes of rules -> the source of a site's module, its comments and layout as they were. Text in, text out.

A field's selectors are a chain of terms: `page("h1", "h2") + FAMILY.title + guess(".x")`. What a term holds is found
out by evaluating it among the module's own names, so that a selector is known however it is written; a term that holds
a selector to be removed and is not spelt out (`FAMILY.title[:2]`) is spelt out first.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import Any, TypeAlias

import libcst as cst
from libcst import matchers

from extractors import evidence
from extractors.changes import ADDING_UP, AddPhrase, AddSelector, Change, RemovePhrase
from extractors.evidence import WORDS, Evidence, evidence_of
from extractors.rules import SELECTOR_FIELDS, Phrase, Rules
from newsspiders.authoring.rows import Row
from newsspiders.authoring.source_text import phrase_source, quoted, selectors_source

_FIELDS = (*SELECTOR_FIELDS, "phrases")
_BLANK = cst.Module([])
_WORDS: Mapping[str, Any] = {word: getattr(evidence, word) for word in WORDS}
_KNOWN: Mapping[str, Any] = {**_WORDS, "Phrase": Phrase, "Rules": Rules}


@dataclass(frozen=True, slots=True)
class _Link:
    """One term of a chain, and the operator before it."""

    operator: cst.BaseBinaryOp
    term: cst.BaseExpression


_Chain: TypeAlias = tuple[_Link, ...]
_Evaluate: TypeAlias = Callable[[cst.BaseExpression], Any]


def change_source(source: str, changes: Iterable[Change], *, names: Mapping[str, Any]) -> str:
    """The source of a site's module with changed rules; `names` are those the module defines when it is run.

    :raises ValueError: the rules are not written as `SITE = Site(rules=…)` with `Rules(…)`, or libcst can't read them.
    """
    try:
        module = cst.parse_module(source)
    except cst.ParserSyntaxError as error:
        raise ValueError(str(error)) from error
    evaluate = partial(_evaluate, names={**names, **_KNOWN})
    rules = _rules_of(module)
    *families, own = _own_last(_links(rules, cst.BitOr), evaluate)
    call = own.term
    for change in changes:
        call = _changed(call, change, [link.term for link in families], evaluate)
    changed = _expression([*families, _Link(own.operator, call)])
    return _import_missing(cst.ensure_type(module.deep_replace(rules, changed), cst.Module), names=names).code


def _rules_of(module: cst.Module) -> cst.BaseExpression:
    """What stands behind `rules=` in `SITE = Site(…)`."""
    for line in module.body:
        for part in line.body if isinstance(line, cst.SimpleStatementLine) else ():
            value = _value_of_site(part)
            if isinstance(value, cst.Call):
                for argument in value.args:
                    if argument.keyword and argument.keyword.value == "rules":
                        return argument.value
    raise ValueError("has no SITE = Site(…, rules=…); write it so")


def _value_of_site(part: cst.BaseSmallStatement) -> cst.BaseExpression | None:
    if isinstance(part, cst.Assign):
        targets = [target.target for target in part.targets]
    elif isinstance(part, cst.AnnAssign):
        targets = [part.target]
    else:
        return None
    return part.value if any(isinstance(one, cst.Name) and one.value == "SITE" for one in targets) else None


def _own_last(operands: _Chain, evaluate: _Evaluate) -> _Chain:
    """The operands of `FAMILY | Rules(…)`, with `Rules()` behind them where the site has no rules of its own."""
    last = operands[-1].term
    if evaluate(last).name:
        return (*operands, _Link(cst.BitOr(), cst.Call(cst.Name("Rules"))))
    if matchers.matches(last, matchers.Call(func=matchers.Name("Rules"))):
        return operands
    raise ValueError(f"has rules={_code(last)}; write Rules(…) there to have them changed")


def _changed(
    call: cst.BaseExpression, change: Change, families: Sequence[cst.BaseExpression], evaluate: _Evaluate
) -> cst.Call:
    assert isinstance(call, cst.Call)
    if isinstance(change, AddPhrase):
        return _with_field(call, "phrases", _with_phrase(_value_of(call, "phrases"), change.phrase))
    if isinstance(change, RemovePhrase):
        chain = _without_phrase(_links_of(_value_of(call, "phrases")), change.pattern, evaluate)
        return _with_field(call, "phrases", _expression(chain) if chain else None)
    value = _value_of(call, change.field) or _taken_over(change.field, families, evaluate)
    chain = _without(_links_of(value), change.selector, evaluate)
    if isinstance(change, AddSelector):
        chain = _with(chain, change)
    return _with_field(call, change.field, _expression(chain) if chain else None)


def _value_of(call: cst.Call, field: str) -> cst.BaseExpression | None:
    return next((one.value for one in call.args if one.keyword and one.keyword.value == field), None)


def _taken_over(field: str, families: Sequence[cst.BaseExpression], evaluate: _Evaluate) -> cst.BaseExpression | None:
    """`FAMILY.title`, where the site has the field from its family; see `changes.own_selectors`."""
    if field in ADDING_UP:
        return None
    found = (one for one in reversed(families) if getattr(evaluate(one), field))
    return next((cst.Attribute(one, cst.Name(field)) for one in found), None)


def _with_field(call: cst.Call, field: str, value: cst.BaseExpression | None) -> cst.Call:
    """The call of Rules with another value of a field, or without the field."""
    row = Row.of(call)
    names = [one.keyword.value if isinstance(one, cst.Arg) and one.keyword else "" for one in row.items]
    if field in names:
        index = names.index(field)
        row = row.replace(index, row.items[index].with_changes(value=value)) if value else row.remove(index)
    elif value:
        later = _FIELDS[_FIELDS.index(field) :]
        index = next((n for n, name in enumerate(names) if name in later), len(names))
        equal = cst.AssignEqual(cst.SimpleWhitespace(""), cst.SimpleWhitespace(""))
        row = row.insert(index, cst.Arg(value, keyword=cst.Name(field), equal=equal))
    return cst.ensure_type(row.put_into(call), cst.Call)


def _with_phrase(value: cst.BaseExpression | None, phrase: Phrase) -> cst.BaseExpression:
    element = cst.Element(cst.parse_expression(phrase_source(phrase)))
    if isinstance(value, cst.Tuple):
        row = Row.of(value)
        return cst.ensure_type(row.insert(len(row.items), element).put_into(value), cst.Tuple)
    alone = cst.Tuple([element])
    return cst.BinaryOperation(value, cst.Add(), alone) if value else alone


def _without_phrase(chain: _Chain, pattern: str, evaluate: _Evaluate) -> _Chain:
    kept: list[_Link] = []
    for link in chain:
        if all(phrase.pattern != pattern for phrase in evaluate(link.term)):
            kept.append(link)
        elif isinstance(link.term, cst.Tuple):
            kept += _spelt_without(link, lambda item: evaluate(item).pattern == pattern)
        else:
            raise ValueError(f"has the phrase from {_code(link.term)}; take it out there")
    return tuple(kept)


def _without(chain: _Chain, selector: str, evaluate: _Evaluate) -> _Chain:
    kept: list[_Link] = []
    for link in chain:
        selectors = evaluate(link.term)
        if selector not in selectors:
            kept.append(link)
        elif isinstance(link.term, cst.Tuple) or _word_of(link.term):
            kept += _spelt_without(link, lambda item: evaluate(item) == selector)
        else:
            others = [one for one in selectors if one != selector]
            kept += [_Link(cst.Add(), _spelt(group)) for _, group in groupby(others, key=evidence_of)]
    return tuple(kept)


def _spelt_without(link: _Link, is_it: Callable[[cst.BaseExpression], bool]) -> list[_Link]:
    """A call of an evidence word, or a tuple, without one of its items; nothing when that was its only one."""
    assert isinstance(link.term, cst.Call | cst.Tuple)
    row = Row.of(link.term)
    for index in reversed(range(len(row.items))):
        if is_it(row.items[index].value):
            row = row.remove(index)
    return [_Link(link.operator, row.put_into(link.term))] if row.items else []


def _spelt(selectors: Iterable[str]) -> cst.BaseExpression:
    return _parse(selectors_source(selectors))


def _with(chain: _Chain, change: AddSelector) -> _Chain:
    """One selector more, in the call at that end where it has the same word."""
    edge = chain[0 if change.first else -1] if chain else None
    if edge is None or _word_of(edge.term) != change.evidence:
        new = _Link(cst.Add(), _spelt(_WORDS[change.evidence](change.selector)))
        return (new, *chain) if change.first else (*chain, new)
    assert isinstance(edge.term, cst.Call)
    row = Row.of(edge.term)
    argument = cst.Arg(_parse(quoted(change.selector)))
    row = row.insert(0 if change.first else len(row.items), argument)
    longer = _Link(edge.operator, row.put_into(edge.term))
    return (longer, *chain[1:]) if change.first else (*chain[:-1], longer)


def _word_of(term: cst.BaseExpression) -> Evidence | None:
    """The evidence word that a term is a call of."""
    if isinstance(term, cst.Call) and isinstance(term.func, cst.Name):
        return next((word for word in WORDS if word == term.func.value), None)
    return None


def _links_of(value: cst.BaseExpression | None) -> _Chain:
    """The terms of a field; none where it is not given."""
    return _links(value, cst.Add) if value else ()


def _links(value: cst.BaseExpression, operator: type[cst.Add | cst.BitOr]) -> _Chain:
    """The terms of `a + b + c`, or of `a | b`."""
    rest = value.with_changes(lpar=(), rpar=()) if isinstance(value, cst.BinaryOperation) else value
    links: list[_Link] = []
    while isinstance(rest, cst.BinaryOperation) and isinstance(rest.operator, operator) and not rest.lpar:
        links.insert(0, _Link(rest.operator, rest.right))
        rest = rest.left
    return (_Link(operator(), rest), *links)


def _expression(chain: Sequence[_Link]) -> cst.BaseExpression:
    value = chain[0].term
    for link in chain[1:]:
        value = cst.BinaryOperation(value, link.operator, link.term)
    return value


def _import_missing(module: cst.Module, *, names: Collection[str]) -> cst.Module:
    """The module with imports of the words it calls and does not know; ruff puts them to the others."""
    # libcst's own AddImportsVisitor trips over zope.interface, which Scrapy brings.
    called = {_code(cst.ensure_type(call, cst.Call).func) for call in matchers.findall(module, matchers.Call())}
    imports = [
        cst.parse_statement(f"from {home.__module__} import {name}")
        for name, home in _KNOWN.items()
        if name in called and name not in names
    ]
    first = sum(1 for line in module.body if _is_head(line))
    return module.with_changes(body=(*module.body[:first], *imports, *module.body[first:]))


def _is_head(line: cst.BaseStatement | cst.BaseSmallStatement) -> bool:
    """Whether it is a docstring or an import from __future__, before which no other import may stand."""
    future = matchers.ImportFrom(module=matchers.Name("__future__"))
    docstring = matchers.Expr(matchers.SimpleString() | matchers.ConcatenatedString())
    return matchers.matches(line, matchers.SimpleStatementLine(body=[future | docstring]))


def _parse(code: str) -> cst.BaseExpression:
    """An expression that may go over several lines, as one between brackets."""
    node = cst.parse_expression(f"({code})")
    return node.with_changes(lpar=node.lpar[1:], rpar=node.rpar[:-1])


def _evaluate(node: cst.BaseExpression, *, names: Mapping[str, Any]) -> Any:
    return eval(f"({_code(node)}\n)", dict(names))


def _code(node: cst.CSTNode) -> str:
    return _BLANK.code_for_node(node)
