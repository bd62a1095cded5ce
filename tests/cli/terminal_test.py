#!/usr/bin/env python3
"""Runs the real program on a pseudo-terminal: the question, signals, colours, widths.

    terminal_test.py DNSWARD
"""

import fcntl
import json
import os
import pathlib
import pty
import re
import select
import shutil
import signal
import struct
import sys
import tempfile
import termios
import unittest

HERE = pathlib.Path(__file__).resolve().parent
PROGRAM = pathlib.Path(sys.argv.pop(1)).resolve() if len(sys.argv) > 1 else None
TIME_LIMIT = 60  # seconds, for a program that hangs
QUESTION = "Apply these changes? [y/N] "
ESCAPE = re.compile(r"\x1b\[[0-9;]*[mK]")


class Session:
    """One run of the program with a terminal of its own."""

    def __init__(self, folder, *words, stdout=None, stderr=None, stdin=None, columns=80,
                 ignored=(), early="", **variables):
        self.text = ""
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            size = struct.pack("HHHH", 40, columns, 0, 0)
            fcntl.ioctl(0, termios.TIOCSWINSZ, size)
            os.chdir(folder)
            for fd, path, flags in ((0, stdin, os.O_RDONLY),
                                    (1, stdout, os.O_WRONLY | os.O_CREAT),
                                    (2, stderr, os.O_WRONLY | os.O_CREAT)):
                if path:
                    os.dup2(os.open(path, flags, 0o644), fd)
            for number in ignored:
                signal.signal(number, signal.SIG_IGN)
            environment = {"PATH": os.environ["PATH"], "TERM": "xterm", "LC_ALL": "C.UTF-8",
                           **variables}
            os.execve(PROGRAM, ["dnsward", *words], environment)
        if early:
            self.type(early)

    def type(self, text):
        os.write(self.terminal, text.encode())

    def kill(self, number):
        os.kill(self.pid, number)

    def read(self):
        """More of the output; False at its end."""
        ready, _, _ = select.select([self.terminal], [], [], TIME_LIMIT)
        if not ready:
            os.kill(self.pid, signal.SIGKILL)
            raise AssertionError(f"nothing came for {TIME_LIMIT} seconds after: {self.text!r}")
        try:
            data = os.read(self.terminal, 65536)
        except OSError:  # Linux answers EIO when the last writer is gone
            data = b""
        self.text += data.decode()
        return bool(data)

    def wait_for(self, text):
        while text not in ESCAPE.sub("", self.text):
            if not self.read():
                raise AssertionError(f"{text!r} did not come in {self.text!r}")
        return self

    def end(self):
        """The exit code; afterwards `text` is the whole output with line feeds alone."""
        while self.read():
            pass
        _, status = os.waitpid(self.pid, 0)
        os.close(self.terminal)
        self.text = self.text.replace("\r\n", "\n")
        return os.waitstatus_to_exitcode(status)


class TerminalTest(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="dnsward-terminal-"))
        self.addCleanup(shutil.rmtree, self.folder)
        shutil.copytree(HERE / "files" / "house", self.folder, dirs_exist_ok=True)
        self.zones = self.folder / "zones"
        self.before = self.zone_bytes()

    def zone_bytes(self):
        return {path.name: path.read_bytes() for path in sorted(self.zones.iterdir())}

    def start(self, *words, **options):
        return Session(self.folder, *words, **options)

    def ask(self, *words, **options):
        return self.start(*words, **options).wait_for(QUESTION)

    def report(self):
        return json.loads((self.folder / "report.json").read_text())

    def statuses(self):
        return {domain["domain"]: domain["status"] for domain in self.report()["domains"]}

    def test_yes_writes_what_was_shown(self):
        for answer in ("y", "Y", "yes", " YES "):
            with self.subTest(answer):
                self.setUp()
                session = self.ask("apply")
                self.assertEqual(self.zone_bytes(), self.before)
                session.type(answer + "\n")
                self.assertEqual(session.end(), 0)
                shown = ESCAPE.sub("", session.text)
                self.assertIn(f"\n{QUESTION}{answer}\n\nmywebseite.com ", shown)
                self.assertIn("3 domains: 2 changed (4 creates, 2 updates), 1 in order.", shown)
                self.assertNotEqual(self.zone_bytes(), self.before)

    def test_anything_else_writes_nothing(self):
        for answer in ("n\n", "\n", "yep\n", "no\n", "\x04"):
            with self.subTest(answer):
                session = self.ask("apply", "--report", "report.json")
                session.type(answer)
                self.assertEqual(session.end(), 4)
                self.assertEqual(self.zone_bytes(), self.before)
                self.assertIn("3 domains: 2 refused (4 creates, 2 updates), 1 in order.",
                              session.text)
                self.assertEqual(self.statuses(), {"mywebseite.com": "refused",
                                                   "praxis.example": "refused",
                                                   "xn--mller-kva.example": "in_order"})

    def test_drift_correct_asks_too(self):
        session = self.ask("drift", "--correct")
        session.type("n\n")
        self.assertEqual(session.end(), 4)
        session = self.ask("drift", "--correct")
        session.type("y\n")
        self.assertEqual(session.end(), 0)
        self.assertIn("3 domains: 2 corrected (4 creates, 2 updates), 1 in order.",
                      ESCAPE.sub("", session.text))

    def test_what_was_typed_before_the_question_does_not_answer_it(self):
        session = self.start("apply", early="y\n")
        session.wait_for(QUESTION)
        session.type("n\n")
        self.assertEqual(session.end(), 4)
        self.assertEqual(self.zone_bytes(), self.before)

    def test_nothing_to_do_asks_nothing(self):
        session = self.start("apply", "müller.example")
        self.assertEqual(session.end(), 0)
        self.assertEqual(session.text, "1 domain: 1 in order.\n")

    def test_a_quiet_apply_still_shows_what_it_asks_about(self):
        session = self.ask("apply", "-q")
        self.assertIn("brevo-code:", session.text)
        session.type("y\n")
        self.assertEqual(session.end(), 0)
        self.assertTrue(ESCAPE.sub("", session.text).endswith(QUESTION + "y\n"))

    def stop_at_the_question(self, stop, code, name):
        session = self.ask("apply", "--report", "report.json")
        stop(session)
        self.assertEqual(session.end(), code)
        self.assertIn("\nstopping: no new write is started; a second signal ends the run at once\n",
                      session.text)
        self.assertEqual(self.zone_bytes(), self.before)
        self.assertEqual(self.report()["stopped_by"], name)
        self.assertEqual(self.statuses(), {"mywebseite.com": "not_attempted",
                                           "praxis.example": "not_attempted",
                                           "xn--mller-kva.example": "in_order"})

    def test_ctrl_c_at_the_question_ends_cleanly(self):
        self.stop_at_the_question(lambda session: session.type("\x03"), 130, "SIGINT")

    def test_sigterm_at_the_question_ends_cleanly(self):
        self.stop_at_the_question(lambda session: session.kill(signal.SIGTERM), 143, "SIGTERM")

    def test_sighup_at_the_question_ends_cleanly(self):
        self.stop_at_the_question(lambda session: session.kill(signal.SIGHUP), 143, "SIGHUP")

    def test_an_ignored_signal_stays_ignored(self):
        session = self.ask("apply", ignored=[signal.SIGHUP, signal.SIGINT])
        session.kill(signal.SIGHUP)
        session.kill(signal.SIGINT)
        session.type("y\n")
        self.assertEqual(session.end(), 0)
        self.assertNotIn("stopping", session.text)

    def test_a_signal_before_the_reading_leaves_every_domain_not_attempted(self):
        config = (self.folder / "dnsward.toml").read_text()
        session = self.start("plan", "-c", self.pipe(), "--report", "report.json")
        with open(self.folder / "pipe", "w") as writer:  # waits until the program reads
            session.kill(signal.SIGTERM)
            session.wait_for("stopping: ")
            writer.write(config)
        self.assertEqual(session.end(), 143)
        self.assertEqual(set(self.statuses().values()), {"not_attempted"})
        self.assertEqual(self.report()["stopped_by"], "SIGTERM")

    def test_a_second_signal_ends_at_once(self):
        session = self.start("plan", "-c", self.pipe())
        with open(self.folder / "pipe", "w"):
            session.type("\x03")
            session.wait_for("stopping: ")
            session.type("\x03")
            self.assertEqual(session.end(), 130)

    def pipe(self):
        os.mkfifo(self.folder / "pipe")
        return "pipe"

    def test_a_foreign_change_while_the_question_stands_is_kept(self):
        session = self.ask("apply", "mywebseite.com")
        zone = self.zones / "mywebseite.com.zone"
        zone.write_text(zone.read_text() + "new IN A 192.0.2.77\n")
        session.type("y\n")
        self.assertEqual(session.end(), 0)
        self.assertIn("new IN A 192.0.2.77\n", zone.read_text())
        self.assertIn("include:spf.brevo.com", zone.read_text())

    def test_a_zone_that_no_longer_fits_the_plan_is_left_alone(self):
        session = self.ask("apply", "--report", "report.json", "mywebseite.com", "praxis.example")
        zone = self.zones / "mywebseite.com.zone"
        changed = zone.read_text().replace("ip4:192.0.2.10 ~all", "ip4:192.0.2.99 ~all")
        zone.write_text(changed)
        session.type("y\n")
        self.assertEqual(session.end(), 3)
        self.assertEqual(zone.read_text(), changed)
        self.assertEqual(self.statuses(), {"mywebseite.com": "failed", "praxis.example": "applied"})
        first = self.report()["domains"][0]
        self.assertEqual([error["kind"] for error in first["errors"]], ["changed"])
        self.assertIn("ip4:192.0.2.99", json.dumps(first["changes"]))

    def test_json_goes_to_standard_output_and_the_preview_to_the_terminal(self):
        session = self.ask("apply", "--format", "json", stdout="out")
        self.assertIn("token of calenso", session.text)
        session.type("y\n")
        self.assertEqual(session.end(), 0)
        document = json.loads((self.folder / "out").read_text())
        self.assertEqual(document["totals"]["applied"], 2)

    def test_a_redirected_preview_is_shown_at_the_terminal_too(self):
        session = self.ask("apply", stdout="out")
        self.assertIn("token of calenso", session.text)
        session.type("y\n")
        self.assertEqual(session.end(), 0)
        kept = (self.folder / "out").read_text()
        self.assertIn("token of calenso", kept)
        self.assertIn("2 changed", kept)
        self.assertNotIn("\x1b", kept)
        self.assertNotIn(QUESTION, kept)

    def test_without_a_terminal_to_show_the_question_nothing_is_asked(self):
        cases = (dict(stdin="/dev/null"), dict(stdout="out", stderr="err"),
                 dict(words=["--format", "json"], stderr="err"))
        for options in cases:
            with self.subTest(options):
                words = options.pop("words", [])
                session = self.start("apply", *words, **options)
                self.assertEqual(session.end(), 64)
                self.assertEqual(self.zone_bytes(), self.before)

    def test_colours_follow_the_terminal_and_the_environment(self):
        coloured = self.start("plan")
        coloured.end()
        self.assertIn("\x1b[32m", coloured.text)
        for options in (dict(NO_COLOR="1"), dict(TERM="dumb"), dict(words=["--color", "never"])):
            with self.subTest(options):
                words = options.pop("words", [])
                plain = self.start("plan", *words, **options)
                plain.end()
                self.assertNotIn("\x1b", plain.text)
                self.assertEqual(plain.text, ESCAPE.sub("", coloured.text))

    def test_lines_fit_the_terminal(self):
        for columns, most in ((60, 60), (80, 80), (120, 120), (20, 60)):
            with self.subTest(columns):
                session = self.start("plan", columns=columns)
                self.assertEqual(session.end(), 0)
                lines = ESCAPE.sub("", session.text).split("\n")
                self.assertLessEqual(max(map(len, lines)), most)


if __name__ == "__main__":
    unittest.main()
