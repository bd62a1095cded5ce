#!/usr/bin/env python3
"""Runs the real program on small folders and compares what it says, byte for byte.

    run_transcripts.py [--update] [--schema FILE] [--fake DNSWARD_FAKE] DNSWARD [CASE...]

A case is a folder of cases/: `cmd` (shell lines), the files that it starts with, and what must come
out: `stdout`, `stderr`, `exit`. A file `uses` names folders of files/ that are copied in first. Each
case runs in a copy of its own, and the copy's path is shown as $CASE. Every JSON document that a case
writes, to standard output or to a file, must fit the schema. Cases that speak to an API (bin/at-fake)
need --fake, and are left out without it. --update writes the expectations; read
the difference before you commit it.
"""

import argparse
import concurrent.futures
import difflib
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
EXPECTATIONS = ("stdout", "stderr", "exit")
TIME_LIMIT = 120  # seconds; a case takes well under one


def environment(program, folder):
    return {
        "PATH": f"{program.parent}:{HERE / 'bin'}:/usr/bin:/bin:/usr/sbin:/sbin",
        "HOME": str(folder),
        "LC_ALL": "C.UTF-8",
        "TERM": "xterm",
        "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", ""),
        "TSAN_OPTIONS": os.environ.get("TSAN_OPTIONS", ""),
        "DNSWARD_FAKE": os.environ.get("DNSWARD_FAKE", ""),
    }


def prepare(case, folder):
    uses = case / "uses"
    names = uses.read_text().split() if uses.exists() else []
    for source in [HERE / "files" / name for name in names] + [case]:
        shutil.copytree(source, folder, dirs_exist_ok=True)
    for name in EXPECTATIONS + ("cmd", "uses"):
        (folder / name).unlink(missing_ok=True)
    for path in [folder, *folder.rglob("*")]:  # the cases without privileges read it too
        path.chmod(0o777 if path.is_dir() else 0o666)


def run(case, program):
    """The outcome as bytes by name, and the JSON documents by name."""
    with tempfile.TemporaryDirectory(prefix="dnsward-case-") as name:
        folder = pathlib.Path(name)
        prepare(case, folder)
        ran = subprocess.run(["bash", str(case / "cmd")], cwd=folder,
                             env=environment(program, folder), stdin=subprocess.DEVNULL,
                             capture_output=True, timeout=TIME_LIMIT, check=False)
        show = lambda text: text.replace(os.fsencode(folder), b"$CASE")
        got = {"stdout": show(ran.stdout), "stderr": show(ran.stderr),
               "exit": b"%d\n" % ran.returncode}
        documents = {path.name: path.read_bytes() for path in folder.rglob("*.json")}
    if got["stdout"].startswith(b"{"):
        documents["stdout"] = got["stdout"]
    return got, documents


def difference(name, expected, got):
    lines = [text.decode("utf-8", "backslashreplace").splitlines(keepends=True)
             for text in (expected, got)]
    marked = difflib.unified_diff(*lines, f"{name} expected", f"{name} now")
    return "".join(line if line.endswith("\n") else line + "\n(no line feed at the end)\n"
                   for line in marked)


def schema_problems(documents, validator):
    problems = []
    for name, text in sorted(documents.items()):
        try:
            value = json.loads(text)
        except ValueError as error:
            problems.append(f"{name} is not JSON: {error}\n")
            continue
        if validator:
            problems += [f"{name} does not fit the schema: {error.message}\n"
                         for error in validator.iter_errors(value)]
    return problems


def check(case, program, update, validator):
    """What is wrong with the case, as lines; nothing when it is as expected."""
    try:
        got, documents = run(case, program)
    except subprocess.TimeoutExpired:
        return [f"took longer than {TIME_LIMIT} seconds\n"]
    problems = schema_problems(documents, validator)
    for name, text in got.items():
        path = case / name
        if update:
            path.write_bytes(text)
        expected = path.read_bytes() if path.exists() else b""
        if text != expected or not path.exists():
            problems.append(difference(name, expected, text) or f"{name} is missing\n")
    return problems


def make_validator(path):
    try:
        import jsonschema
    except ImportError:
        print("Documents are not held against the schema: python3-jsonschema is not installed.")
        return None
    schema = json.loads(path.read_text())
    kind = jsonschema.validators.validator_for(schema)
    kind.check_schema(schema)
    return kind(schema)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--update", action="store_true")
    parser.add_argument("--schema", type=pathlib.Path,
                        default=HERE.parents[1] / "docs/schema/plan.schema.json")
    parser.add_argument("--fake", type=pathlib.Path)
    parser.add_argument("program", type=pathlib.Path)
    parser.add_argument("cases", nargs="*")
    options = parser.parse_args()
    cases = sorted(path.parent for path in (HERE / "cases").glob("*/cmd")
                   if not options.cases or path.parent.name in options.cases)
    if not cases or (options.cases and len(cases) != len(set(options.cases))):
        sys.exit(f"no such case among {' '.join(options.cases) or HERE / 'cases'}")
    if options.fake:
        os.environ["DNSWARD_FAKE"] = str(options.fake.resolve())
    else:
        print("Cases that speak to an API are left out: --fake is not given.")
        cases = [case for case in cases if "at-fake" not in (case / "cmd").read_text()]
    validator = make_validator(options.schema)
    failed = 0
    with tempfile.TemporaryDirectory(prefix="dnsward-program-") as name, \
            concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        # A copy that everybody may run, wherever the build folder is.
        program = pathlib.Path(shutil.copy2(options.program, pathlib.Path(name) / "dnsward"))
        pathlib.Path(name).chmod(0o755)
        outcomes = pool.map(lambda case: check(case, program, options.update, validator), cases)
        for case, problems in zip(cases, outcomes):
            if problems:
                failed += 1
                print(f"---- {case.name}\n{''.join(problems)}")
    print(f"{len(cases)} transcripts, {failed} not as expected")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
