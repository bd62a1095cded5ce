"""Holds the Hetzner fake against Hetzner's OpenAPI document and against its official Python client.

Usage: hetzner_fake.py DNSWARD_FAKE OPENAPI_JSON. Without the document its part is skipped, and says so.
"""

import json
import pathlib
import re
import sys

import hcloud
from hcloud.zones import ZonePrimaryNameserver, ZoneRecord, ZoneRRSet

from fake import Fake
from openapi import Document

ZONE = "/zones/zone0001.example"
RRSETS = f"{ZONE}/rrsets"
APEX_TXT = f"{RRSETS}/@/TXT"
WRONG_TOKEN = "b" * 64


def sealed(node):
    """The document with its status ranges spelt as OpenAPI does, and with no fields but those it names.

    Members of an `allOf` stay open: none of them knows the others' fields.
    """
    if isinstance(node, list):
        return [sealed(item) for item in node]
    if not isinstance(node, dict):
        return node
    edited = {}
    for key, value in node.items():
        key = key.upper() if re.fullmatch("[1-5]xx", key) else key
        edited[key] = value if key == "allOf" else sealed(value)
    if "properties" in node and "allOf" not in node:
        edited.setdefault("additionalProperties", False)
    return edited


def records(*values, **more):
    return {"records": [{"value": value} for value in values], **more}


def rrset_conversation():
    act = f"{APEX_TXT}/actions"
    yield "GET", f"{RRSETS}?per_page=100&sort=name&type=TXT&type=MX", None, 200
    yield "GET", f"{RRSETS}?per_page=5&page=2", None, 200
    yield "GET", f"{RRSETS}?sort=nothing", None, 422
    yield "GET", APEX_TXT, None, 200
    yield "GET", f"{RRSETS}/nobody/TXT", None, 404
    yield "POST", RRSETS, records('"a"', name="new", type="TXT", ttl=300, labels={"a": "b"}), 201
    yield "POST", RRSETS, records('"a"', name="new", type="TXT"), 409
    yield "POST", RRSETS, records("a", name="b", type="TXT"), 422
    yield "PUT", f"{RRSETS}/www/A", {"labels": {}}, 404
    yield "PUT", APEX_TXT, {"labels": {"a": "b"}}, 200
    yield "PUT", APEX_TXT, records('"a"'), 422
    yield "POST", f"{act}/add_records", records('"a"', '"b"'), 201
    yield "POST", f"{act}/add_records", records('"' + "x" * 256 + '"'), 422
    yield "POST", f"{act}/remove_records", records('"a"'), 201
    yield "POST", f"{act}/set_records", records('"b"', '"c"'), 201
    yield "POST", f"{act}/update_records", {"records": [{"value": '"b"', "comment": "ours"}]}, 200
    yield "POST", f"{act}/change_ttl", {"ttl": None}, 201
    yield "POST", f"{act}/change_protection", {"change": True}, 201
    yield "POST", f"{act}/change_ttl", {"ttl": 60}, 423
    yield "DELETE", APEX_TXT, None, 423
    yield "DELETE", f"{RRSETS}/new/TXT", None, 201


def zone_conversation():
    servers = [{"address": "192.0.2.53", "port": 5353}]
    second = "/zones/example.net"
    yield "GET", "/zones?per_page=2&sort=id:desc", None, 200
    yield "GET", "/zones?per_page=51", None, 422
    yield "POST", "/zones", "{", 400
    yield "POST", "/zones", {"name": "example.com", "mode": "primary", "ttl": 600}, 201
    yield "POST", "/zones", {"name": "example.com", "mode": "primary"}, 409
    yield "POST", "/zones", {"name": "example.net", "mode": "secondary", "primary_nameservers": servers}, 201
    yield "GET", "/zones?per_page=50", None, 200
    yield "GET", second, None, 200
    yield "GET", f"{second}/rrsets", None, 422
    yield "POST", f"{second}/actions/change_primary_nameservers", {"primary_nameservers": servers}, 201
    yield "PUT", second, {"labels": {"a": "b"}}, 200
    yield "POST", f"{second}/actions/change_protection", {"delete": True}, 201
    yield "DELETE", second, None, 423
    yield "DELETE", "/zones/example.com", None, 201
    yield "GET", "/zones/example.org", None, 404
    yield "GET", f"{ZONE}/zonefile", None, 200
    yield "POST", f"{ZONE}/actions/change_ttl", {"ttl": 300}, 201
    yield "POST", f"{ZONE}/actions/import_zonefile", {"zonefile": ""}, 423


def conversation(fake):
    """(method, path, body, the status expected), with each operation of the document in it."""
    yield from rrset_conversation()
    yield from zone_conversation()
    begun = json.loads(fake.ask("POST", f"{RRSETS}/x/A/actions/add_records", records("192.0.2.1"))[2])
    action = begun["action"]["id"]
    for path in (f"/actions?id={action}&id=42", f"/actions/{action}", f"/zones/actions/{action}",
                 f"/zones/actions?id={action}", f"{ZONE}/actions?status=success", f"{ZONE}/actions/{action}"):
        yield "GET", path, None, 200
    yield "GET", "/actions", None, 410
    yield "GET", "/actions/42", None, 404
    zonefile = json.loads(fake.ask("GET", "/zones/zone0002.example/zonefile")[2])["zonefile"]
    yield "POST", "/zones/zone0002.example/actions/import_zonefile", {"zonefile": zonefile}, 201


class Checker:
    def __init__(self, path):
        self.document = Document(sealed(json.loads(path.read_text())), [])
        self.seen, self.problems, self.count = set(), [], 0

    def check(self, method, target, answer, expected):
        status, headers, text = answer
        route = target.partition("?")[0]
        self.seen.add((method, self.document.operation(method, route)[1]))
        self.count += 1
        told = f"{method} {route} {status}"
        if status != expected:
            self.problems.append(f"{told} instead of {expected}: {text}")
        schema = self.document.response_schema(method, route, status)
        self.problems += [f"{told}: {error}" for error in self.document.errors(json.loads(text), schema)]
        if not headers["X-Correlation-Id"]:
            self.problems.append(f"{told}: no X-Correlation-Id")

    def report(self):
        everything = {(method.upper(), path) for path, operations in self.document.document["paths"].items()
                      for method in operations if method in ("get", "post", "put", "delete")}
        self.problems += [f"{method} {path} was never asked" for method, path in sorted(everything - self.seen)]
        if self.problems:
            raise SystemExit("\n".join(self.problems))
        print(f"{self.count} answers of the Hetzner fake fit the OpenAPI document, "
              f"all {len(self.seen)} operations asked")


def hold_against_document(fake, path):
    checker = Checker(path)
    for method, target, body, expected in conversation(fake):
        answer = fake.ask(method, target, body)
        checker.check(method, target, answer, expected)
        begun = json.loads(answer[2]).get("action")
        if begun and begun["status"] == "running":  # effects are seen from an action's success on
            fake.ask("GET", f"/actions/{begun['id']}")
    checker.check("GET", "/zones", fake.ask("GET", "/zones", token=WRONG_TOKEN), 401)
    checker.report()


def values(rrset):
    return sorted(record.value for record in rrset.records)


def serve_zones(client):
    names = [f"zone{n:04}.example" for n in range(1, 61)]
    assert sorted(zone.name for zone in client.zones.get_all()) == names
    created = client.zones.create(name="example.com", mode="primary", ttl=600, labels={"team": "mail"},
                                  rrsets=[ZoneRRSet(name="www", type="A", records=[ZoneRecord("192.0.2.1")])])
    created.action.wait_until_finished()
    zone = client.zones.get("example.com")
    assert (zone.ttl, zone.record_count, zone.labels) == (600, 5, {"team": "mail"})
    assert client.zones.get(zone.id).name == "example.com"
    assert [found.name for found in client.zones.get_all(label_selector="team=mail")] == ["example.com"]
    zone.change_ttl(300).wait_until_finished()
    zone.change_protection(delete=True).wait_until_finished()
    refuse(zone.delete, "protected")
    zone.change_protection(delete=False).wait_until_finished()
    assert client.zones.get("example.com").ttl == 300
    zone.import_zonefile(zone.export_zonefile().zonefile).wait_until_finished()
    assert values(zone.get_rrset("www", "A")) == ["192.0.2.1"]
    second = client.zones.create(name="example.net", mode="secondary",
                                 primary_nameservers=[ZonePrimaryNameserver("192.0.2.53")])
    refuse(second.zone.get_rrset_all, "incorrect_zone_mode")
    second.zone.delete().action.wait_until_finished()
    refuse(lambda: client.zones.get("example.net"), "not_found")
    return zone


def serve_rrsets(zone):
    created = zone.create_rrset(name="new", type="TXT", ttl=600, labels={"a": "b"},
                                records=[ZoneRecord('"one"', comment="first")])
    created.action.wait_until_finished()
    rrset = zone.get_rrset("new", "TXT")
    assert (rrset.id, rrset.ttl, rrset.labels) == ("new/TXT", 600, {"a": "b"})
    assert [(record.value, record.comment) for record in rrset.records] == [('"one"', "first")]
    rrset.add_rrset_records([ZoneRecord('"two" "2"')]).wait_until_finished()
    rrset.update_rrset_records([ZoneRecord('"one"', comment="changed")]).wait_until_finished()
    rrset.change_rrset_ttl(None).wait_until_finished()
    rrset = zone.get_rrset("new", "TXT")
    assert {record.value: record.comment for record in rrset.records} == {'"one"': "changed", '"two" "2"': ""}
    assert rrset.ttl is None
    rrset.remove_rrset_records([ZoneRecord('"one"')]).wait_until_finished()
    assert values(zone.get_rrset("new", "TXT")) == ['"two" "2"']
    rrset.set_rrset_records([ZoneRecord('"three"')]).wait_until_finished()
    rrset.update_rrset(labels={"c": "d"})
    rrset.change_rrset_protection(change=True).wait_until_finished()
    refuse(rrset.delete_rrset, "protected")
    rrset.change_rrset_protection(change=False).wait_until_finished()
    assert [found.id for found in zone.get_rrset_all(type=["TXT"])] == ["new/TXT"]
    refuse(lambda: rrset.set_rrset_records([ZoneRecord("bare")]), "invalid_input")
    rrset.delete_rrset().action.wait_until_finished()
    refuse(lambda: zone.get_rrset("new", "TXT"), "not_found")
    assert {action.status for action in zone.get_actions()} == {"success"}


def serve_official_client(fake):
    """Every call of the official client returns what the ones before it did."""
    client = hcloud.Client(fake.token, api_endpoint=fake.base_url, poll_interval=0.01)
    zone = serve_zones(client)
    serve_rrsets(zone)
    zone.delete().action.wait_until_finished()
    refuse(lambda: client.zones.get("example.com"), "not_found")
    refuse(hcloud.Client(WRONG_TOKEN, api_endpoint=fake.base_url).zones.get_all, "unauthorized")
    print(f"hcloud {hcloud.__version__} created, listed, changed and deleted on the fake, and waited for it")


def refuse(call, code):
    try:
        call()
    except hcloud.APIException as error:
        assert error.code == code and error.correlation_id, error
    else:
        raise AssertionError(f"{code} was expected")


def main():
    program, document = sys.argv[1], pathlib.Path(sys.argv[2])
    with Fake(program, "hetzner", "--zones", "60") as fake:
        serve_official_client(fake)
    if not document.exists():
        print(f"SKIPPED: {document} is not there, so the Hetzner fake's answers are not held against it")
        return
    with Fake(program, "hetzner") as fake:
        hold_against_document(fake, document)


if __name__ == "__main__":
    main()
