"""Carry a value from one process to another as plain data: never pickle, types known, size bounded.

`encode` runs in the student's process and `restore` in the trusted one. What is restored is built
anew from a short list of types, so that nothing which a student's class defines survives: an
``int`` that equals everything arrives as `Opaque`, which no check can read.
"""

from __future__ import annotations

import base64
import datetime as dt
import decimal
import fractions
import inspect
import keyword
import math
import types
import warnings
from collections.abc import Callable
from typing import Any, Final

__all__ = ["Absent", "Opaque", "Remote", "encode", "holds_opaque", "restore"]

_MAX_DEPTH: Final = 30
_MAX_ITEMS: Final = 200_000
_MAX_TEXT: Final = 1_000_000
_MAX_DIGITS: Final = 1000
_CHARTS: Final = {
    "Chart": "mark",
    "LayerChart": "layer",
    "HConcatChart": "hconcat",
    "VConcatChart": "vconcat",
    "ConcatChart": "concat",
    "FacetChart": "spec",
}

Call = Callable[[int, list[Any], dict[str, Any]], Any]


class Absent:
    """The name is not bound."""


class Opaque:
    """A value that cannot be carried: a class, a widget, an object of the student's own class."""


class Remote(Exception):  # noqa: N818 - stands for any exception of the other side
    """A student's function ended in an exception that is none of Python's own."""


class _NotCarried(Exception):  # noqa: N818
    """A value, or a part of it, cannot be carried."""


# --- the student's side -----------------------------------------------------------------------


class _Encoder:
    def __init__(self, functions: list[Any]) -> None:
        self.left = _MAX_ITEMS
        self.functions = functions

    def spend(self, items: int) -> None:
        self.left -= items
        if self.left < 0:
            raise _NotCarried(f"more than {_MAX_ITEMS:,} values")

    def encode(self, value: Any, depth: int = 0) -> Any:
        self.spend(1)
        if depth > _MAX_DEPTH:
            raise _NotCarried("nested too deeply")
        kind = type(value)
        if value is None or kind is bool:
            return value
        if kind is int:
            if value.bit_length() > _MAX_DIGITS * 3:
                raise _NotCarried("a number of too many digits")
            return value
        if kind is float:
            return value if math.isfinite(value) else {"t": "float", "v": repr(value)}
        if kind is str:
            if len(value) > _MAX_TEXT:
                raise _NotCarried("a text of more than a million characters")
            return value
        if kind is list:
            return [self.encode(item, depth + 1) for item in value]
        if kind in _ENCODED:
            return {"t": kind.__name__, "v": _ENCODED[kind](self, value, depth + 1)}
        return self._library(value, depth)

    def _library(self, value: Any, depth: int) -> Any:
        kind = type(value)
        module = str(type.__getattribute__(kind, "__module__")).partition(".")[0]
        if module == "numpy":
            return self._numpy(value, depth)
        if module == "pandas":
            return self._pandas(value, depth)
        if module == "altair" and kind.__name__ in _CHARTS:
            try:
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")
                    content = kind.to_dict(value)
            except Exception:  # a chart that cannot be drawn arrives as one that cannot be drawn
                return {"t": "chart", "k": kind.__name__, "v": None}
            return {"t": "chart", "k": kind.__name__, "v": self.encode(content, depth + 1)}
        raise _NotCarried(_name(kind))

    def _numpy(self, value: Any, depth: int) -> Any:
        import numpy as np

        kind = type(value)
        if kind is np.ndarray:
            if value.dtype.kind not in "biufUO":
                raise _NotCarried(f"an array of {value.dtype}")
            self.spend(int(value.size))
            items = self.encode(value.ravel().tolist(), depth + 1)
            return {"t": "array", "d": str(value.dtype), "s": list(value.shape), "v": items}
        if (
            isinstance(value, np.generic)
            and value.dtype.kind in "biufU"
            and kind.__module__ == "numpy"
        ):
            return {"t": "scalar", "d": str(value.dtype), "v": self.encode(value.item(), depth + 1)}
        raise _NotCarried(_name(kind))

    def _pandas(self, value: Any, depth: int) -> Any:
        import pandas as pd

        kind = type(value)
        if value is pd.NA:
            return {"t": "NA"}
        if value is pd.NaT:
            return {"t": "NaT"}
        if kind is pd.Timestamp:
            return {"t": "Timestamp", "v": value.isoformat()}
        if kind is pd.Timedelta:
            return {"t": "Timedelta", "v": value.isoformat()}
        if kind is pd.Period:
            return {"t": "Period", "v": str(value), "d": value.freqstr}
        if kind is pd.Series:
            return {
                "t": "Series",
                "v": self._column(value, depth),
                "i": self._index(value.index, depth),
                "n": self.encode(value.name, depth + 1),
            }
        if kind is pd.DataFrame:
            self.spend(int(value.shape[0]) * max(1, int(value.shape[1])))
            columns = [self._column(value.iloc[:, place], depth) for place in range(value.shape[1])]
            return {
                "t": "DataFrame",
                "v": columns,
                "c": self._index(value.columns, depth),
                "i": self._index(value.index, depth),
            }
        if isinstance(value, pd.Index):
            return {"t": "Index", "v": self._index(value, depth)}
        if isinstance(value, pd.api.extensions.ExtensionArray):
            return {"t": "extension", "v": self._column(pd.Series(value), depth)}
        raise _NotCarried(_name(kind))

    def _column(self, series: Any, depth: int) -> Any:
        self.spend(len(series))
        dtype = str(series.dtype)
        if dtype == "category":
            about = series.cat
            return {
                "d": "category",
                "c": self.encode(about.categories.tolist(), depth + 1),
                "o": bool(about.ordered),
                "v": about.codes.tolist(),
            }
        if dtype.startswith(("datetime64", "timedelta64", "period", "interval")):
            return {
                "d": dtype,
                "v": [
                    None if missing else str(cell)
                    for cell, missing in zip(series, series.isna(), strict=True)
                ],
            }
        return {"d": dtype, "v": self.encode(series.tolist(), depth + 1)}

    def _index(self, index: Any, depth: int) -> Any:
        import pandas as pd

        if type(index) is pd.RangeIndex:
            name = self.encode(index.name, depth + 1)
            return {"r": [index.start, index.stop, index.step], "n": name}
        if type(index) is pd.MultiIndex:
            self.spend(len(index) * index.nlevels)
            rows = [self.encode(row, depth + 1) for row in index.tolist()]
            return {"m": rows, "n": [self.encode(name, depth + 1) for name in index.names]}
        return {
            "v": self._column(index.to_series(), depth),
            "n": self.encode(index.name, depth + 1),
        }

    def function(self, value: Any) -> Any:
        from marchwest.judging.functions import is_stub

        parameters = []
        for one in inspect.signature(value, follow_wrapped=False).parameters.values():
            has_default = one.default is not inspect.Parameter.empty
            parameters.append([one.name, one.kind.name, has_default])
        self.functions.append(value)
        return {
            "t": "function",
            "id": len(self.functions) - 1,
            "n": value.__code__.co_name,
            "p": parameters,
            "stub": is_stub(value),
        }


def _name(kind: type) -> str:
    return str(type.__getattribute__(kind, "__name__"))[:60]


def _listed(encoder: _Encoder, value: Any, depth: int) -> list[Any]:
    return [encoder.encode(item, depth) for item in value]


def _pairs(encoder: _Encoder, value: Any, depth: int) -> list[Any]:
    return [[encoder.encode(k, depth), encoder.encode(v, depth)] for k, v in value.items()]


_ENCODED: Final[dict[type, Callable[[_Encoder, Any, int], Any]]] = {
    type(Ellipsis): lambda _e, _v, _d: None,
    tuple: _listed,
    set: _listed,
    frozenset: _listed,
    dict: _pairs,
    range: lambda _e, v, _d: [v.start, v.stop, v.step],
    complex: lambda _e, v, _d: repr(v),
    bytes: lambda _e, v, _d: base64.b64encode(v).decode("ascii"),
    dt.date: lambda _e, v, _d: v.isoformat(),
    dt.datetime: lambda _e, v, _d: v.isoformat(),
    dt.time: lambda _e, v, _d: v.isoformat(),
    dt.timedelta: lambda _e, v, _d: v.total_seconds(),
    decimal.Decimal: lambda _e, v, _d: str(v),
    fractions.Fraction: lambda _e, v, _d: str(v),
    types.FunctionType: lambda e, v, _d: e.function(v),
}


def encode(value: object, functions: list[Any]) -> Any:
    """Return a value as JSON can hold it.

    Parameters
    ----------
    value : object
        Anything; an instance of `Absent` stands for a name that is not bound.
    functions : list
        Functions that are met are appended; the other side calls them by their place in it.

    Returns
    -------
    object
        For what cannot be carried a note of its type.
    """
    if type(value) is Absent:
        return {"t": "absent"}
    try:
        return _Encoder(functions).encode(value)
    except (_NotCarried, RecursionError) as problem:
        return {"t": "opaque", "n": _name(type(value)), "why": str(problem)[:200]}
    except Exception as error:  # a chart that cannot be drawn, an object that resists
        return {"t": "opaque", "n": _name(type(value)), "why": type(error).__name__}


# --- the trusted side -------------------------------------------------------------------------


class _Malformed(Exception):  # noqa: N818
    """The data is not of the form that `encode` writes."""


class _Restorer:
    def __init__(self, call: Call | None) -> None:
        self.call = call
        self.left = 4 * _MAX_ITEMS

    def restore(self, data: Any, depth: int = 0) -> Any:
        self.left -= 1
        if depth > 3 * _MAX_DEPTH or self.left < 0:
            raise _Malformed
        kind = type(data)
        if data is None or kind in (bool, int, float):
            return data
        if kind is str:
            if len(data) > _MAX_TEXT:
                raise _Malformed
            return data
        if kind is list:
            return [self.restore(item, depth + 1) for item in data]
        if kind is not dict or type(data.get("t")) is not str:
            raise _Malformed
        build = _RESTORED.get(data["t"])
        if build is None:
            raise _Malformed
        return build(self, data, depth + 1)

    def items(self, data: Any, depth: int) -> list[Any]:
        if type(data) is not list:
            raise _Malformed
        return [self.restore(item, depth) for item in data]

    def column(self, data: Any, depth: int) -> Any:
        import pandas as pd

        if type(data) is not dict or type(data.get("d")) is not str:
            raise _Malformed
        dtype, values = data["d"], self.items(data.get("v"), depth)
        if dtype == "category":
            codes = [int(code) for code in values]
            categories = pd.Index(self.items(data.get("c"), depth))
            return pd.Series(pd.Categorical.from_codes(codes, categories, bool(data.get("o"))))
        if not _known_dtype(dtype):
            raise _Malformed
        if dtype == "object":
            series = pd.Series([None] * len(values), dtype=object)
            for place, value in enumerate(values):
                series.iat[place] = value
            return series
        return pd.Series(values, dtype=dtype)

    def index(self, data: Any, depth: int) -> Any:
        import pandas as pd

        if type(data) is not dict:
            raise _Malformed
        if "r" in data:
            start, stop, step = (int(part) for part in data["r"])
            return pd.RangeIndex(start, stop, step, name=self.restore(data.get("n"), depth))
        if "m" in data:
            rows = self.items(data["m"], depth)
            return pd.MultiIndex.from_tuples(rows, names=self.items(data.get("n"), depth))
        return pd.Index(self.column(data.get("v"), depth), name=self.restore(data.get("n"), depth))

    def frame(self, data: Any, depth: int) -> Any:
        import pandas as pd

        columns = [self.column(column, depth) for column in data.get("v") or []]
        names, index = self.index(data.get("c"), depth), self.index(data.get("i"), depth)
        if len(names) != len(columns) or any(len(column) != len(index) for column in columns):
            raise _Malformed
        # Built by place: two columns of one name must both survive.
        frame = pd.DataFrame(dict(enumerate(columns)), index=range(len(index)))
        frame.columns, frame.index = names, index
        return frame

    def series(self, data: Any, depth: int) -> Any:
        series, index = self.column(data.get("v"), depth), self.index(data.get("i"), depth)
        if len(series) != len(index):
            raise _Malformed
        series.index, series.name = index, self.restore(data.get("n"), depth)
        return series

    def array(self, data: Any, depth: int) -> Any:
        import numpy as np

        dtype, shape = _numpy_dtype(data.get("d"), "biufUO"), [int(n) for n in data.get("s") or []]
        values = self.items(data.get("v"), depth)
        if any(n < 0 for n in shape) or math.prod(shape) != len(values):
            raise _Malformed
        array = np.empty(len(values), dtype=dtype)
        for place, value in enumerate(values):
            array[place] = value
        return array.reshape(shape)

    def chart(self, data: Any, depth: int) -> Any:
        import altair as alt

        if data.get("k") not in _CHARTS:
            raise _Malformed
        content = self.restore(data.get("v"), depth)
        if content is None:
            return alt.Chart()
        if type(content) is not dict:
            raise _Malformed
        return getattr(alt, data["k"]).from_dict(content, validate=False)

    def function(self, data: Any) -> Any:
        if self.call is None or type(data.get("id")) is not int or type(data.get("p")) is not list:
            raise _Malformed
        return _stand_in(data, self.call)


def _known_dtype(dtype: str) -> bool:
    simple = {"object", "str", "string", "bool", "boolean", "float64", "float32", "float16"}
    simple |= {
        f"{sign}{size}" for sign in ("int", "uint", "Int", "UInt") for size in (8, 16, 32, 64)
    }
    dated = ("datetime64[", "timedelta64[", "period[")
    return dtype in simple | {"Float64", "Float32"} or dtype.startswith(dated)


def _numpy_dtype(name: Any, kinds: str) -> Any:
    import numpy as np

    try:
        dtype = np.dtype(name if type(name) is str else "V")
    except TypeError:
        raise _Malformed from None
    if dtype.kind not in kinds or dtype.itemsize > 4 * _MAX_TEXT:
        raise _Malformed
    return dtype


def _scalar(restorer: _Restorer, data: Any, depth: int) -> Any:
    dtype = _numpy_dtype(data.get("d"), "biufU")
    return dtype.type(restorer.restore(data.get("v"), depth))


def _opaque(_restorer: _Restorer, data: Any, _depth: int) -> Any:
    name = data.get("n")
    name = name if type(name) is str and name.isidentifier() else "object"
    return type(name[:60], (Opaque,), {})()


def _pandas(name: str, *arguments: Any) -> Any:
    import pandas as pd

    return getattr(pd, name)(*arguments)


def _missing(name: str) -> Any:
    import pandas as pd

    return getattr(pd, name)


def _float(_restorer: _Restorer, data: Any, _depth: int) -> float:
    return {"nan": math.nan, "inf": math.inf, "-inf": -math.inf}[data["v"]]


def _dict(restorer: _Restorer, data: Any, depth: int) -> Any:
    return {
        restorer.restore(key, depth): restorer.restore(value, depth) for key, value in data["v"]
    }


_RESTORED: Final[dict[str, Callable[[_Restorer, Any, int], Any]]] = {
    "absent": lambda _r, _v, _d: Absent(),
    "opaque": _opaque,
    "float": _float,
    "ellipsis": lambda _r, _v, _d: Ellipsis,
    "tuple": lambda r, v, d: tuple(r.items(v.get("v"), d)),
    "set": lambda r, v, d: set(r.items(v.get("v"), d)),
    "frozenset": lambda r, v, d: frozenset(r.items(v.get("v"), d)),
    "dict": _dict,
    "range": lambda _r, v, _d: range(*(int(part) for part in v["v"])),
    "complex": lambda _r, v, _d: complex(v["v"]),
    "bytes": lambda _r, v, _d: base64.b64decode(v["v"], validate=True),
    "date": lambda _r, v, _d: dt.date.fromisoformat(v["v"]),
    "datetime": lambda _r, v, _d: dt.datetime.fromisoformat(v["v"]),
    "time": lambda _r, v, _d: dt.time.fromisoformat(v["v"]),
    "timedelta": lambda _r, v, _d: dt.timedelta(seconds=float(v["v"])),
    "Decimal": lambda _r, v, _d: decimal.Decimal(v["v"]),
    "Fraction": lambda _r, v, _d: fractions.Fraction(v["v"]),
    "function": lambda r, v, _d: r.function(v["v"]),
    "scalar": _scalar,
    "array": lambda r, v, d: r.array(v, d),
    "NA": lambda _r, _v, _d: _missing("NA"),
    "NaT": lambda _r, _v, _d: _missing("NaT"),
    "Timestamp": lambda _r, v, _d: _pandas("Timestamp", str(v["v"])),
    "Timedelta": lambda _r, v, _d: _pandas("Timedelta", str(v["v"])),
    "Period": lambda _r, v, _d: _pandas("Period", str(v["v"]), str(v["d"])),
    "Series": lambda r, v, d: r.series(v, d),
    "DataFrame": lambda r, v, d: r.frame(v, d),
    "Index": lambda r, v, d: r.index(v["v"], d),
    "extension": lambda r, v, d: r.column(v["v"], d).array,
    "chart": lambda r, v, d: r.chart(v, d),
}

_LEFT_OUT: Final = object()
_KINDS: Final = {
    "POSITIONAL_ONLY",
    "POSITIONAL_OR_KEYWORD",
    "VAR_POSITIONAL",
    "KEYWORD_ONLY",
    "VAR_KEYWORD",
}


def _stand_in(data: Any, call: Call) -> Any:
    """Return a function that looks like the student's and only hands values over.

    It is built from checked identifiers and has no attribute of the student's: what a check does
    with it, other than calling it, stays on this side.
    """
    number, name = data["id"], data.get("n")
    if name == "<lambda>":
        name = "lambda_"
    if not _is_identifier(name) or len(data["p"]) > 50:
        raise _Malformed
    parameters, before = [], ""
    given: list[str] = []
    named: list[str] = []
    for one in data["p"]:
        parameter, kind, has_default = one
        if not _is_identifier(parameter) or kind not in _KINDS:
            raise _Malformed
        default = "=_left_out" if has_default else ""
        if before == "POSITIONAL_ONLY" and kind != before:
            parameters.append("/")
        if kind == "KEYWORD_ONLY" and before not in ("KEYWORD_ONLY", "VAR_POSITIONAL"):
            parameters.append("*")
        star = {"VAR_POSITIONAL": "*", "VAR_KEYWORD": "**"}.get(kind, "")
        parameters.append(f"{star}{parameter}{'' if star else default}")
        if kind == "KEYWORD_ONLY":
            named.append(f"{parameter!r}: {parameter}")
        elif kind == "VAR_KEYWORD":
            named.append(f"**{parameter}")
        else:
            given.append(f"{star}{parameter}")
        before = kind
    if before == "POSITIONAL_ONLY":
        parameters.append("/")
    body = (
        "..."
        if data.get("stub") is True
        else (f"return _hand_over([{', '.join(given)}], {{{', '.join(named)}}})")
    )
    text = f"def {name}({', '.join(parameters)}):\n    {body}\n"

    def hand_over(arguments: list[Any], keywords: dict[str, Any]) -> Any:
        return call(
            number,
            [value for value in arguments if value is not _LEFT_OUT],
            {key: value for key, value in keywords.items() if value is not _LEFT_OUT},
        )

    space: dict[str, Any] = {"_hand_over": hand_over, "_left_out": _LEFT_OUT}
    exec(compile(text, "<stand-in>", "exec"), space)  # noqa: S102 - identifiers checked above
    return space[name]


def _is_identifier(name: Any) -> bool:
    return (
        type(name) is str
        and len(name) < 80
        and name.isidentifier()
        and not keyword.iskeyword(name)
        and name not in ("_hand_over", "_left_out")
    )


def restore(data: Any, call: Call | None = None) -> Any:
    """Build a value from what `encode` wrote on the other side.

    Parameters
    ----------
    data : object
        Anything that JSON can hold; it is not trusted.
    call : callable, optional
        Calls a function of the other side: place, arguments, keyword arguments. Without it
        functions are not carried.

    Returns
    -------
    object
        An `Opaque` where the data is not of the known form.
    """
    try:
        return _Restorer(call).restore(data)
    except RecursionError:
        return Opaque()
    except Exception:  # forged data fails in many ways, and all mean the same
        return Opaque()


def holds_opaque(data: Any) -> str:
    """Return the name of the first type in encoded data that could not be carried, or empty text.

    Parameters
    ----------
    data : object
        What `encode` returned.

    Returns
    -------
    str
    """
    if isinstance(data, dict) and data.get("t") == "opaque":
        name = data.get("n")
        return name if isinstance(name, str) and name.isidentifier() else "object"
    return ""
