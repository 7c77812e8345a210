"""Which changes of a Python source can be made, one condition at a time: the source read as a tree, changed as text.

Each mutant replaces one piece of the text, so lines stay where they are and a survivor can be named by its line.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

COMPARED = {
    ast.Eq: "!=",
    ast.NotEq: "==",
    ast.Lt: "<=",
    ast.LtE: "<",
    ast.Gt: ">=",
    ast.GtE: ">",
    ast.Is: "is not",
    ast.IsNot: "is",
    ast.In: "not in",
    ast.NotIn: "in",
}
_TURNED = (("is_", "is_not"), ("in_", "not_in"), ("min", "max"), ("all", "any"))
RENAMED = dict(_TURNED) | {there: here for here, there in _TURNED}
WRITES = ("update", "insert", "values")
CONDITIONS = ("where", "all", "and_", "or_", "rows", "row")
"""Calls whose arguments are conditions of a query; of `all`, `rows` and `row` the first says of which table."""


@dataclass(frozen=True)
class Mutant:
    """`start` and `end` are places in the text (signs, from 0), `old` and `new` what stands there before and after."""

    file: str
    line: int
    start: int
    end: int
    old: str
    new: str
    code: str

    @property
    def key(self) -> str:
        """What a written reason names: the line's code and the change. It holds when lines above come or go."""
        return f"{self.code} | {' '.join(self.old.split())} → {' '.join(self.new.split())}"

    def changed(self, text: str) -> str:
        """The whole source with the change in it."""
        return text[: self.start] + self.new + text[self.end :]


class Source:
    """A source and the changes that can be made to it."""

    def __init__(self, file: str, text: str) -> None:
        self.file, self.text, self.lines = file, text, text.splitlines()
        self._starts = [0]
        for line in text.splitlines(keepends=True):
            self._starts.append(self._starts[-1] + len(line))

    def _at(self, line: int, column: int) -> int:
        """The place in the text of a line (from 1) and a column in bytes, as `ast` counts."""
        return self._starts[line - 1] + len(self.lines[line - 1].encode()[:column].decode())

    def _mutant(self, start: int, end: int, new: str) -> Mutant:
        line = self.text.count("\n", 0, start) + 1
        return Mutant(self.file, line, start, end, self.text[start:end], new, self.lines[line - 1].strip())

    def _span(self, node: ast.AST) -> tuple[int, int]:
        # `ast` gives every expression and statement its four numbers, but its types do not say so of `AST`.
        return (
            self._at(node.lineno, node.col_offset),  # type: ignore[attr-defined]
            self._at(node.end_lineno, node.end_col_offset),  # type: ignore[attr-defined]
        )

    def replace(self, node: ast.AST, new: str) -> Mutant:
        """Another text in the place of a node."""
        return self._mutant(*self._span(node), new)

    def segment(self, node: ast.AST) -> str:
        """A node's text."""
        start, end = self._span(node)
        return self.text[start:end]

    def between(self, left: ast.AST, right: ast.AST, new: str) -> Mutant:
        """Another operator between two nodes."""
        start, end = self._span(left)[1], self._span(right)[0]
        found = self.text[start:end]
        inner = found.strip("() \n")
        at = start + found.index(inner)
        return self._mutant(at, at + len(inner), new)

    def without(self, items: list[ast.AST], n: int, end: int) -> Mutant:
        """A list of arguments without the n-th; `end` is where the list ends when that is the only one."""
        start, stop = self._span(items[n])
        if n + 1 < len(items):
            stop = self._span(items[n + 1])[0]
        elif n:
            start = self._span(items[n - 1])[1]
        return self._mutant(start, stop, "")


def mutants(file: str, text: str) -> list[Mutant]:
    """All mutants of a source in the order of its lines."""
    source, found = Source(file, text), {}
    tree = ast.parse(text)
    for node in _rules(tree):
        for one in _of(source, node):
            found[one.start, one.end, one.new] = one
    kept = []
    for one in found.values():
        try:
            compile(one.changed(text), file, "exec")
        except SyntaxError:  # an argument that could not be left out
            continue
        kept.append(one)
    return sorted(kept, key=lambda one: (one.start, one.end, one.new))


def _rules(tree: ast.AST) -> Iterator[ast.AST]:
    """The nodes that decide something: without annotations, words about the code, imports and the words of refusals."""
    for name, value in ast.iter_fields(tree):
        if name in ("annotation", "returns"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if not isinstance(child, ast.AST) or isinstance(child, (ast.Import, ast.ImportFrom, ast.Assert)):
                continue
            if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant):
                continue
            if isinstance(child, ast.keyword) and child.arg == "derived":  # left out as a whole, which is the same
                yield child
                continue
            if isinstance(child, ast.AnnAssign):
                child.annotation = ast.Constant(None)
            yield child
            if not isinstance(child, ast.Raise):
                yield from _rules(child)


def _of(source: Source, node: ast.AST) -> Iterator[Mutant]:
    match node:
        case ast.Compare():
            yield from _comparison(source, node)
        case ast.BoolOp():
            for n in range(len(node.values)):
                left = [source.segment(value) for at, value in enumerate(node.values) if at != n]
                word = " and " if isinstance(node.op, ast.And) else " or "
                yield source.replace(node, f"({word.join(f'({text})' if len(left) > 1 else text for text in left)})")
        case ast.UnaryOp(op=ast.Not()):
            yield source.replace(node, f"({source.segment(node.operand)})")
        case ast.BinOp(op=ast.Add() | ast.Sub() | ast.BitOr() | ast.BitAnd()) if not _is_type(node.right):
            other = {ast.Add: "-", ast.Sub: "+", ast.BitOr: "&", ast.BitAnd: "|"}[type(node.op)]
            yield source.between(node.left, node.right, other)
        case ast.Constant(value=bool()):
            yield source.replace(node, str(not node.value))
        case ast.Constant(value=int()):
            yield source.replace(node, str(node.value + 1))
        case ast.Raise():
            yield source.replace(node, "pass")
        case ast.Expr(value=ast.Call()):
            yield source.replace(node, "pass")
        case ast.If() | ast.IfExp() | ast.While():
            yield source.replace(node.test, "True")
            yield source.replace(node.test, "False")
        case ast.comprehension():
            for test in node.ifs:
                yield source.replace(test, "True")
                yield source.replace(test, "False")
        case ast.Tuple() | ast.List() | ast.Set():
            for value in node.elts:
                if isinstance(value, ast.Constant) and isinstance(value.value, str):
                    yield source.replace(value, '"?"')
        case ast.FunctionDef(returns=ast.Name(id="bool")):
            for inner in ast.walk(node):
                if isinstance(inner, ast.Return) and inner.value is not None and not isinstance(inner.value, ast.Constant):
                    yield source.replace(inner.value, "True")
                    yield source.replace(inner.value, "False")
        case ast.Call():
            yield from _call(source, node)


def _is_type(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _comparison(source: Source, node: ast.Compare) -> Iterator[Mutant]:
    parts = [node.left, *node.comparators]
    for n, op in enumerate(node.ops):
        yield source.between(parts[n], parts[n + 1], COMPARED[type(op)])
    for value in parts:
        if isinstance(value, ast.Constant) and isinstance(value.value, str) and value.value:
            yield source.replace(value, '"?"')


def _call(source: Source, node: ast.Call) -> Iterator[Mutant]:
    function = node.func
    name = function.attr if isinstance(function, ast.Attribute) else function.id if isinstance(function, ast.Name) else ""
    if name in RENAMED and (isinstance(function, ast.Name) or name.endswith(("_", "in_"))):
        start, end = source._span(function)
        yield source._mutant(end - len(name), end, RENAMED[name])
    arguments: list[ast.AST] = [*node.args, *node.keywords]
    arguments.sort(key=lambda one: source._span(one)[0])
    for n, argument in enumerate(arguments):
        written = name in WRITES and isinstance(argument, ast.keyword)
        asked = name in CONDITIONS and isinstance(function, ast.Attribute | ast.Name) and not isinstance(argument, ast.keyword)
        if written or (asked and (n or name in ("where", "and_", "or_"))):
            yield source.without(arguments, n, source._span(node)[1])
