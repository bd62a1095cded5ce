"""Measures runs against the fake APIs: how near they come to what latency, workers and budgets allow."""

import os
import subprocess

FILE = """\
[provider.here]
type = "{api}"

[sender.one]
token = ["example-site-verification=0123456789abcdef"]

[[domains]]
provider = "here"
senders  = ["one"]
names    = [{names}]
"""

# What is left of the budget, its documented refill a second, and zones that need more than that.
# Cloudflare says when its window is full again, and an empty one is waited out: whole windows.
BUDGETS = {"cloudflare": (20, 4, 78), "hetzner": (20, 1, 32)}

LATENCY = 0.05  # seconds a call
JOBS = 16


class Fake:
    """The program dnsward-fake with zones in order, as a context manager."""

    def __init__(self, program, api, zones, *words):
        self.argv = [program, api, "--zones", str(zones), "--records", "97", *words]

    def __enter__(self):
        self.process = subprocess.Popen(self.argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.url = self.process.stdout.readline().strip()
        self.token = self.process.stdout.readline().partition(": ")[2].strip()
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait()


def calls_for(zones):
    return zones + -(-zones // 50)


def plan(usage, dnsward, fake, api, folder, zones):
    path = folder / f"{api}-{zones}.toml"
    names = ", ".join(f'"zone{number:04}.example"' for number in range(1, zones + 1))
    path.write_text(FILE.format(api=api, names=names))
    os.environ.update(DNSWARD_HERE_TOKEN=fake.token, DNSWARD_HERE_ENDPOINT=fake.url)
    return usage([dnsward, "plan", "-q", "--detailed-exitcode", "--jobs", str(JOBS), "-c", str(path)])


def measure(report, usage, dnsward, program, folder, zones):
    for api in ("cloudflare", "hetzner"):
        calls = calls_for(zones)
        with Fake(program, api, zones, "--latency", str(int(LATENCY * 1000))) as fake:
            run = plan(usage, dnsward, fake, api, folder, zones)
        report.at_most(f"{api}: plan of {zones} zones / {calls} calls of 50 ms by {JOBS}",
                       run.wall / (calls * LATENCY / JOBS), "x", 1.5)
        report.at_most("  memory", run.megabytes, "MB", 64)

        burst, refill, zones_behind = BUDGETS[api]
        behind = Fake(program, api, zones_behind, "--burst", str(burst), "--refill", str(refill))
        with behind as fake:
            run = plan(usage, dnsward, fake, api, folder, zones_behind)
        allowed = (calls_for(zones_behind) - burst) / refill
        report.at_most(f"{api}: plan of {zones_behind} zones, budget used up / what it allows",
                       run.wall / allowed, "x", 1.2)
