"""Applies the examples to copies of their zone files and lets other programs read the results.

The claims held against dnspython and miekg/dns: each changed RRset has exactly the values and the TTL of the
report, every other RRset is as before, the serial rose. pyspf evaluates the SPF record and dkimpy
reads the keys that are there afterwards; jsonschema validates the reports.
"""

import base64
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

import dkim
import dns.name
import dns.rdatatype
import dns.zone
import jsonschema
import spf

TOP = pathlib.Path(__file__).resolve().parent.parent.parent
DNSWARD, ZONEDUMP = sys.argv[1:3]
TYPES = (dns.rdatatype.TXT, dns.rdatatype.CNAME, dns.rdatatype.MX)


def zone_name(path):
    return path.name.removeprefix("db.").removesuffix(".zone")


def python_view(path):
    """{(owner, type): (ttl, values)} of every RRset, and the serial, as dnspython reads the file."""
    zone = dns.zone.from_file(str(path), origin=zone_name(path), relativize=False)
    view, serial = {}, 0
    for name, node in zone.items():
        for rdataset in node:
            owner = name.to_text().lower()
            if rdataset.rdtype == dns.rdatatype.SOA:
                serial = rdataset[0].serial
                continue
            view[owner, rdataset.rdtype] = (rdataset.ttl, frozenset(map(python_value, rdataset)))
    return view, serial


def python_value(rdata):
    if rdata.rdtype == dns.rdatatype.TXT:
        return b"".join(rdata.strings)
    return rdata.to_text().lower()


def go_view(path):
    """The TXT, CNAME and MX RRsets as miekg/dns reads the file."""
    output = subprocess.run([ZONEDUMP, zone_name(path), str(path)], check=True, capture_output=True)
    view = {}
    for record in json.loads(output.stdout):
        value = record["value"]
        if record["type"] == "TXT":
            value = base64.b64decode(value)
        key = record["owner"], dns.rdatatype.from_text(record["type"])
        ttl, values = view.get(key, (record["ttl"], frozenset()))
        view[key] = ttl, values | {value}
    return view


def reported(change):
    """The RRset that the report says is there after the change, as python_view has it."""
    owner, rdtype = change["owner"], dns.rdatatype.from_text(change["type"])
    values = frozenset(python_value(dns.rdata.from_text("IN", rdtype, text))
                       for text in change["values_after"])
    return (owner, rdtype), (change["ttl_after"], values)


def run(folder, *words):
    result = subprocess.run([DNSWARD, *words, "-c", str(folder), "--format", "json"],
                            capture_output=True, text=True)
    document = json.loads(result.stdout)
    schema = json.loads((TOP / "docs/schema/plan.schema.json").read_text())
    jsonschema.validate(document, schema)
    return result.returncode, document


def check_zone(path, before, changes):
    old_view, old_serial = before
    view, serial = python_view(path)
    expected = dict(old_view)
    for change in changes:
        key, rrset = reported(change)
        if rrset[1]:
            expected[key] = rrset
        else:
            del expected[key]
    assert view == expected, f"{path.name}: dnspython reads something else"
    claimable = {key: rrset for key, rrset in expected.items() if key[1] in TYPES}
    assert go_view(path) == claimable, f"{path.name}: miekg/dns reads something else"
    assert (serial > old_serial) == bool(changes), f"{path.name}: serial {old_serial} -> {serial}"


def check_mail(view):
    """Lets pyspf and dkimpy judge what they would meet; returns how many records they accepted."""
    accepted = 0
    for (owner, rdtype), (_, values) in view.items():
        if rdtype != dns.rdatatype.TXT:
            continue
        for value in values:
            if value.lower().startswith(b"v=spf1"):
                accepted += check_spf(owner, value)
            if "._domainkey." in owner:
                dkim.evaluate_pk(owner.encode(), value)
                accepted += 1
    return accepted


def check_spf(owner, value):
    domain = owner.rstrip(".")

    def lookup(name, qtype, *_unused, **_unused_words):
        if qtype != "TXT":
            return []
        record = value if name.rstrip(".").lower() == domain else b"v=spf1 ip4:203.0.113.7 -all"
        return [((name, "TXT"), (record,))]

    spf.DNSLookup = lookup
    result, reason = spf.check2(i="203.0.113.7", s=f"a@{domain}", h="mail.example")
    assert result not in ("permerror", "temperror"), f"{owner}: {result} {reason}"
    return 1


def check_example(name):
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary) / name
        shutil.copytree(TOP / "examples" / name, folder)
        files = sorted(path for path in (folder / "zones").iterdir() if path.is_file())
        before = {path: python_view(path) for path in files}
        config = folder / "dnsward.toml" if name == "quickstart" else folder
        code, document = run(config, "apply", "--yes")
        assert code == 0, f"{name}: apply ended with {code}"
        changes = {}
        for domain in document["domains"]:
            changes.setdefault(domain["zone"], []).extend(domain["changes"])
        accepted = 0
        for path in files:
            check_zone(path, before[path], changes.get(zone_name(path), []))
            accepted += check_mail(python_view(path)[0])
        code, again = run(config, "plan", "--detailed-exitcode")
        assert code == 0 and all(not d["changes"] for d in again["domains"]), f"{name}: not idempotent"
        print(f"{name}: {len(files)} zone files as dnspython and miekg/dns read them, "
              f"{accepted} SPF records and DKIM keys accepted by pyspf and dkimpy")


if __name__ == "__main__":
    for example in ("quickstart", "many-customers"):
        check_example(example)
    print("interop: in order")
