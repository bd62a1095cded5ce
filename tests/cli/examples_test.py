"""Runs the shell lines of examples/pipelines, examples/schedule and examples/senders, with the example's zone files.

Argument: the dnsward program. The lines are taken from the files as they stand; only the paths of a
server (/etc/dnsward, /var/lib/dnsward, /usr/bin/dnsward) are replaced by ones in a temporary folder.
"""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

TOP = pathlib.Path(__file__).resolve().parent.parent.parent
DNSWARD = pathlib.Path(sys.argv[1]).resolve()


class Workplace:
    """A folder with `dns/` (the quickstart's file and zones) and a PATH that has dnsward."""

    def __init__(self, folder):
        self.folder = folder
        (folder / "bin").mkdir()
        (folder / "bin/dnsward").symlink_to(DNSWARD)
        (folder / "state").mkdir()
        self.fresh()

    def fresh(self):
        shutil.rmtree(self.folder / "dns", ignore_errors=True)
        (self.folder / "dns").mkdir()
        shutil.copy(TOP / "examples/quickstart/dnsward.toml", self.folder / "dns")
        shutil.copytree(TOP / "examples/quickstart/zones", self.folder / "dns/zones")

    def run(self, shell, *expected):
        environment = dict(os.environ, PATH=f"{self.folder}/bin:{os.environ['PATH']}",
                           STATE_DIRECTORY=str(self.folder / "state"))
        result = subprocess.run(["bash", "-euo", "pipefail", "-c", shell], cwd=self.folder, env=environment,
                                capture_output=True, text=True, stdin=subprocess.DEVNULL)
        assert result.returncode in expected, f"{shell}\n{result.returncode}\n{result.stdout}{result.stderr}"

    def local(self, line):
        for path, here in (("/etc/dnsward", self.folder / "dns"), ("/var/lib/dnsward", self.folder / "state"),
                           ("/usr/bin/dnsward", self.folder / "bin/dnsward")):
            line = line.replace(path, str(here))
        return line


def github_scripts():
    text = (TOP / "examples/pipelines/github.yml").read_text()
    scripts = re.findall(r"^( +)run: \|\n((?:\1  .*\n)+)", text, re.MULTILINE)
    return [re.sub(rf"^{indent}  ", "", body, flags=re.MULTILINE) for indent, body in scripts]


def gitlab_scripts():
    text = (TOP / "examples/pipelines/gitlab.yml").read_text()
    return ["\n".join(re.findall(r"^    - (.*)$", block, re.MULTILINE))
            for block in re.findall(r"^  script:\n((?:    - .*\n)+)", text, re.MULTILINE)]


def check_pipeline(place, scripts, plan_codes):
    assert len(scripts) == 2, scripts
    place.fresh()
    place.run(scripts[0], *plan_codes)
    assert (place.folder / "plan.json").is_file()
    place.run(scripts[1], 0)
    assert (place.folder / "apply.json").is_file()
    place.run(scripts[0], 0)


def check_schedule(place):
    service = (TOP / "examples/schedule/dnsward-drift.service").read_text()
    cron = (TOP / "examples/schedule/dnsward.cron").read_text().splitlines()[-1]
    lines = [re.search(r"^ExecStart=(.*)$", service, re.MULTILINE).group(1),
             re.split(r"\s{2,}", cron)[-1]]
    for line in lines:
        place.fresh()
        place.run(place.local(line), 0)
        place.run("dnsward plan -c dns --detailed-exitcode", 0)
        place.run(place.local(line), 0)
    assert (place.folder / "state/drift.json").is_file()


def check_senders(place):
    """The file and the commands of examples/senders/README.md, beside the files that it names."""
    readme = (TOP / "examples/senders/README.md").read_text()
    own = re.search(r"^```toml\n(.*?)^```", readme, re.MULTILINE | re.DOTALL).group(1)
    commands = re.search(r"^```sh\n(.*?)^```", readme, re.MULTILINE | re.DOTALL).group(1)
    place.fresh()
    (place.folder / "dns/dnsward.toml").write_text(own)
    (place.folder / "dns/zones/example.com.zone").write_text(
        "$TTL 3600\n@ SOA ns1 hostmaster 1 3600 600 86400 60\n@ NS ns1\nns1 A 192.0.2.53\n")
    named = re.findall(r"`dns/([\w-]+\.toml)`", readme.partition("```")[0])
    for name in named[1:]:
        shutil.copy(TOP / "examples/senders" / name, place.folder / "dns")
    assert len(named) == 4, named
    for line in commands.splitlines():
        place.run(line, 0)
    place.run("dnsward apply -c dns --yes", 0)
    place.run("dnsward plan -c dns --detailed-exitcode", 0)
    for path in (TOP / "examples/senders").glob("*.toml"):
        shutil.copy(path, place.folder / "dns")
    place.run("dnsward plan -c dns --detailed-exitcode", 0)


def check_units():
    if shutil.which("systemd-analyze") is None:
        print("skipped: systemd-analyze not found")
        return
    timer = (TOP / "examples/schedule/dnsward-drift.timer").read_text()
    calendar = re.search(r"^OnCalendar=(.*)$", timer, re.MULTILINE).group(1)
    subprocess.run(["systemd-analyze", "calendar", calendar], check=True, capture_output=True)


def main():
    with tempfile.TemporaryDirectory() as name:
        place = Workplace(pathlib.Path(name))
        check_pipeline(place, github_scripts(), (0,))
        check_pipeline(place, gitlab_scripts(), (2,))
        check_schedule(place)
        check_senders(place)
    check_units()
    print("examples: in order")


if __name__ == "__main__":
    main()
