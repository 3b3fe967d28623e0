"""A part that is in no catalogue: what its data sheet states, checked and turned into figures."""

from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from parity.controls.chips import Figure, Part
from parity.controls.datasheet import dense_operations, total_io
from parity.controls.destinations import country
from parity.controls.figures import memory_figures, processor_figures
from parity.errors import BadInput
from parity.facts import read_yaml

__all__ = ["Die", "Spec", "part_of", "read_spec", "stated"]

Positive = Annotated[float, Field(gt=0, allow_inf_nan=False)]
NotNegative = Annotated[float, Field(ge=0, allow_inf_nan=False)]


class Die(BaseModel):
    """One die of a package."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    area: Positive
    """[mm2]"""
    logic: bool = True
    """False for memory dies and passive interposers, which do not count."""
    non_planar: bool = True
    """FinFET or gate-all-around; a die with planar transistors does not count."""
    count: Annotated[int, Field(ge=1)] = 1


class Spec(BaseModel):
    """What a data sheet states.  What is left out is taken as not known, never as zero."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)

    name: str = "stated part"
    kind: Literal["processor", "memory", "system"] = "processor"
    """`memory` is a stack of high-bandwidth memory; `system` holds the chip whose figures are given."""
    maker: str = ""
    """Whose part it is; a notice binds its addressee alone."""
    designer_country: str = ""
    datacentre: bool | None = None
    """Designed or marketed for data centres."""
    tops4: NotNegative | None = None
    tops8: NotNegative | None = None
    tops16: NotNegative | None = None
    tops32: NotNegative | None = None
    """Operations a second at that bit length, by 10^12, as on the data sheet: a multiply-add counts two."""
    sparsity: Literal["dense", "sparse"] | None = None
    """Whether the operations are counted dense or sparse; must be said."""
    sparse_factor: Positive = 2.0
    tpp: NotNegative | None = None
    units: Annotated[int, Field(ge=1)] = 1
    """Processing units of which the operations count one."""
    die_area: NotNegative | None = None
    """All logic dies with non-planar transistors [mm2]; 0 says there is none."""
    dies: tuple[Die, ...] = ()
    io: NotNegative | None = None
    """All inputs and outputs but memory's, both directions [GB/s]."""
    io_one_way: NotNegative | None = None
    memory_bandwidth: NotNegative | None = None
    """Of all DRAM in the package, or of the stack [GB/s]."""
    package_area: Positive | None = None
    """Of a memory stack [mm2]."""


def stated(values: dict[str, Any], *, where: str) -> Spec:
    """Check stated values; raise `BadInput` naming the file or options and the value that will not do."""
    try:
        return Spec.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        path = ".".join(str(step) for step in first["loc"])
        known = f" Known: {', '.join(Spec.model_fields)}." if first["type"] == "extra_forbidden" else ""
        raise BadInput(f"{where}: {path}: {first['msg']} (got {first['input']!r}).{known}") from None


def read_spec(path: Path) -> Spec:
    """Read a part's YAML file."""
    if not path.is_file():
        raise BadInput(f"{path}: no such file; --spec wants a YAML file that describes one part.")
    return stated(read_yaml(path.resolve()), where=path.name)


def part_of(spec: Spec) -> Part:
    """Turn what is stated into a part; raise `BadInput` where operations are not said to be dense or sparse.

    >>> part_of(Spec(tops8=592, sparsity="sparse", die_area=814)).figures["tpp"].point
    2368.0
    """
    operations = {bits: value for bits in (4, 8, 16, 32) if (value := getattr(spec, f"tops{bits}")) is not None}
    if operations and spec.sparsity is None:
        raise BadInput(
            f"{spec.name}: are the operations dense or sparse? The rules count dense ones: "
            "add --dense or --sparse (in a file: sparsity: dense)."
        )
    if spec.kind == "memory":
        figures = memory_figures(bandwidth=_exact(spec.memory_bandwidth), area=_exact(spec.package_area))
    else:
        sparse = spec.sparsity == "sparse"
        dense = {
            bits: dense_operations(value, sparse=sparse, factor=spec.sparse_factor).item()
            for bits, value in operations.items()
        }
        figures = processor_figures(
            {bits: Figure(value, value) for bits, value in dense.items()},
            tpp=_exact(spec.tpp), die_area=_exact(_area(spec)), io=_exact(_inputs(spec)),
            dram=_exact(spec.memory_bandwidth), units=spec.units,
        )  # fmt: skip
    return Part(
        name=spec.name,
        figures=figures,
        datacentre=spec.datacentre,
        maker=spec.maker,
        country=country(spec.designer_country) if spec.designer_country else "",
        system=spec.kind == "system",
        memory=spec.kind == "memory",
        caveats=tuple(_caveats(spec)),
    )


def _exact(value: float | None) -> Figure | None:
    return None if value is None else Figure(value, value)


def _area(spec: Spec) -> float | None:
    if spec.dies:
        return sum(die.area * die.count for die in spec.dies if die.logic and die.non_planar)
    return spec.die_area


def _inputs(spec: Spec) -> float | None:
    if spec.io is None and spec.io_one_way is not None:
        return total_io(spec.io_one_way, both_directions=False).item()
    return spec.io


def _caveats(spec: Spec) -> list[str]:
    said = []
    if spec.sparsity == "sparse":
        said.append(f"operations divided by {spec.sparse_factor:g}, the gain by sparsity that was stated or is usual")
    if _area(spec) == 0:
        said.append("no die with non-planar transistors: performance density is not defined, and how BIS reads that "
                    "is unconfirmed; nothing is promoted by it")  # fmt: skip
    if spec.tops32 is not None:
        said.append("32-bit operations count 32 bits; the legal bit length of TF32 is unconfirmed")
    if spec.kind == "processor" and spec.memory_bandwidth is not None and 0 < spec.memory_bandwidth < 20:
        said.append(f"a memory bandwidth of {spec.memory_bandwidth:g} GB/s is very low: was it meant as TB/s?")
    return said
