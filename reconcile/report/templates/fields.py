"""The fields that templates may use: what each means, and how they hang together."""

import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Field:
    """A field: its path (``noi_nhan[]``, ``phu_luc.dong[].stt``), its meaning, an example."""

    path: str
    meaning: str
    example: str
    templates: tuple[str, ...]
    retired: tuple[str, ...] = ()
    """Templates whose shipped ones do without it; it goes with the next release."""

    @property
    def name(self) -> str:
        """The name that a tag begins with."""
        return self.path.split(".")[0].removesuffix("[]")


@dataclass(slots=True)
class Shape:
    """What a tag may ask of a value: its parts by name, or the item of a list; else it is text."""

    parts: dict[str, "Shape"] = field(default_factory=dict)
    item: "Shape | None" = None


def template_names() -> tuple[str, ...]:
    """List the names of the templates that documents are made from, without their ending."""
    kinds = dict.fromkeys(name for each in _fields() for name in each.templates)
    return tuple(f"{kind}{tail}" for kind in kinds for tail in ("", "-dang", "-dang-hd36"))


def fields_of(template: str) -> tuple[Field, ...]:
    """List the fields of a template by its name without the ending; empty for an unknown name."""
    if template not in template_names():
        return ()
    kind = _kind(template)
    party = template != kind
    return tuple(
        each
        for each in _fields()
        # A Party report names who receives it in Nơi nhận alone; only its công văn has Kính gửi.
        if kind in each.templates and not (party and each.path == "kinh_gui" and "bao-cao" in kind)
    )


def retired_in(template: str) -> frozenset[str]:
    """Name the fields of a template that go with the next release."""
    kind = _kind(template)
    return frozenset(each.name for each in fields_of(template) if kind in each.retired)


def _kind(template: str) -> str:
    """Return the name of a template without the ending of Party documents."""
    return template.removesuffix("-hd36").removesuffix("-dang")


def shape_of(template: str) -> Shape:
    """Return how the fields of a template hang together."""
    root = Shape()
    for each in fields_of(template):
        at = root
        for step in each.path.split("."):
            at = at.parts.setdefault(step.removesuffix("[]"), Shape())
            if step.endswith("[]"):
                at.item = at.item or Shape()
                at = at.item
    return root


@cache
def _fields() -> tuple[Field, ...]:
    """Read ``fields.toml`` once."""
    raw = files("reconcile.report.templates").joinpath("fields.toml").read_text("utf-8")
    return tuple(
        Field(
            said["path"],
            said["meaning"],
            said["example"],
            tuple(said["templates"]),
            tuple(said.get("retired", ())),
        )
        for said in tomllib.loads(raw)["field"]
    )
