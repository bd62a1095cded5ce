"""Lets OctoDNS read what dnsward wrote to the fake APIs.

Usage: octodns_view.py DNSWARD DNSWARD_FAKE. For each API: OctoDNS's provider reads the zones, dnsward applies a
file, OctoDNS reads them again. Each RRset that changed must have the values and the TTL of dnsward's report, every
other RRset must be as before, and a second plan must be empty.
"""

import base64
import functools
import json
import logging
import os
import pathlib
import re
import subprocess
import sys
import tempfile
from unittest import mock

import dns.name
import dns.rdata
import hcloud
from octodns.zone import Zone
from octodns_cloudflare import CloudflareProvider
from octodns_hetzner import HetznerProvider
from octodns_route53 import Route53Provider

from fake import Fake
from route53_fake import Route53Fake

DNSWARD, DNSWARD_FAKE = sys.argv[1:3]
ZONES = [f"zone{number:04}.example" for number in (1, 2, 3)]
KEY = base64.b64encode(b"\x30\x82" + bytes(range(256)) + bytes(range(36))).decode()
FILE = """\
[provider.here]
type = "{api}"

[sender.letters]
spf   = ["include:_spf.letters.example", "ip6:2001:db8::/32"]
token = ["letters-code:0123456789abcdef"]
dmarc = {{ rua = ["mailto:reports@letters.example"] }}

[[sender.letters.record]]
name  = "long"
type  = "TXT"
value = '{long} a quoted "word", a \\ and a ;'

[[sender.letters.record]]
name  = "tracking"
type  = "CNAME"
value = "tracking.letters.example."

[[sender.letters.record]]
name  = "bounce"
type  = "MX"
value = "10 feedback.letters.example."

[[domains]]
provider = "here"
senders  = ["letters"]
names    = [{names}]
"""


def cloudflare(fake):
    return CloudflareProvider("fake", token=fake.token, api_url=fake.base_url, pagerules=False, min_ttl=60)


def hetzner(fake):
    # The provider has no setting for the endpoint, its client has.
    with mock.patch("hcloud.Client", functools.partial(hcloud.Client, api_endpoint=fake.base_url)):
        return HetznerProvider("fake", fake.token, backend="hcloud")


def route53(fake):
    # The provider has no setting for the endpoint, boto3 has.
    with mock.patch.dict(os.environ, AWS_ENDPOINT_URL_ROUTE_53=fake.base_url, AWS_DEFAULT_REGION="us-east-1"):
        return Route53Provider("fake", access_key_id=fake.key, secret_access_key=fake.secret)


def token_of(fake):
    return {"DNSWARD_HERE_TOKEN": fake.token, "DNSWARD_HERE_ENDPOINT": fake.base_url}


def keys_of(fake):
    return {"AWS_ACCESS_KEY_ID": fake.key, "AWS_SECRET_ACCESS_KEY": fake.secret,
            "AWS_ENDPOINT_URL_ROUTE_53": fake.base_url}


def octodns_value(value):
    text = value.to_rdata_text() if hasattr(value, "preference") else str(value)
    return re.sub(r"\\(.)", r"\1", text)  # it keeps a TXT value's escapes, and adds its own of ";"


def octodns_view(provider):
    """{(owner, type): (ttl, values)} of every RRset of all zones."""
    view = {}
    for name in ZONES:
        zone = Zone(f"{name}.", [])
        assert provider.populate(zone, lenient=True), f"OctoDNS finds no zone {name}"
        for record in zone.records:
            values = record.values if hasattr(record, "values") else [record.value]
            view[record.fqdn, record._type] = record.ttl, frozenset(map(octodns_value, values))
    return view


def reported_value(rdtype, text):
    """A value of dnsward's report, in presentation format, as octodns_view has it."""
    if rdtype == "TXT":
        return b"".join(dns.rdata.from_text("IN", rdtype, text).strings).decode()
    return text


def run(environment, *words):
    result = subprocess.run([DNSWARD, *words, "--format", "json"], env=environment, capture_output=True, text=True)
    assert result.returncode == 0, f"{words}: exit code {result.returncode}\n{result.stdout}{result.stderr}"
    return json.loads(result.stdout)


def check(api, provider_of, folder, kind=Fake, credentials_of=token_of):
    config = folder / f"{api}.toml"
    names = ", ".join(f'"{name}"' for name in ZONES)
    config.write_text(FILE.format(api=api, names=names, long=f"v=x; p={KEY}"))
    with kind(DNSWARD_FAKE, api, "--zones", str(len(ZONES)), "--records", "20") as fake:
        environment = {**os.environ, **credentials_of(fake)}
        expected = octodns_view(provider_of(fake))
        changes = [change
                   for domain in run(environment, "apply", "--yes", "-c", str(config))["domains"]
                   for change in domain["changes"]]
        for change in changes:
            values = frozenset(reported_value(change["type"], text) for text in change["values_after"])
            expected[change["owner"], change["type"]] = change["ttl_after"], values
        assert len(changes) == 5 * len(ZONES), f"{api}: {len(changes)} changes"
        seen = octodns_view(provider_of(fake))
        for key in sorted(expected.keys() | seen.keys()):
            assert seen.get(key) == expected.get(key), f"{api}: {key}: {seen.get(key)} is not {expected.get(key)}"
        again = run(environment, "plan", "--detailed-exitcode", "-c", str(config))
        assert not any(domain["changes"] for domain in again["domains"]), f"{api}: not idempotent"
    print(f"{api}: OctoDNS reads {len(seen)} RRsets, {len(changes)} of them as dnsward changed them")


if __name__ == "__main__":
    logging.disable(logging.WARNING)
    with tempfile.TemporaryDirectory() as temporary:
        check("cloudflare", cloudflare, pathlib.Path(temporary))
        check("hetzner", hetzner, pathlib.Path(temporary))
        check("route53", route53, pathlib.Path(temporary), Route53Fake, keys_of)
