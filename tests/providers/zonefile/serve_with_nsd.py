"""Serves what dnsward wrote with NSD on a loopback port and compares the TXT octets that come back.

Arguments: the dnsward program. NSD is looked for in PATH and in DNSWARD_TEST_TOOLS; without it the test says that it
is skipped (exit code 77).
"""

import os
import pathlib
import select
import shutil
import socket
import struct
import subprocess
import sys
import tempfile
import time

ZONE = "example.org"
ODD = bytes(range(256)) + b'"quoted" \\ back; slash' + b"x" * 300

CONFIG = """\
[provider.local]
type = "zonefile"
directory = "zones"
[[domains]]
names = ["example.org"]
provider = "local"
[[domains.record]]
name = "@"
type = "TXT"
value = "token=1 with blanks; and \\"quotes\\""
[[domains.record]]
name = "odd"
type = "TXT"
presentation = '{odd}'
[[domains.record]]
name = "long"
type = "TXT"
value = "{long}"
"""

TEXT = """\
$TTL 60
@ IN SOA ns.example.org. hostmaster.example.org. 1 7200 900 1209600 3600
@ IN NS ns
ns IN A 127.0.0.1
@ IN TXT "v=spf1 -all" ; foreign
@ IN TXT "a" "b\\"c\\\\d\\255"
"""

EXPECTED = {
    "example.org": {b"v=spf1 -all", b'ab"c\\d\xff', b'token=1 with blanks; and "quotes"'},
    "odd.example.org": {ODD},
    "long.example.org": {b"0123456789" * 200},
}

NSD_CONFIG = """\
server:
  ip-address: 127.0.0.1@{port}
  username: ""
  chroot: ""
  zonesdir: "{folder}/zones"
  database: ""
  zonelistfile: "{folder}/zone.list"
  pidfile: "{folder}/nsd.pid"
  xfrdfile: "{folder}/xfrd.state"
  xfrdir: "{folder}"
  server-count: 1
  rrl-ratelimit: 0
remote-control:
  control-enable: no
zone:
  name: "example.org"
  zonefile: "example.org.zone"
"""


def presentation(octets):
    """Quoted strings of at most 255 octets in which every octet is an escape."""
    parts = [octets[at:at + 255] for at in range(0, len(octets), 255)]
    return " ".join('"' + "".join(f"\\{octet:03d}" for octet in part) + '"' for part in parts)


def find_nsd():
    folders = os.environ.get("DNSWARD_TEST_TOOLS", "") + ":/usr/sbin"
    return shutil.which("nsd", path=os.environ.get("PATH", "") + ":" + folders)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def encode_name(name):
    return b"".join(bytes([len(label)]) + label.encode() for label in name.split(".")) + b"\0"


def query(port, name, rdtype):
    """The RDATA of the answer, asked over TCP so that nothing is cut."""
    message = struct.pack(">6H", 7, 0, 1, 0, 0, 0) + encode_name(name) + struct.pack(">2H", rdtype, 1)
    with socket.create_connection(("127.0.0.1", port), timeout=5) as tcp:
        tcp.sendall(struct.pack(">H", len(message)) + message)
        stream = tcp.makefile("rb")
        answer = stream.read(struct.unpack(">H", stream.read(2))[0])
    count = struct.unpack(">H", answer[6:8])[0]
    at, found = len(message), []
    for _ in range(count):
        assert answer[at] & 0xC0 == 0xC0, "an uncompressed owner name"
        size = struct.unpack(">H", answer[at + 10:at + 12])[0]
        found.append(answer[at + 12:at + 12 + size])
        at += 12 + size
    return found


def joined(rdata):
    octets, at = b"", 0
    while at < len(rdata):
        octets += rdata[at + 1:at + 1 + rdata[at]]
        at += 1 + rdata[at]
    return octets


def wait_until_it_answers(server, port):
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        if server.poll() is not None:
            sys.exit(f"nsd ended with {server.returncode}")
        try:
            return query(port, ZONE, 6)
        except OSError:  # not listening yet; nsd has no other way to say so
            select.select([], [], [], 0.05)
    sys.exit("nsd did not answer in 20 s")


def main():
    nsd = find_nsd()
    if nsd is None:
        print("skipped: nsd not found")
        return 77
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "zones").mkdir()
        (folder / "zones/example.org.zone").write_text(TEXT)
        config = CONFIG.format(odd=presentation(ODD), long="0123456789" * 200)
        (folder / "dnsward.toml").write_text(config)
        subprocess.run([sys.argv[1], "apply", "--yes", "-c", str(folder / "dnsward.toml")], check=True)
        port = free_port()
        (folder / "nsd.conf").write_text(NSD_CONFIG.format(port=port, folder=folder))
        server = subprocess.Popen([nsd, "-d", "-c", str(folder / "nsd.conf")])
        try:
            soa = wait_until_it_answers(server, port)[0]
            assert soa.endswith(struct.pack(">5I", 2, 7200, 900, 1209600, 3600)), soa
            for owner, values in EXPECTED.items():
                answered = {joined(rdata) for rdata in query(port, owner, 16)}
                assert answered == values, f"{owner}: {answered}"
        finally:
            server.terminate()
            server.wait()
    print("the octets over DNS are the ones of the file")
    return 0


if __name__ == "__main__":
    sys.exit(main())
