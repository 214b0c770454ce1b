"""Small defects in a module's source, one at a time: what a careful reader might have typed wrong.

Left alone are annotations, decorators, docstrings, `__slots__`, and sentences for people: texts with a space inside.
"""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import CodeType

_COMPARED: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
_COUNTED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv,
    ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
    ast.BitXor: ast.BitAnd,
}
_NAMED = {"any": "all", "all": "any", "min": "max", "max": "min"}
_LEFT_ALONE = {"annotation", "returns", "decorator_list", "format_spec", "bases"}
_REMOVABLE = (ast.Expr, ast.AugAssign, ast.Raise, ast.Continue, ast.Break)


@dataclass(frozen=True, slots=True)
class Mutant:
    """One defect: the line it is in, what stood there, what stands there instead, and the module compiled with it."""

    line: int
    text: str
    was: str
    now: str
    code: CodeType

    @property
    def name(self) -> str:
        """Return the defect without its line's number, so that the name outlives edits elsewhere."""
        return f"{self.text} | {self.was} -> {self.now}"


def mutants(source: str, path: str) -> Iterator[Mutant]:
    """Yield every defect of a module, in the order of its text."""
    tree, lines = ast.parse(source), source.splitlines()
    for node, put in _places(tree):
        was = ast.unparse(node).strip()
        line = node.target.lineno if isinstance(node, ast.comprehension) else getattr(node, "lineno", 1)
        for other in _others(node):
            put(other)
            changed = ast.fix_missing_locations(tree)
            yield Mutant(line, lines[line - 1].strip(), was, ast.unparse(other).strip(), compile(changed, path, "exec"))
        put(node)


def _places(node: ast.AST) -> Iterator[tuple[ast.AST, Callable[[ast.AST], None]]]:
    """Yield what can be changed below a node, each with the act that puts something else in its place."""
    for field, value in ast.iter_fields(node):
        if field in _LEFT_ALONE:
            continue
        children = value if isinstance(value, list) else [value]
        for at, child in enumerate(children):
            if isinstance(child, ast.AST) and not _is_prose(child):
                yield child, _putter(node, field, value, at)
                yield from _places(child)


def _putter(parent: ast.AST, field: str, value: object, at: int) -> Callable[[ast.AST], None]:
    def put(other: ast.AST) -> None:
        if isinstance(value, list):
            value[at] = other
        else:
            setattr(parent, field, other)

    return put


def _is_prose(node: ast.AST) -> bool:
    match node:
        case ast.Expr(ast.Constant()) | ast.Import() | ast.ImportFrom():
            return True
        case ast.Constant(str(text)):
            return " " in text.strip()
        case ast.Assign([ast.Name("__slots__")]):
            return True
    return False


def _others(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.expr):
        yield from _other_terms(node)
    else:
        yield from _other_steps(node)
    if isinstance(node, _REMOVABLE) or _rebinds(node):
        yield ast.Pass()


def _other_terms(node: ast.expr) -> Iterator[ast.AST]:
    match node:
        case ast.Compare(left, ops, comparators):
            for at, op in enumerate(ops):
                for other in _COMPARED[type(op)]:
                    yield ast.Compare(left, [*ops[:at], other(), *ops[at + 1 :]], comparators)
        case ast.BoolOp(op, values):
            yield ast.BoolOp(ast.Or() if isinstance(op, ast.And) else ast.And(), values)
        case ast.UnaryOp(_, operand):
            yield operand
        case ast.BinOp(left, op, right) if type(op) in _COUNTED:
            yield ast.BinOp(left, _COUNTED[type(op)](), right)
        case ast.Call(ast.Name(name), args, keywords) if name in _NAMED:
            yield ast.Call(ast.Name(_NAMED[name], ast.Load()), args, keywords)
        case ast.Constant(value):
            yield from _other_values(value)
        case ast.IfExp(test, body, orelse) if _is_plain(test):
            yield ast.IfExp(_negated(test), body, orelse)


def _other_steps(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.AugAssign(target, op, value) if type(op) in _COUNTED:
            yield ast.AugAssign(target, _COUNTED[type(op)](), value)
        case ast.Return(value) if not (value is None or (isinstance(value, ast.Constant) and not value.value)):
            yield ast.Return(ast.Constant(None))
        case ast.If(test, body, orelse) if _is_plain(test):
            yield ast.If(_negated(test), body, orelse)
        case ast.While(test, body, orelse) if _is_plain(test):
            yield ast.While(_negated(test), body, orelse)
        case ast.comprehension(target, iterated, [_, *_], is_async):
            yield ast.comprehension(target, iterated, [], is_async)


def _other_values(value: object) -> Iterator[ast.AST]:
    match value:
        case bool():
            yield ast.Constant(not value)
        case int():
            yield ast.Constant(value + 1)
        case str():
            yield ast.Constant(value + "x")
        case bytes():
            yield ast.Constant(value + b"x")


def _is_plain(test: ast.expr) -> bool:
    # Others are changed from within.
    return not isinstance(test, (ast.Compare, ast.UnaryOp, ast.Constant))


def _negated(test: ast.expr) -> ast.expr:
    return ast.UnaryOp(ast.Not(), test)


def _rebinds(node: ast.AST) -> bool:
    """Tell whether a statement can be left out without its name being missed at once."""
    match node:
        case ast.Assign([ast.Attribute() | ast.Subscript()]):
            return True
        case ast.Assign([ast.Name(name)], value):
            return any(isinstance(part, ast.Name) and part.id == name for part in ast.walk(value))
    return False
