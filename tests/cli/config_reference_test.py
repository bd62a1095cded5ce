"""Holds docs/config.md and docs/providers.md against the program, which lists the keys it knows in its errors.

Argument: the dnsward program.
"""

import pathlib
import re
import subprocess
import sys
import tempfile

TOP = pathlib.Path(__file__).resolve().parent.parent.parent
REFERENCE = (TOP / "docs/config.md").read_text()
UNKNOWN = "zzzzzzzzzzzz"

# One unknown key in each place where docs/config.md has a table, in the order of the file.
FILE = f"""\
{UNKNOWN} = 1
[defaults]
{UNKNOWN} = 1
[provider.p]
type = "zonefile"
directory = "."
{UNKNOWN} = 1
[sender.s]
{UNKNOWN} = 1
dkim = [{{ selector = "a", cname = "b.example", {UNKNOWN} = 1 }}]
dmarc = {{ policy = "none", {UNKNOWN} = 1 }}
[[sender.s.record]]
name = "a"
type = "TXT"
value = "x"
{UNKNOWN} = 1
[[domains]]
names = ["a.example"]
provider = "p"
senders = ["s"]
{UNKNOWN} = 1
dmarc = {{ policy = "none", {UNKNOWN} = 1 }}
"""
SECTIONS = ["At the top", "defaults", "provider", "sender", "dkim", "dmarc of a sender", "record", "domains",
            "dmarc of a domain"]


def documented(section):
    text = re.search(rf"^## {section}\n(.*?)(?=^## |\Z)", REFERENCE, re.MULTILINE | re.DOTALL).group(1)
    table = re.search(r"^\| key \|.*?(?=\n\n|\Z)", text, re.MULTILINE | re.DOTALL).group(0)
    return re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)


def known():
    with tempfile.TemporaryDirectory() as folder:
        (pathlib.Path(folder) / "dnsward.toml").write_text(FILE)
        result = subprocess.run([str(pathlib.Path(sys.argv[1]).resolve()), "validate"], cwd=folder, capture_output=True, text=True)
    assert result.returncode == 78, result
    lists = re.findall(r"the keys here are ([\w, ]+)", result.stderr.replace("\n        ", " "))
    return [keys.strip().split(", ") for keys in lists]


def check_providers():
    program = str(pathlib.Path(sys.argv[1]).resolve())
    page = (TOP / "docs/providers.md").read_text()
    listed = subprocess.run([program, "providers"], capture_output=True, text=True, check=True).stdout
    names = re.findall(r"^(\w+) {2,}", listed, re.MULTILINE)
    assert names, listed
    for name in names:
        told = subprocess.run([program, "providers", name], capture_output=True, text=True, check=True).stdout
        assert f"## {name}\n\n```\n{told}```\n" in page, f"docs/providers.md is not in step for {name}"


def main():
    check_providers()
    lists = known()
    assert len(lists) == len(SECTIONS), lists
    for section, keys in zip(SECTIONS, lists):
        assert documented(section) == keys, f"docs/config.md, {section}: {documented(section)}, not {keys}"
    print(f"docs/config.md: {len(SECTIONS)} tables in order, docs/providers.md too")


if __name__ == "__main__":
    main()
