#!/usr/bin/env bash
# Write constraints.txt: the newest versions that pyproject.toml admits, from a fresh environment.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place"
"$place/bin/python" -m pip install -qq --upgrade pip
"$place/bin/python" -m pip install -qq --editable '.[all]' --group dev --group bench editables # the last: what builds an editable install
{
  echo "# The exact versions that every check ran with; written by tools/freeze.sh."
  "$place/bin/python" -m pip freeze --all --exclude-editable --exclude setuptools
} >constraints.txt
