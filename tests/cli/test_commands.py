"""The command line as a user meets it: real processes, exit codes, and what goes to which stream."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ARTICLE = """Rivals race on

28 May 2024

Chinese labs are one to three years behind the United States in artificial intelligence, by some estimates.

The US put SenseTime on its Entity List. <script>alert(1)</script>
"""


def parity(
    *words: str, stdin: bytes | None = None, cwd: Path | None = None, **env: str
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "parity.cli.main", *words],
        input=stdin if stdin is not None else b"", capture_output=True, check=False, timeout=120, cwd=cwd,
        env={**os.environ, **env},
    )  # fmt: skip


def answer(*words: str, **how: bytes) -> object:
    done = parity(*words, **how)  # type: ignore[arg-type]
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_gap_json_has_the_fixed_fields():
    got = answer("gap", "capability", "US", "China", "--on", "2024-05-28", "--json")
    assert isinstance(got, dict)
    assert {
        "metric",
        "leader",
        "follower",
        "on",
        "vintage",
        "draws",
        "seed",
        "ratio",
        "lag",
        "catch_up",
        "trend",
        "leader_frontier",
        "follower_frontier",
        "sources",
    } <= set(got)
    assert {"median", "low", "high", "unit"} <= set(got["ratio"])
    assert got["lag"]["unit"] == "months"
    assert {"median", "low", "high", "mean_matched_only", "matched", "censored"} <= set(got["catch_up"])
    assert {"slope", "unit", "window_months", "p_closing"} <= set(got["trend"])
    assert {"value", "entity", "date"} <= set(got["leader_frontier"])
    assert [set(one) >= {"id", "url", "retrieved"} for one in got["sources"]] == [True]


def test_the_same_question_prints_the_same_bytes():
    words = ("gap", "compute_stock", "US", "China", "--on", "2024-06-30", "--json")
    assert parity(*words).stdout == parity(*words, PYTHONHASHSEED="7").stdout


def test_explain_names_facts_links_and_what_was_left_out():
    got = answer("gap", "chip_performance", "US", "China", "--on", "2024-05-28", "--explain", "--json")
    assert isinstance(got, dict)
    assert all(one["link"].startswith("http") for one in got["explain"])
    assert {"leader's best", "follower's best", "leader first at the follower's level"} <= {
        one["role"] for one in got["explain"]
    }
    assert [one["entity"] for one in got["left_out"]] == ["Biren BR100"]


def test_series_as_csv_is_dated_rows():
    done = parity("series", "compute_stock", "--bloc", "China", "--on", "2024-12-31", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.stdout.decode())))
    assert [row["date"] for row in rows][:2] == ["2022-03-31", "2022-06-30"]
    assert all(float(row["low"]) <= float(row["median"]) <= float(row["high"]) for row in rows)


@pytest.mark.parametrize("command", ["metrics", "blocs", "sources"])
def test_catalogues_print_as_table_json_and_csv(command: str):
    table, as_csv = parity(command), parity(command, "--format", "csv")
    listed = answer(command, "--json")
    assert isinstance(listed, list)
    assert len(as_csv.stdout.decode().strip().splitlines()) >= len(listed) + 1
    assert b"\x1b[" not in table.stdout  # no colours in a pipe


def test_check_reads_standard_input_and_keeps_streams_apart(tmp_path: Path):
    report = tmp_path / "deep" / "report.html"
    done = parity("check", "-", "--json", "--html", str(report), "--on", "2026-11-23", stdin=ARTICLE.encode())
    assert done.returncode == 0, done.stderr
    got = json.loads(done.stdout)
    assert b"Report:" in done.stderr
    assert got["article"]["date"] == "2024-05-28"
    assert [(one["kind"], one["verdict"]) for one in got["claims"]][:2] == [
        ("time_lag", "supported"),
        ("event", "supported"),
    ]
    for one in got["claims"]:
        assert got["article"]["text"][one["char_start"] : one["char_end"]] == one["sentence"]
        assert {"verdict", "probability", "because", "estimate_metric", "then", "now", "known_then", "sources"} <= set(
            one
        )
    page = report.read_text("utf-8")
    assert "<script" not in page
    assert not list(report.parent.glob("*.part"))


def test_check_prints_a_table_with_sources():
    done = parity("check", "-", "--on", "2026-11-23", stdin=ARTICLE.encode())
    text = done.stdout.decode()
    assert "supported" in text and "https://epoch.ai" in text and "84 FR 54004" in text
    assert b"\x1b[" not in done.stdout


def test_a_forecast_command_prints_the_chance_of_parity():
    got = answer("forecast", "compute_stock", "US", "China", "--until", "2030-12-31", "--on", "2026-11-23", "--json")
    assert isinstance(got, dict)
    chances = [one["p_level_by"] for one in got["gap"]]
    assert chances == sorted(chances)
    assert chances[-1] + got["p_not_by_horizon"] == pytest.approx(1)
    assert got["parity_day"]["median"] is None  # not by 2030 in most draws
    for one in got["gap"]:
        assert one["unit"] == "x"
        assert one["leader"]["low"] <= one["leader"]["median"] <= one["leader"]["high"]
        assert one["leader"]["unit"] == "H100-equivalents"


def test_screen_says_it_is_no_legal_advice():
    done = parity("screen", "SenseTime", "--on", "2024-05-28", "--json")
    assert {one["list"] for one in json.loads(done.stdout)} == {"entity-list", "ns-cmic"}
    assert b"Not legal advice" in done.stderr


BAD = {
    "missing file": (("check", "nowhere.txt"), None, "nowhere.txt"),
    "garbage": (("check", "-"), bytes(range(256)) * 40, None),
    "empty": (("check", "-"), b"", "empty"),
    "blank": (("check", "-"), b" \n\n ", None),
    "no claim": (("check", "-", "--date", "2024-05-28"), b"The soup was warm.", "no claim"),
    "no date": (("check", "-"), b"China is two years behind the United States in AI.", "--date"),
    "bad date": (("check", "-", "--date", "28.5.2024"), b"x", "2024-05-28"),
    "loopback": (("check", "http://127.0.0.1:9/a"), None, "--allow-private-address"),
    "private name": (("check", "http://localhost/a"), None, "--allow-private-address"),
    "metadata service": (("check", "http://169.254.169.254/latest"), None, None),
    "scheme": (("check", "ftp://example.org/a"), None, None),
    "metric": (("gap", "capabilty", "US", "China"), None, "Did you mean capability"),
    "bloc": (("gap", "capability", "US", "Chnia"), None, "Did you mean China"),
    "same bloc": (("gap", "capability", "US", "United States"), None, "itself"),
    "before data": (("gap", "capability", "US", "China", "--on", "2019-01-01"), None, "first figure"),
    "vintage before data": (("gap", "capability", "US", "China", "--vintage", "2019-01-01"), None, "first vintage"),
    "empty bloc": (("gap", "capability", "US", "Taiwan"), None, "Taiwan"),
    "counting": (("gap", "compute_stock", "US", "China", "--counting", "x"), None, "hyperscalers"),
    "members": (("gap", "capability", "US", "China", "--members", "some"), None, "any nor lead"),
    "no draws": (("gap", "capability", "US", "China", "--draws", "0"), None, "draws"),
    "past horizon": (("forecast", "capability", "US", "China", "--until", "2020-01-01"), None, "must end after"),
    "no such command": (("gapp",), None, None),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_gets_one_line_exit_two_and_writes_nothing(name: str, tmp_path: Path):
    words, stdin, says = BAD[name]
    report = tmp_path / "report.html"
    extra = ("--html", str(report)) if words[0] == "check" else ()
    done = parity(*words, *extra, stdin=stdin, cwd=tmp_path)
    assert done.returncode == 2, done.stderr
    assert done.stdout == b""
    told = done.stderr.decode()
    assert "Traceback" not in told
    if says:
        assert says in " ".join(told.split())
    if told.startswith("parity:"):
        assert told.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


QUIET = b"The soup was warm and the guests stayed late."


def test_an_article_without_a_claim_is_an_empty_list_for_programs_alone(
    tmp_path: Path,
):
    done = parity("check", "-", "--date", "2024-05-28", "--on", "2026-11-23", "--json", stdin=QUIET)
    assert done.returncode == 0
    assert json.loads(done.stdout)["claims"] == []
    assert b"no claim" in done.stderr
    for extra in ((), ("--html", str(tmp_path / "r.html"), "--json")):
        refused = parity("check", "-", "--date", "2024-05-28", *extra, stdin=QUIET)
        assert (refused.returncode, refused.stdout) == (2, b"")
    assert list(tmp_path.iterdir()) == []


def test_a_file_of_200_megabytes_is_refused_before_it_is_read(tmp_path: Path):
    path = tmp_path / "huge.txt"
    with path.open("wb") as huge:
        huge.truncate(200 * 1024 * 1024)
    done = parity("check", str(path))
    assert done.returncode == 2
    assert b"MB" in done.stderr or b"MiB" in done.stderr


def test_a_report_that_cannot_be_written_is_bad_input(tmp_path: Path):
    (tmp_path / "file").write_text("x")
    done = parity(
        "check", "-", "--html", str(tmp_path / "file" / "r.html"), "--on", "2026-11-23", stdin=ARTICLE.encode()
    )
    assert (done.returncode, done.stdout) == (2, b"")


def test_help_has_an_example_for_every_command_that_takes_arguments():
    for command in ("check", "gap", "series", "forecast", "screen"):
        assert f"Example: parity {command}" in " ".join(parity(command, "--help").stdout.decode().split())


def test_an_article_cannot_steer_the_terminal():
    text = (
        "Rivals\n\n28 May 2024\n\nChina is two \x1b[31myears behind the United States in artificial intelligence.\n"
        + "More to come. " * 20
    )
    done = parity("check", "-", "--on", "2026-11-23", stdin=text.encode())
    assert done.returncode == 0, done.stderr
    assert b"\x1b" not in done.stdout


def test_check_writes_every_export_or_none(tmp_path: Path):
    words = ("check", "-", "--json", "--on", "2026-11-23")
    files = {name: tmp_path / f"out.{name}" for name in ("html", "pdf", "markdown", "claimreview")}
    asked = [word for name, path in files.items() for word in (f"--{name}", str(path))]
    done = parity(*words, *asked, stdin=ARTICLE.encode())
    assert done.returncode == 0, done.stderr
    assert files["pdf"].read_bytes().startswith(b"%PDF-")
    assert files["markdown"].read_text("utf-8").startswith("# Rivals race on")
    reviews = json.loads(files["claimreview"].read_text("utf-8"))
    assert [one["reviewRating"]["alternateName"] for one in reviews][:2] == ["supported", "supported"]
    claims = json.loads(done.stdout)["claims"]
    assert claims[0]["would_change"].startswith("It would be ")
    assert claims[0]["influential"][0]["without"] is not None
    assert "2024-05-28" in claims[0]["summary"]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(path.name for path in files.values())


def test_one_export_that_cannot_be_written_leaves_none(tmp_path: Path):
    (tmp_path / "folder").mkdir()
    asked = ("--markdown", str(tmp_path / "a.md"), "--claimreview", str(tmp_path / "folder"))
    done = parity("check", "-", "--on", "2026-11-23", *asked, stdin=ARTICLE.encode())
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"--claimreview" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]


@pytest.mark.parametrize(
    ("extra", "says"),
    [(("--review-url", "https://a.example"), "--claimreview"), (("--review-url", "ftp://a"), "")],
)
def test_a_review_address_is_checked(extra: tuple[str, ...], says: str):
    done = parity("check", "-", "--on", "2026-11-23", *extra, stdin=ARTICLE.encode())
    assert done.returncode == 2
    assert says in done.stderr.decode()
