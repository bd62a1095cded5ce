"""Checks docs/schema/plan.schema.json against real reports, and that it refuses damaged ones.

usage: check_schema.py SCHEMA PROGRAM; PROGRAM prints a JSON array of reports.
"""

import copy
import json
import subprocess
import sys

import jsonschema


def damaged(node, path=()):
    """Copies of `node`, each with one required key gone, one key too many, or one wrong type."""
    if isinstance(node, dict):
        yield path, {**node, "surprise": 1}
        for key, value in node.items():
            rest = {k: v for k, v in node.items() if k != key}
            if not (path and path[-1] == "fates[]" and key in ("label", "file", "line", "column")):
                yield path + (f"without {key}",), rest
            yield path + (f"{key} of a wrong type",), {**node, key: 1.5}
            for below, changed in damaged(value, path + (key,)):
                yield below, {**node, key: changed}
    elif isinstance(node, list) and node:
        for below, changed in damaged(node[0], path[:-1] + (path[-1] + "[]",) if path else ("[]",)):
            yield below, [changed] + node[1:]


def main():
    schema_path, program = sys.argv[1:]
    with open(schema_path, encoding="utf-8") as file:
        schema = json.load(file)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    text = subprocess.run([program], check=True, capture_output=True).stdout
    text.decode("ascii")
    reports = json.loads(text)
    refused = 0
    for report in reports:
        validator.validate(report)
        for path, wrong in damaged(copy.deepcopy(report)):
            if validator.is_valid(wrong):
                sys.exit(f"the schema accepts a report damaged at {'/'.join(path)}")
            refused += 1
    if len(reports) < 5 or refused < 500:
        sys.exit(f"only {len(reports)} reports and {refused} damaged ones were tried")
    print(f"{len(reports)} reports fit the schema, {refused} damaged ones do not")


if __name__ == "__main__":
    main()
