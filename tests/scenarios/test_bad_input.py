"""What a scenario's file may not hold: one line with file, line and what to do, before anything is drawn."""

import pytest

from parity.errors import BadInput
from parity.estimates.stock import world
from parity.scenarios import UnknownScenario, load

GOOD = """\
label: Half the diversion
question: What if half as many chips had been diverted?
changes:
  - quantity: diverted_chips
    from: 2025-01-01
    times: 0.5
    because: a trial
"""


def written(tmp_path, text, name="mine.yml"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def changes(path):
    return load(path).changes(world("ours").model)


def test_a_users_file_is_read_by_its_path(tmp_path):
    found = load(written(tmp_path, GOOD))
    assert (found.id, found.label) == ("mine", "Half the diversion")
    (change,) = found.changes(world("ours").model)
    assert (change.quantity, change.op, change.cell.value) == ("diverted_chips", "times", 0.5)


def test_an_unknown_name_brings_the_nearest():
    with pytest.raises(UnknownScenario, match="Did you mean diversion-stopped"):
        load("diversion-stoped")


@pytest.mark.parametrize(
    ("old", "new", "line", "told"),
    [
        ("diverted_chips", "diverted_chip", 4, "no quantity 'diverted_chip' in the model. Did you mean diverted_chips"),
        ("from: 2025-01-01", "from: 2031-01-01", 4, "2031-01-01 is outside the model"),
        ("from: 2025-01-01", "from: 2021-01-01", 4, "2021-01-01 is outside the model"),
        ("from: 2025-01-01", "from: 2025-01-01\n    until: 2024-06-30", 4, "is after until 2024-06-30"),
        ("from: 2025-01-01", "from: soon", 5, "changes.0.from"),
        ("times: 0.5", "times: {low: 3, high: 2}", 4, "upside down"),
        ("times: 0.5", "set: {low: 10, high: 5}\n    unit: kchip", 4, "upside down"),
        ("times: 0.5", "set: {low: -1, high: 5}\n    unit: kchip", 4, "above zero"),
        ("times: 0.5", "set: 5\n    unit: MW", 4, "units do not match: MW is given, the quantity is in chip"),
        ("times: 0.5", "set: 5\n    unit: lorries", 4, "no unit 'lorries'"),
        ("times: 0.5", "times: half", 6, "changes.0.times"),
        ("times: 0.5", "times: .nan", 6, "changes.0.times"),
        ("times: 0.5", "times: 0.5\n    plus: 3", 4, "give one of set, times and plus, not times and plus"),
        ("times: 0.5", "unit: chip", 4, "not none"),
        ("times: 0.5", "times: 0.5\n    unit: chip", 4, "a factor has no unit"),
        ("times: 0.5", "times: 0.5\n    at: {chip: H20}", 4, "diverted_chips has no axis 'chip'; it has china_year"),
        ("times: 0.5", "times: 0.5\n    at: {china_year: 1999}", 7, "changes.0.at.china_year"),
        ("times: 0.5", 'times: 0.5\n    at: {china_year: "1999"}', 4, "china_year has no '1999'"),
        ("times: 0.5", "times: 0.5\n    while: [{chip: H21, allowed: true}]", 4, "No chip 'H21'"),
        ("times: 0.5", "times: 0.5\n    while: [{chip: A100, allowed: true}]", 4, "A100 allowed holds on no day"),
        ("times: 0.5", "times: 0.5\n    while: [{chip: H20}]", 7, "allowed"),
        ("because: a trial", "reason: a trial", 4, "because"),
        ("because: a trial", "because: a trial\n    colour: red", 8, "changes.0.colour"),
        ("label:", "id: mine\nlabel:", 1, "id is not written in the file"),
        ("changes:", "changed:", 1, "changes: Field required"),
        ("question: What", "question: [What", 3, "not valid YAML"),
    ],
)
def test_a_fault_is_told_with_file_and_line(tmp_path, old, new, line, told):
    path = written(tmp_path, GOOD.replace(old, new, 1))
    with pytest.raises(BadInput) as error:
        changes(path)
    said = str(error.value)
    assert told in said, said
    assert "mine.yml, line " in said, said
    assert f"line {line}:" in said, said
    assert "\n" not in said


def test_a_rule_needs_a_quantity_that_has_a_time(tmp_path):
    text = GOOD.replace("diverted_chips", "huawei_dies_a_wafer").replace("    from: 2025-01-01\n", "")
    path = written(tmp_path, text.replace("times: 0.5", "times: 0.5\n    while: [{chip: H20, allowed: true}]"))
    with pytest.raises(BadInput, match=r"mine.yml, line 4: huawei_dies_a_wafer is the same at all times"):
        changes(path)


def test_dates_need_a_quantity_that_has_a_time(tmp_path):
    with pytest.raises(BadInput, match=r"line 4: huawei_dies_a_wafer is the same at all times; leave the dates out"):
        changes(written(tmp_path, GOOD.replace("diverted_chips", "huawei_dies_a_wafer")))


def test_a_mix_must_still_sum_to_one(tmp_path):
    text = GOOD.replace("diverted_chips", "china_hbm_timing").replace("2025-01-01", "2024-10-01")
    with pytest.raises(BadInput, match=r"mine.yml, line 4: the shares of china_hbm_timing along quarter must"):
        changes(written(tmp_path, text))


def test_a_missing_file_a_large_one_and_an_exploding_one(tmp_path):
    with pytest.raises(BadInput, match=r"nowhere.yml: cannot be read"):
        load(str(tmp_path / "nowhere.yml"))
    with pytest.raises(BadInput, match=r"cannot be read: embedded null byte"):
        load("a\x00b.yml")
    with pytest.raises(BadInput, match="at most 100,000 bytes"):
        load(written(tmp_path, GOOD + "#" * 100_000))
    many = "a: &a [" + "x, " * 200 + "]\nb: &b [" + "*a, " * 200 + "]\nc: [" + "*b, " * 200 + "]\n"
    with pytest.raises(BadInput, match="at most 5,000 values"):
        load(written(tmp_path, GOOD + many))


@pytest.mark.parametrize("text", ["", "- a\n- b\n", "just words\n", "\x00"])
def test_what_is_no_scenario_at_all(tmp_path, text):
    with pytest.raises(BadInput, match=r"mine.yml"):
        load(written(tmp_path, text))
