"""Holds the Cloudflare fake against Cloudflare's OpenAPI document and against its official Python client.

Usage: cloudflare_fake.py DNSWARD_FAKE OPENAPI_JSON. Without the document its part is skipped, and says so.
"""

import json
import pathlib
import sys

import cloudflare

from fake import Fake
from openapi import Document


def drop(*keys):
    def edit(node):
        for key in keys:
            del node[key]
    return edit


def allow_null(node):
    """`$ref`s can't have a neighbour in OpenAPI 3.0."""
    inner = dict(node)
    node.clear()
    node["anyOf"] = [inner, {"enum": [None]}]


def not_required(name):
    return lambda node: node.remove(name)


def failure_alone(node):
    """A failed request's schema says success-schema AND failure-schema: `success` true and false."""
    node["allOf"] = [part for part in node["allOf"] if part.get("$ref", "").endswith("-common-failure")]
    assert len(node["allOf"]) == 1


def records(method, path=""):
    escaped = f"/zones/{{zone_id}}/dns_records{path}".replace("/", "~1")
    return f"/paths/{escaped}/{method}/responses/4XX/content/application~1json/schema"


SCHEMAS = "/components/schemas"
ZONE = f"{SCHEMAS}/zones_zone/properties"
# Where the document is stricter than the API itself: observed answers violate it.
RELAXATIONS = [
    (f"{SCHEMAS}/dns-records_dns-record-response/required", not_required("data")),
    (f"{SCHEMAS}/dns-records_comment", allow_null),
    (f"{ZONE}/owner/properties/id", allow_null),
    (f"{ZONE}/tenant/properties/id", allow_null),
    (f"{ZONE}/tenant/properties/name", allow_null),
    (f"{ZONE}/tenant_unit/properties/id", allow_null),
    (f"{SCHEMAS}/dns-records_messages/items/properties/code", drop("minimum")),
    (f"{SCHEMAS}/zones_messages/items/properties/code", drop("minimum")),
    (f"{SCHEMAS}/iam_messages-2/items/properties/code", drop("minimum")),
    (records("get"), failure_alone),
    (records("post"), failure_alone),
    (records("get", "/{dns_record_id}"), failure_alone),
    (records("put", "/{dns_record_id}"), failure_alone),
    (records("patch", "/{dns_record_id}"), failure_alone),
    (records("delete", "/{dns_record_id}"), failure_alone),
    (records("get", "/usage"), failure_alone),
]

TXT = {"type": "TXT", "name": "a", "content": "x"}
MX = {"type": "MX", "name": "a", "content": "mx.example.net", "priority": 5, "comment": "ours", "tags": ["a:b"]}
CNAME = {"type": "CNAME", "name": "c", "content": "b.example.net", "proxied": True}
CAA = {"type": "CAA", "name": "@", "data": {"flags": 0, "tag": "issue", "value": "ca.example.net"}}
NOBODY = "0" * 32
WRONG_TOKEN = "b" * 40


def conversation(fake):
    """(method, path, body, token, the status expected), with each operation of the document in it."""
    zone = json.loads(fake.ask("GET", "/zones")[2])["result"][0]["id"]
    base = f"/zones/{zone}/dns_records"
    yield "GET", "/user/tokens/verify", None, None, 200
    yield "GET", "/user/tokens/verify", None, WRONG_TOKEN, 403
    yield "GET", f"/accounts/{NOBODY}/tokens/verify", None, None, 401
    yield "GET", "/zones?per_page=5", None, None, 200
    yield "GET", "/zones?per_page=4", None, None, 400
    yield "GET", f"/zones/{zone}", None, None, 200
    yield "GET", f"/zones/{NOBODY}", None, None, 404
    yield "GET", f"{base}?per_page=5", None, None, 200
    yield "GET", f"{base}?include_shadow_metadata=true", None, None, 200
    yield "GET", f"{base}?order=nothing", None, None, 400
    yield "GET", f"{base}?name=nobody", None, None, 200
    yield "GET", base, None, WRONG_TOKEN, 403
    for record in (TXT, MX, CNAME, CAA):
        yield "POST", base, record, None, 200
    yield "POST", base, TXT, None, 400
    yield "POST", base, "{", None, 400
    yield "POST", base, {**TXT, "content": '"'}, None, 400
    created = json.loads(fake.ask("GET", f"{base}?name=a.zone0001.example&type=TXT")[2])["result"][0]["id"]
    for path, status in ((f"{base}/{created}", 200), (f"{base}/{NOBODY}", 404)):
        yield "GET", path, None, None, status
        yield "PATCH", path, {"type": "TXT", "content": "y"}, None, status
        yield "PUT", path, {**TXT, "content": "z"}, None, status
        yield "DELETE", path, None, None, status
    yield "POST", f"{base}/batch", {"posts": [TXT, {**TXT, "name": "b"}]}, None, 200
    yield "POST", f"{base}/batch", {"posts": [{**TXT, "content": "new"}, TXT]}, None, 400
    yield "GET", f"{base}/usage", None, None, 200
    yield "GET", f"{base}/usage", None, WRONG_TOKEN, 403
    yield "GET", f"{base}/export", None, None, 200
    yield "GET", f"{base}/export", None, WRONG_TOKEN, 403


def hold_against_document(fake, path):
    document = Document(json.loads(path.read_text()), RELAXATIONS)
    seen, problems, count = set(), [], 0
    for method, target, body, token, expected in conversation(fake):
        status, headers, text = fake.ask(method, target, body, token)
        route = target.partition("?")[0]
        seen.add((method, document.operation(method, route)[1]))
        count += 1
        if status != expected:
            problems.append(f"{method} {route}: {status} instead of {expected}: {text}")
        schema = document.response_schema(method, route, status)
        value = json.loads(text) if headers.get_content_type() == "application/json" else text
        problems += [f"{method} {route} {status}: {error}" for error in document.errors(value, schema)]
        if isinstance(value, dict) and value["success"] != (status == 200):
            problems.append(f"{method} {route} {status}: success is {value['success']}")
    everything = {(method.upper(), path) for path, operations in document.document["paths"].items()
                  for method in operations if method in ("get", "post", "put", "patch", "delete")}
    problems += [f"{method} {path} was never asked" for method, path in sorted(everything - seen)]
    if problems:
        raise SystemExit("\n".join(problems))
    print(f"{count} answers of the Cloudflare fake fit the OpenAPI document, all {len(seen)} operations asked")


def serve_official_client(fake):
    """Every call of the official client returns what the ones before it did."""
    client = cloudflare.Cloudflare(api_token=fake.token, base_url=fake.base_url, max_retries=0)
    assert client.user.tokens.verify().status == "active"
    zones = list(client.zones.list(per_page=5))
    assert [zone.name for zone in zones] == [f"zone{n:04}.example" for n in range(1, 8)], zones
    zone = client.zones.get(zone_id=zones[1].id)
    assert (zone.name, zone.status, zone.type) == ("zone0002.example", "active", "full")
    api, here = client.dns.records, {"zone_id": zone.id}
    assert len(list(api.list(**here, per_page=3))) == 10
    long_value = '"' + "x" * 300 + '"'
    created = api.create(**here, type="TXT", name="new", content=long_value, ttl=600, comment="by the client")
    assert (created.name, created.ttl) == ("new.zone0002.example", 600)
    assert created.content == '"' + "x" * 255 + '" "' + "x" * 45 + '"'
    edited = api.edit(created.id, **here, type="TXT", name="new", content='"y"', ttl=600)
    assert (edited.id, edited.content, edited.comment) == (created.id, '"y"', "by the client")
    updated = api.update(created.id, **here, type="TXT", name="new", content='"z"', ttl=60)
    assert (updated.content, updated.comment) == ('"z"', None)
    assert api.get(created.id, **here).content == '"z"'
    mx = {"type": "MX", "name": "new", "content": "mx.example.net", "priority": 5, "ttl": 60}
    batch = api.batch(**here, deletes=[{"id": created.id}], posts=[mx])
    assert batch.deletes[0].id == created.id and batch.posts[0].priority == 5
    assert "new.zone0002.example.\t60\tIN\tMX\t5 mx.example.net." in api.export(**here)
    assert [r.content for r in api.list(**here, name={"exact": "new.zone0002.example"})] == ["mx.example.net"]
    assert api.delete(batch.posts[0].id, **here).id == batch.posts[0].id
    refuse(lambda: api.get(created.id, **here), cloudflare.NotFoundError, 81044)
    refuse(lambda: api.create(**here, type="TXT", name="e", content='"', ttl=1), cloudflare.BadRequestError, 9005)
    print(f"cloudflare {cloudflare.__version__} created, listed, changed, deleted and batched on the fake")


def refuse(call, kind, code):
    try:
        call()
    except kind as error:
        assert [item.code for item in error.errors] == [code], error
    else:
        raise AssertionError(f"{kind.__name__} was expected")


def main():
    program, document = sys.argv[1], pathlib.Path(sys.argv[2])
    with Fake(program, "cloudflare", "--zones", "7") as fake:
        serve_official_client(fake)
    if not document.exists():
        print(f"SKIPPED: {document} is not there, so the Cloudflare fake's answers are not held against it")
        return
    with Fake(program, "cloudflare", "--zones", "7") as fake:
        hold_against_document(fake, document)


if __name__ == "__main__":
    main()
