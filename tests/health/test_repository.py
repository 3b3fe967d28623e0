"""The collection as a whole: what is committed, how it is laid out, and what the front page promises."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src/parity"

# Put together here, so that this file does not name them itself.
REGISTRY_HOSTS = [
    "pypi" + ".org",
    "files." + "pythonhosted" + ".org",
    "registry." + "npmjs" + ".org",
    "registry." + "yarnpkg" + ".com",
    "deb." + "debian" + ".org",
    "security." + "debian" + ".org",
    "conda." + "anaconda" + ".org",
    "static." + "crates" + ".io",
    "proxy." + "golang" + ".org",
    "repo1." + "maven" + ".org",
]
REGISTRY_OPTIONS = re.compile(rb"^\s*(-i|--index-url|--extra-index-url|--find-links|-f)\b", re.MULTILINE)


def committed() -> list[Path]:
    """Every file that git tracks and that is still there; without git, every file of the tree that counts."""
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    names = [name for name in done.stdout.decode().split("\0") if name]
    if done.returncode or not names:
        folders = ("src", "tests", "docs", "examples", "tools", "benchmarks")
        return [path for folder in folders for path in (ROOT / folder).rglob("*") if path.is_file()]
    return [path for path in map(ROOT.joinpath, names) if path.is_file()]


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def rooms() -> list[Path]:
    return sorted(folder for folder in PACKAGE.iterdir() if folder.is_dir() and folder.name != "__pycache__")


def targets() -> set[str]:
    return set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))


@pytest.mark.parametrize("host", REGISTRY_HOSTS)
def test_no_committed_file_names_a_package_registry(host: str):
    guilty = [str(path.relative_to(ROOT)) for path in committed() if host.encode() in path.read_bytes()]
    assert guilty == []


def test_constraints_name_versions_and_no_registry():
    constraints = (ROOT / "constraints.txt").read_bytes()
    assert not REGISTRY_OPTIONS.search(constraints)
    pins = [line for line in constraints.decode().splitlines() if line and not line.startswith("#")]
    assert [line for line in pins if not re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][A-Za-z0-9.+!]*", line)] == []


@pytest.mark.parametrize("module", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_stays_under_400_lines(module: Path):
    assert len(module.read_text("utf-8").splitlines()) < 400, "split it by idea, not by kind"


@pytest.mark.parametrize("room", rooms(), ids=lambda path: path.name)
def test_a_room_says_what_it_is_for(room: Path):
    front = room / "__init__.py"
    assert front.is_file()
    assert ast.get_docstring(ast.parse(front.read_text("utf-8")))


@pytest.mark.parametrize("module", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_says_what_it_is_for(module: Path):
    assert ast.get_docstring(ast.parse(module.read_text("utf-8")))


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "docs/index.md", "docs/tutorial.md"])
def test_every_make_command_in_prose_exists(name: str):
    prose = (ROOT / name).read_text("utf-8")
    named = set(re.findall(r"(?:`|^)make ([a-z-]+)", prose, re.MULTILINE))
    assert named <= targets()


def test_every_parity_command_in_prose_exists():
    reference = (ROOT / "docs/cli.md").read_text("utf-8")
    exist = set(re.findall(r"^## `parity ([a-z]+)`", reference, re.MULTILINE))
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
    prose = "\n".join(page.read_text("utf-8") for page in pages if page.name != "cli.md")
    named = set(re.findall(r"(?:\$ (?:\.venv/bin/)?|`)parity ([a-z]+)", prose))
    assert named <= exist, "run `make docs`"


def test_the_readme_names_the_two_commands_of_a_newcomer():
    first_screen = "\n".join((ROOT / "README.md").read_text("utf-8").splitlines()[:60])
    assert "make run" in first_screen
    assert "make test" in first_screen


def test_every_target_for_people_has_a_line_of_help():
    makefile = (ROOT / "Makefile").read_text("utf-8")
    helped = set(re.findall(r"^([a-z-]+):.*## .", makefile, re.MULTILINE))
    asked_for = {"help", "setup", "run", "test", "test-browser", "check", "bench", "docs", "clean"}
    assert asked_for <= helped


def test_links_between_pages_of_the_docs_lead_somewhere():
    link = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
    links = [(page, target) for page in pages for target in link.findall(page.read_text("utf-8"))]
    broken = [(page, target) for page, target in links if "://" not in target and not (page.parent / target).exists()]
    assert broken == []
