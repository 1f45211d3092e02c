"""What the tags of a template ask for: fields that there are, and nothing that runs."""

from collections.abc import Iterator
from dataclasses import dataclass

from jinja2 import nodes

from reconcile.report.templates.fields import Shape

Misuse = tuple[int, str, str]
"""Line of the tag (1-based), what is wrong, what to do."""


@dataclass(frozen=True, slots=True)
class _Scope:
    """What a tag can name where it stands."""

    names: dict[str, Shape]
    loops: frozenset[str] = frozenset()
    """The names of the items of the loops round it."""
    depth: int = 0
    """How many lists are gone through round it that have nothing to do with each other."""


_LOOP = Shape({name: Shape() for name in ("index", "index0", "first", "last", "length")})
_FILTERS = {"upper", "lower", "title", "capitalize", "trim", "length", "join", "first", "last"}
_HARMLESS = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.For, nodes.If, nodes.Name,
    nodes.Getattr, nodes.Getitem, nodes.Const, nodes.Compare, nodes.Operand, nodes.And, nodes.Or,
    nodes.Not, nodes.Filter, nodes.Test, nodes.CondExpr, nodes.Concat,
)  # fmt: skip
_DEEPEST = 2
"""Lists that may be gone through inside of each other, but for the parts of one item."""
_RUNS = ("thẻ gọi lệnh không được phép", "chỉ dùng thẻ để in trường, lặp hoặc đặt điều kiện")
_NESTED = "bên trong chỉ lặp trên phần của dòng đang lặp (ví dụ muc.dong), không lặp danh sách khác"
_FIELDS = "xem các trường của mẫu này bằng lệnh: reconcile templates"


def misused(tree: nodes.Template, shape: Shape) -> Iterator[Misuse]:
    """Find the tags that ask for a field that there is not, or that run something.

    Args:
        tree: the parsed tags, one a line.
        shape: the fields of the template.

    """
    yield from _visit(tree, _Scope(shape.parts))


def _visit(node: nodes.Node, scope: _Scope) -> Iterator[Misuse]:
    """Visit a node and all under it."""
    if not isinstance(node, _HARMLESS) or (
        isinstance(node, nodes.Filter) and node.name not in _FILTERS
    ):
        yield (node.lineno, *_RUNS)
        return
    if isinstance(node, nodes.For):
        yield from _loop(node, scope)
    elif isinstance(node, nodes.Name | nodes.Getattr | nodes.Getitem):
        yield from _asked(node, scope)
    else:
        for child in node.iter_child_nodes():
            yield from _visit(child, scope)


def _loop(node: nodes.For, scope: _Scope) -> Iterator[Misuse]:
    """Visit a loop: its list, then what stands in it."""
    problems = list(_visit(node.iter, scope))
    yield from problems
    found = _shape(node.iter, scope)
    if not problems and (found is None or found.item is None):
        said = _path(node.iter)
        yield (node.lineno, f"thẻ lặp trên trường không phải là danh sách: “{said}”", _FIELDS)
        return
    inner = _inside(node, scope, found.item if found and found.item else Shape())
    if inner.depth > _DEEPEST:
        said = f"thẻ lặp lồng nhau quá {_DEEPEST} danh sách: “{_path(node.iter)}”"
        yield (node.lineno, said, _NESTED)
        return
    for child in [*filter(None, [node.test]), *node.body, *node.else_]:
        yield from _visit(child, inner)


def _inside(node: nodes.For, scope: _Scope, item: Shape) -> _Scope:
    """Return what can be named inside of a loop."""
    # The lines of a part of the plan are gone through once each, whatever goes round them.
    apart = _root(node.iter) not in scope.loops
    target = {node.target.name} if isinstance(node.target, nodes.Name) else set()
    names = scope.names | {"loop": _LOOP} | dict.fromkeys(target, item)
    return _Scope(names, scope.loops | target, scope.depth + apart)


def _root(node: nodes.Node) -> str:
    """Return the name that a part of a value is of."""
    return _path(node).split(".")[0]


def _asked(node: nodes.Name | nodes.Getattr | nodes.Getitem, scope: _Scope) -> Iterator[Misuse]:
    """Check one name or one part of a value."""
    path = _path(node)
    # The sandbox refuses these as well, but without the place of the tag.
    if any(step.startswith("_") for step in path.split(".")):
        yield (node.lineno, *_RUNS)
    elif not isinstance(node, nodes.Name) and not isinstance(
        node.node, nodes.Name | nodes.Getattr | nodes.Getitem
    ):
        yield from _visit(node.node, scope)
    elif _shape(node, scope) is None:
        yield (node.lineno, f"thẻ dùng trường không có: “{path}”", _FIELDS)


def _shape(node: nodes.Node, scope: _Scope) -> Shape | None:
    """Return what a name or a part of a value is; None where there is no such field."""
    if isinstance(node, nodes.Name):
        return scope.names.get(node.name)
    if not isinstance(node, nodes.Getattr | nodes.Getitem):
        return None
    above = _shape(node.node, scope)
    if above is None:
        return None
    if isinstance(node, nodes.Getattr):
        return above.parts.get(node.attr)
    key = node.arg.value if isinstance(node.arg, nodes.Const) else None
    return above.item if isinstance(key, int) else above.parts.get(str(key))


def _path(node: nodes.Node) -> str:
    """Write a name or a part of a value as a template does: ``dong.noi_dung``."""
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        return f"{_path(node.node)}.{node.attr}"
    if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
        return f"{_path(node.node)}.{node.arg.value}"
    return "…"
