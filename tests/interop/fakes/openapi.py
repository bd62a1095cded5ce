"""Validates JSON values against an OpenAPI 3.0 document with jsonschema, with relaxations.

OpenAPI 3.0 is not JSON Schema: `nullable` becomes a type, and `exclusiveMinimum: true` does not occur here.
Each relaxation is a pair of a JSON pointer into the document and a function that edits what is there; it is
an error when the pointer leads nowhere, so that a new document can't make one useless in silence.
"""

import copy
import re

import jsonschema


class Document:
    def __init__(self, document, relaxations):
        self.document = copy.deepcopy(document)
        for pointer, edit in relaxations:
            edit(self.at(pointer))
        self.document = with_nulls(self.document)

    def at(self, pointer):
        node = self.document
        for part in pointer.lstrip("/").split("/"):
            part = part.replace("~1", "/").replace("~0", "~")
            node = node[int(part)] if isinstance(node, list) else node[part]
        return node

    def operation(self, method, path):
        """The operation of a concrete path, and its path in the document."""
        candidates = []
        for template, operations in self.document["paths"].items():
            pattern = re.sub(r"\{[^}]+\}", "[^/]+", template)
            if re.fullmatch(pattern, path) and method.lower() in operations:
                candidates.append((template.count("{"), template))
        if not candidates:
            raise LookupError(f"{method} {path} is not in the document")
        template = min(candidates)[1]  # /dns_records/batch before /dns_records/{id}
        return operations_of(self.document, template, method), template

    def response_schema(self, method, path, status):
        operation, _ = self.operation(method, path)
        responses = operation["responses"]
        response = responses.get(str(status)) or responses.get(f"{status // 100}XX") or responses.get("default")
        if response is None:
            raise LookupError(f"{method} {path} has no response {status}")
        return next(iter(response["content"].values()))["schema"] if response.get("content") else None

    def errors(self, value, schema):
        """Each violation as "where: what"."""
        whole = {"allOf": [schema], "components": self.document["components"]}
        validator = jsonschema.Draft4Validator(whole, format_checker=jsonschema.FormatChecker())
        found = sorted(validator.iter_errors(value), key=lambda error: list(map(str, error.absolute_path)))
        return [f"/{'/'.join(map(str, error.absolute_path))}: {error.message[:300]}" for error in found]


def operations_of(document, template, method):
    return document["paths"][template][method.lower()]


def with_nulls(node):
    """OpenAPI's `nullable` as JSON Schema."""
    if isinstance(node, list):
        return [with_nulls(item) for item in node]
    if not isinstance(node, dict):
        return node
    node = {key: with_nulls(value) for key, value in node.items()}
    if node.pop("nullable", False) is True:
        return {"anyOf": [node, {"enum": [None]}]}
    return node
