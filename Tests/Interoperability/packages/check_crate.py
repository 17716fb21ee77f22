#!/usr/bin/env python3
"""Assert that a bag's payload is an RO-Crate with no finding at REQUIRED and none at RECOMMENDED, without a network.

usage: check_crate.py BAG

Exit status: 0 valid, 1 not.
"""

import io
import json
import pathlib
import subprocess
import sys
import tempfile

import requests
import requests_cache
import urllib3
from requests.adapters import BaseAdapter

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import network_closed  # noqa: E402,F401

CONTEXTS = {"https://w3id.org/ro/crate/1.1/context": "ro-crate-1.1.jsonld"}


class FileAdapter(BaseAdapter):
    """Answers with a context that lies beside this script."""

    def send(self, request, **options):
        folder = pathlib.Path(__file__).parent / "contexts"
        body = (folder / CONTEXTS[request.url]).read_bytes()
        response = requests.Response()
        response.request = request
        response.url = request.url
        response.status_code = 200
        response.reason = "OK"
        response.headers["Content-Type"] = "application/ld+json"
        response.raw = urllib3.HTTPResponse(
            io.BytesIO(body), headers=dict(response.headers), status=200, preload_content=False,
            request_url=request.url)
        return response

    def close(self):
        pass


def fill_cache(path):
    """The validator reads contexts from its cache only; what it would have fetched is put there."""
    with requests_cache.CachedSession(cache_name=str(path), backend="sqlite", expire_after=-1) as session:
        session.mount("https://", FileAdapter())
        for address in CONTEXTS:
            session.get(address)


def validate(bag, severity):
    with tempfile.TemporaryDirectory() as scratch:
        cache = pathlib.Path(scratch) / "cache"
        report = pathlib.Path(scratch) / "report.json"
        fill_cache(cache)
        run = subprocess.run(
            [
                pathlib.Path(sys.executable).with_name("rocrate-validator"), "-y", "validate", "--offline",
                "--cache-path", cache, "--skip-availability-check", "--no-paging", "-v", "-l", severity,
                "-f", "json", "-o", report, "--output-line-width", "500", bag,
            ],
            cwd=scratch, capture_output=True, text=True, timeout=280)
        if not report.exists():
            return [f"the validator gave up ({run.returncode}): {(run.stdout + run.stderr)[-2000:]}"]
        result = json.loads(report.read_text(encoding="utf-8"))
        found = [f"{issue.get('severity')} {issue.get('check', {}).get('identifier')}: {issue.get('message')} "
                 f"({issue.get('violatingEntity')})" for issue in result["issues"]]
        if result["passed"] != (not found) or (run.returncode == 0) != (not found):
            found.append(f"the validator contradicts itself: exit {run.returncode}, {result['passed']}, {found}")
        return found


found = validate(sys.argv[1], "recommended")
for message in found:
    print("FOUND", message)
sys.exit(1 if found else 0)
