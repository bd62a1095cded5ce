"""Holds the Route 53 fake against botocore's model of the API and against boto3.

Usage: route53_fake.py DNSWARD_FAKE MODEL_JSON. Where the model is not there, the one inside botocore is taken.
Every answer's XML is held against the model: no other elements than it has, the required ones, its enumerations.
"""

import datetime
import json
import pathlib
import re
import sys
import xml.etree.ElementTree
from unittest import mock

import boto3
import botocore
import botocore.auth
import botocore.exceptions
import botocore.loaders
from botocore.config import Config

from fake import Fake

SPACE = "{https://route53.amazonaws.com/doc/2013-04-01/}"
# Where the model is stricter than the API itself: real answers to a first page have no Marker.
NOT_REQUIRED = {("ListHostedZonesResponse", "Marker")}


class Route53Fake(Fake):
    """Its credentials are two lines, as environment variables."""

    def __enter__(self):
        super().__enter__()
        self.key = self.token.removeprefix("AWS_ACCESS_KEY_ID=")
        self.secret = self.process.stdout.readline().strip().removeprefix("AWS_SECRET_ACCESS_KEY=")
        return self

    def client(self, secret=None, key=None, token=None):
        config = Config(retries={"total_max_attempts": 1}, region_name="us-east-1")
        return boto3.client("route53", endpoint_url=self.base_url, config=config, aws_session_token=token,
                            aws_access_key_id=key or self.key, aws_secret_access_key=secret or self.secret)


class Model:
    """The shapes of the API, and what answers violated so far."""

    def __init__(self, document):
        self.shapes = document["shapes"]
        self.outputs = {name: operation["output"]["shape"] for name, operation in document["operations"].items()}
        self.problems, self.count, self.operations = [], 0, set()

    def watch(self, client):
        client.meta.events.register("before-parse.route-53", self.hold)

    def hold(self, operation_model, response_dict, **_):
        body = response_dict["body"]
        root = xml.etree.ElementTree.fromstring(body)
        self.count += 1
        self.operations.add(operation_model.name)
        if not re.fullmatch("[0-9a-f-]{36}", response_dict["headers"].get("x-amzn-RequestId", "")):
            self.problems.append(f"{operation_model.name}: no x-amzn-RequestId")
        if response_dict["status_code"] < 300:
            shape = self.outputs[operation_model.name]
            if root.tag != SPACE + shape:
                self.problems.append(f"{operation_model.name}: the outer element is {root.tag}")
            self.compare(root, shape, shape)
        else:
            self.compare_error(root, operation_model.name)

    def compare_error(self, root, name):
        tags = [element.tag.removeprefix(SPACE) for element in root.iter()]
        if tags != ["ErrorResponse", "Error", "Type", "Code", "Message", "RequestId"]:
            self.problems.append(f"{name}: the error's elements are {tags}")

    def compare(self, element, shape_name, where):
        shape = self.shapes[shape_name]
        if shape["type"] == "structure":
            self.compare_structure(element, shape_name, where)
        elif shape["type"] == "list":
            self.compare_list(element, shape, where)
        else:
            self.compare_text(element, shape, where)

    def compare_structure(self, element, shape_name, where):
        shape = self.shapes[shape_name]
        members = {member.get("locationName", name): member for name, member in shape["members"].items()
                   if member.get("location") is None}
        found = [child.tag.removeprefix(SPACE) for child in element]
        if len(found) != len(set(found)):
            self.problems.append(f"{where}: an element comes twice: {found}")
        for name in set(shape.get("required", [])) & set(members) - set(found):
            if (shape_name, name) not in NOT_REQUIRED:
                self.problems.append(f"{where}: {name} is missing")
        for child, name in zip(element, found):
            if name in members:
                self.compare(child, members[name]["shape"], f"{where}/{name}")
            else:
                self.problems.append(f"{where}: {name} is not in the model")

    def compare_list(self, element, shape, where):
        name = shape["member"]["locationName"]
        if len(element) < shape.get("min", 0):
            self.problems.append(f"{where}: {len(element)} items")
        for child in element:
            if child.tag != SPACE + name:
                self.problems.append(f"{where}: {child.tag} is not {name}")
            self.compare(child, shape["member"]["shape"], f"{where}/{name}")

    def compare_text(self, element, shape, where):
        text = element.text or ""
        if len(element):
            self.problems.append(f"{where}: a text has elements")
        if "enum" in shape and text not in shape["enum"]:
            self.problems.append(f"{where}: {text} is not in the model")
        if shape["type"] == "string" and not shape.get("min", 0) <= len(text) <= shape.get("max", 65536):
            self.problems.append(f"{where}: {len(text)} characters")
        pattern = {"long": "-?[0-9]+", "integer": "-?[0-9]+", "boolean": "true|false",
                   "timestamp": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z"}.get(shape["type"], "(?s:.*)")
        if not re.fullmatch(pattern, text):
            self.problems.append(f"{where}: {text} is no {shape['type']}")


def rrset(name, kind, *values, ttl=60):
    records = [{"Value": value} for value in values]
    return {"Name": name, "Type": kind, "TTL": ttl, "ResourceRecords": records}


def change(client, zone, *changes):
    # boto3 sends elements in the order of its input, and the API wants its own order.
    order = list(client.meta.service_model.shape_for("ResourceRecordSet").members)
    sets_in_order = [(action, {name: content[name] for name in order if name in content}) for action, content in changes]
    batch = {"Comment": "by boto3",
             "Changes": [{"Action": action, "ResourceRecordSet": content} for action, content in sets_in_order]}
    return client.change_resource_record_sets(HostedZoneId=zone, ChangeBatch=batch)["ChangeInfo"]


def serve_zones(client):
    pages = list(client.get_paginator("list_hosted_zones").paginate(PaginationConfig={"PageSize": 3}))
    names = [zone["Name"] for page in pages for zone in page["HostedZones"]]
    assert len(pages) == 3 and sorted(names) == [f"zone{n:04}.example." for n in range(1, 8)], names
    assert client.list_hosted_zones(HostedZoneType="PrivateHostedZone")["HostedZones"] == []
    assert client.get_hosted_zone_count()["HostedZoneCount"] == 7
    found, query = [], {"DNSName": "zone0003.example"}
    while query:
        page = client.list_hosted_zones_by_name(MaxItems="2", **query)
        found += page["HostedZones"]
        query = {"DNSName": page["NextDNSName"], "HostedZoneId": page["NextHostedZoneId"]} \
            if page["IsTruncated"] else None
    assert [zone["Name"] for zone in found] == [f"zone{n:04}.example." for n in range(3, 8)], found
    zone = client.get_hosted_zone(Id=found[0]["Id"])
    assert len(zone["DelegationSet"]["NameServers"]) == 4
    assert zone["HostedZone"]["ResourceRecordSetCount"] == 11
    return found[0]["Id"]


def sets(client, zone, size=300):
    paginator = client.get_paginator("list_resource_record_sets")
    pages = paginator.paginate(HostedZoneId=zone, PaginationConfig={"PageSize": size})
    return [content for page in pages for content in page["ResourceRecordSets"]]


def serve_sets(client, zone):
    before = sets(client, zone)
    assert before == sets(client, zone, 1) and len(before) == 11, before
    wild = rrset("\\052.new.zone0003.example.", "TXT", '"a \\"quoted\\" <&>" "\\303\\251"')
    info = change(client, zone, ("CREATE", {**wild, "Name": "*.New.zone0003.example"}))
    assert (info["Status"], info["Comment"]) == ("PENDING", "by boto3")
    assert info["SubmittedAt"].tzinfo is not None
    client.get_waiter("resource_record_sets_changed").wait(Id=info["Id"], WaiterConfig={"Delay": 1})
    assert client.get_change(Id=info["Id"])["ChangeInfo"]["Status"] == "INSYNC"
    routed = [{**rrset("new.zone0003.example.", "TXT", f'"{name}"'), "SetIdentifier": name, **way}
              for name, way in (("one", {"Weight": 1}), ("two", {"Weight": 2}), ("three", {"Weight": 3}))]
    located = {**rrset("geo.zone0003.example.", "A", "192.0.2.1"), "SetIdentifier": "de",
               "GeoLocation": {"CountryCode": "DE"}}
    near = {**rrset("near.zone0003.example.", "A", "192.0.2.1"), "SetIdentifier": "near",
            "GeoProximityLocation": {"Coordinates": {"Latitude": "49.22", "Longitude": "-74.01"}, "Bias": 5}}
    alias = {"Name": "alias.zone0003.example.", "Type": "A",
             "AliasTarget": {"HostedZoneId": "Z2", "DNSName": "b.example.net.", "EvaluateTargetHealth": True}}
    for content in (*routed, located, near, alias):
        change(client, zone, ("UPSERT", content))
    now = sets(client, zone, 2)
    assert len(now) == 18 and now == sets(client, zone), now
    for content in (wild, *routed, located, near, alias):
        assert content in now, content
    change(client, zone, ("DELETE", wild), ("CREATE", {**wild, "TTL": 5}))
    change(client, zone, *[("DELETE", content) for content in ({**wild, "TTL": 5}, *routed, located, near, alias)])
    assert sets(client, zone) == before


def refuse(code, status, text, call, *arguments, **named):
    try:
        call(*arguments, **named)
    except botocore.exceptions.ClientError as error:
        found = (error.response["Error"]["Code"], error.response["ResponseMetadata"]["HTTPStatusCode"])
        assert found == (code, status) and text in error.response["Error"]["Message"], error
    else:
        raise AssertionError(f"{code} was expected")


def serve_refusals(client, zone):
    mail = rrset("zone0003.example", "MX", "10 mx.example.net.", ttl=3600)
    bare = rrset("a.zone0003.example", "TXT", "bare")
    batches = [("CREATE", mail, "but it already exists]"), ("DELETE", {**mail, "TTL": 5}, "the current values]"),
               ("DELETE", bare, "but it was not found]"), ("CREATE", bare, "enclosed in quotation marks"),
               ("CREATE", rrset("zone0003.example", "CNAME", "b.example"), "not permitted at apex in zone"),
               ("CREATE", rrset("a.other.example", "A", "192.0.2.1"), "is not permitted in zone zone0003.example."),
               ("CREATE", rrset("b.zone0003.example", "TXT", '"x"', '"x"'), "Duplicate Resource Record: '\"x\"'")]
    for action, content, text in batches:
        refuse("InvalidChangeBatch", 400, text, change, client, zone, (action, content))
    without_ttl = {key: value for key, value in mail.items() if key != "TTL"}
    refuse("InvalidInput", 400, "but found none in Change", change, client, zone, ("DELETE", without_ttl))
    refuse("InvalidInput", 400, "cvc-maxLength-valid", client.change_resource_record_sets, HostedZoneId=zone,
           ChangeBatch={"Comment": "x" * 257, "Changes": [{"Action": "DELETE", "ResourceRecordSet": mail}]})
    refuse("InvalidInput", 400, "a name with a type", client.list_resource_record_sets, HostedZoneId=zone,
           StartRecordType="TXT")
    refuse("NoSuchHostedZone", 404, "ZNOBODY", client.list_resource_record_sets, HostedZoneId="ZNOBODY")
    refuse("NoSuchHostedZone", 404, "ZNOBODY", client.get_hosted_zone, Id="ZNOBODY")
    refuse("NoSuchChange", 404, "CNOBODY", client.get_change, Id="CNOBODY")
    refuse("InvalidDomainName", 400, "DomainLabelEmpty", client.list_hosted_zones_by_name, DNSName="a..b")


def serve_strangers(fake, model):
    def client(**named):
        made = fake.client(**named)
        model.watch(made)
        return made

    refuse("SignatureDoesNotMatch", 403, "does not match the signature you provided",
           client(secret="wrong").list_hosted_zones)
    refuse("InvalidClientTokenId", 403, "is invalid", client(key="AKIANOBODY").list_hosted_zones)
    refuse("InvalidClientTokenId", 403, "is invalid", client(token="none").list_hosted_zones)
    late = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(minutes=7)
    with mock.patch("botocore.auth.get_current_datetime", return_value=late.replace(tzinfo=None)):
        refuse("SignatureDoesNotMatch", 403, "Signature expired: ", client().list_hosted_zones)
    unsigned = boto3.client("route53", endpoint_url=fake.base_url, region_name="us-east-1",
                            config=Config(signature_version=botocore.UNSIGNED, retries={"total_max_attempts": 1}))
    model.watch(unsigned)
    refuse("MissingAuthenticationToken", 403, "Missing", unsigned.list_hosted_zones)


def main():
    program, path = sys.argv[1], pathlib.Path(sys.argv[2])
    document = json.loads(path.read_text()) if path.exists() else \
        botocore.loaders.Loader().load_service_model("route53", "service-2")
    model = Model(document)
    with Route53Fake(program, "route53", "--zones", "7") as fake:
        client = fake.client()
        model.watch(client)
        zone = serve_zones(client)
        serve_sets(client, zone)
        serve_refusals(client, zone)
        serve_strangers(fake, model)
    with Route53Fake(program, "route53", "--burst", "1", "--refill", "0.001") as fake:
        client = fake.client()
        model.watch(client)
        client.get_hosted_zone_count()
        refuse("Throttling", 400, "Rate exceeded", client.get_hosted_zone_count)
    if model.problems:
        raise SystemExit("\n".join(model.problems))
    print(f"boto3 {boto3.__version__} listed, created, waited, changed and deleted on the fake; its {model.count} "
          f"answers to {len(model.operations)} operations fit {path.name if path.exists() else 'the client'}'s model")


if __name__ == "__main__":
    main()
