"""Runs the program dnsward-fake as a context: `with Fake(program, "cloudflare", "--zones", "2") as fake`."""

import json
import subprocess
import urllib.error
import urllib.request


class Fake:
    def __init__(self, program, api, *options):
        self.command = [program, api, *options]

    def __enter__(self):
        self.process = subprocess.Popen(self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.base_url = self.process.stdout.readline().strip()
        self.token = self.process.stdout.readline().strip().removeprefix("Token: ")
        if not self.base_url.startswith("http://127.0.0.1:"):
            raise SystemExit(f"{self.command} printed no base URL")
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        if self.process.wait(timeout=20) != 0:
            raise SystemExit(f"{self.command} ended with {self.process.returncode}")

    def ask(self, method, path, body=None, token=None):
        """(status, headers, the body's text); an answer of any status."""
        data = None if body is None else body.encode() if isinstance(body, str) else json.dumps(body).encode()
        headers = {"Authorization": f"Bearer {token or self.token}"}
        if data is not None:
            headers["Content-Type"] = "application/json"
        request = urllib.request.Request(self.base_url + path, data, headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status, answer.headers, answer.read().decode()
        except urllib.error.HTTPError as answer:
            return answer.code, answer.headers, answer.read().decode()
