"""Holds README.md against the program: the plan it shows, the file it shows, the commands and paths it names.

Argument: the dnsward program.
"""

import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

TOP = pathlib.Path(__file__).resolve().parent.parent.parent
DNSWARD = str(pathlib.Path(sys.argv[1]).resolve())
README = (TOP / "README.md").read_text()


def blocks(language):
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.MULTILINE | re.DOTALL)


def run(*words, cwd=TOP):
    result = subprocess.run([DNSWARD, *words], cwd=cwd, capture_output=True, text=True)
    return result.returncode, result.stdout


def check_plan(folder):
    command, _, shown = blocks("")[0].partition("\n")
    words = command.removeprefix("$ dnsward ").split()
    code, output = run(*words, cwd=folder)
    assert code == 0, f"{command} ended with {code}"
    assert output == shown, f"README.md shows another plan than this one:\n{output}"


def check_file(folder):
    for text in blocks("toml"):
        (folder / "readme.toml").write_text(text)
        code, output = run("validate", "-c", "readme.toml", cwd=folder)
        assert code == 0, output


def check_commands(folder):
    for line in "".join(blocks("sh")).splitlines():
        words = line.partition("#")[0].split()
        if words[0] == "dnsward":
            extra = [] if {"validate", "plan"} & set(words) or "--yes" in words else ["--yes"]
            code, output = run(*words[1:], *extra, cwd=folder)
            assert code in (0, 2), f"{line}: {code}\n{output}"
        elif words[0] == "cmake":
            preset = words[words.index("--preset") + 1]
            assert f'"name": "{preset}"' in (TOP / "CMakePresets.json").read_text(), line
        else:
            assert (TOP / words[0]).is_file(), line


def check_paths():
    for path in re.findall(r"`((?:docs|examples|tests|\.ci)/[^` ]*)", README):
        assert (TOP / path).exists(), f"README.md names {path}, which is not there"


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name) / "quickstart"
        shutil.copytree(TOP / "examples/quickstart", folder)
        check_plan(folder)
        check_file(folder)
        check_commands(folder)
    check_paths()
    print("README.md: in order")


if __name__ == "__main__":
    main()
