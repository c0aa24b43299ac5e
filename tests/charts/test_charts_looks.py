"""One place decides how a source looks, so that a reader learns it once."""

from marchwest.charts.looks import OUTSIDE, scales, sources_in
from marchwest.charts.palette import GREY, SOURCES


def test_sources_stand_in_the_one_order_and_a_stranger_comes_last():
    labels = ["Pantucci 2019", "Zeppelin 1900", "Peyrouse 2010", "Pantucci 2019"]
    assert [style.label for style in sources_in(labels)] == [
        "Peyrouse 2010",
        "Pantucci 2019",
        "Zeppelin 1900",
    ]


def test_both_scales_have_one_domain_and_the_looks_of_the_palette():
    styles = [*SOURCES.values(), OUTSIDE]
    colours, shapes = (scale.to_dict() for scale in scales(styles))
    assert colours["domain"] == shapes["domain"] == [style.label for style in styles]
    assert colours["range"][-1] == GREY
    assert shapes["range"][:-1] == [style.shape for style in SOURCES.values()]
