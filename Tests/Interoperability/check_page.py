"""Opens a page in headless Chromium: nothing is fetched, nothing runs, nothing is wider than the screen, and neither
the HTML parser nor the accessibility checker finds anything serious.

usage: check_page.py PAGE [--metadata] [--only DEVICE,SCHEME] [--screenshots FOLDER]
"""

import argparse
import base64
import json
import os
import pathlib
import re
import select
import shutil
import subprocess
import sys
import tempfile
import time

import axe_playwright_python
import html5lib

WIDTHS = {"phone": (390, 844), "desktop": (1280, 900)}
# At which a page still has to need no scrolling to the side (WCAG 2.2, success criterion 1.4.10).
NARROW = {"narrow": (320, 640)}
SCHEMES = ("light", "dark")


class Browser:
    """Chromium, driven by the DevTools protocol over a pair of pipes: no port, no network."""

    def __init__(self, profile):
        commands, self.commands = os.pipe()
        self.answers, answers = os.pipe()
        program = shutil.which("chromium") or shutil.which("chromium-browser")
        if program is None:
            sys.exit("there is no chromium; run Scripts/setup test")
        # Without a network of its own where the system allows it: then nothing could be fetched unseen.
        apart = ["unshare", "--user", "--net", "--map-root-user"]
        if subprocess.run([*apart, "true"], capture_output=True).returncode != 0:
            apart = []

        def wire():
            # The ends may have the numbers 3 and 4 already: they go out of the way first.
            high = [os.dup2(end, number) for end, number in ((commands, 103), (answers, 104))]
            os.dup2(high[0], 3)
            os.dup2(high[1], 4)

        self.process = subprocess.Popen(
            [
                *apart, program, "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                "--no-first-run", "--disable-background-networking", "--remote-debugging-pipe",
                f"--user-data-dir={profile}", "about:blank",
            ],
            preexec_fn=wire, close_fds=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(commands)
        os.close(answers)
        self.buffer = b""
        self.number = 0
        self.session = None
        self.events = []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]

    def call(self, method, **parameters):
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self.commands, data):]
        while True:
            answer = self.receive(120)
            if answer is None:
                raise TimeoutError(method)
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                return answer["result"]
            self.events.append(answer)

    def receive(self, seconds):
        """The next message; None where none comes in so many seconds."""
        end = time.monotonic() + seconds
        while b"\0" not in self.buffer:
            left = end - time.monotonic()
            if left <= 0 or not select.select([self.answers], [], [], left)[0]:
                return None
            chunk = os.read(self.answers, 1 << 20)
            if not chunk:
                raise EOFError("chromium ended")
            self.buffer += chunk
        message, self.buffer = self.buffer.split(b"\0", 1)
        return json.loads(message)

    def wait_for(self, method):
        while not any(event.get("method") == method for event in self.events):
            event = self.receive(60)
            if event is None:
                raise TimeoutError(method)
            self.events.append(event)

    def settle(self, seconds=0.5):
        """Takes what still comes."""
        while (event := self.receive(seconds)) is not None:
            self.events.append(event)

    def value(self, expression, **options):
        result = self.call("Runtime.evaluate", expression=expression, returnByValue=True, **options)
        if "exceptionDetails" in result:
            raise RuntimeError(json.dumps(result["exceptionDetails"])[:2000])
        return result["result"].get("value")

    def close(self):
        try:
            self.session = None
            self.call("Browser.close")
        except Exception:
            self.process.terminate()
        self.process.wait(30)


def parse(path, metadata, found):
    """Reads the page with a parser that follows the HTML standard, and says what it stumbles over.

    With `metadata`, the page has one element script that holds JSON-LD: data, which no browser runs.
    """
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False)
    tree = parser.parse(path.read_bytes(), transport_encoding="utf-8")
    for position, code, _ in parser.errors[:20]:
        found.append(f"html: {code} at line {position[0]}, column {position[1]}")
    seen = set()
    for element in tree.iter():
        tag = element.tag if isinstance(element.tag, str) else "comment"
        if metadata and tag == "script" and element.attrib == {"type": "application/ld+json"}:
            json.loads(element.text)
            metadata = False
            continue
        if tag in {"script", "iframe", "object", "embed", "img", "link", "form", "base", "audio", "video", "comment"}:
            found.append(f"html: an element {tag}")
        for name, value in element.attrib.items():
            name = name if isinstance(name, str) else str(name)
            if name.lower().startswith("on"):
                found.append(f"html: an attribute {name}")
            if name in {"src", "srcset", "action", "formaction", "data", "poster", "background"}:
                found.append(f"html: {tag} has {name}={value[:80]!r}")
            if name == "href" and not re.match(r"(https?://[!-~]+|#[\w-]+|[A-Za-z0-9][A-Za-z0-9._/-]*)\Z", value):
                found.append(f"html: a link to {value[:80]!r}")
            if name == "href" and value.startswith("http") and element.get("rel") != "nofollow noreferrer":
                found.append(f"html: a link to {value[:80]!r} without rel")
            if name == "id":
                if value in seen:
                    found.append(f"html: the id {value!r} twice")
                seen.add(value)
    for element in tree.iter("a"):
        if element.get("href", "").startswith("#") and element.get("href")[1:] not in seen:
            found.append(f"html: a link to {element.get('href')!r}, which is not on the page")
    policy = [meta.get("content") for meta in tree.iter("meta") if meta.get("http-equiv")]
    if len(policy) != 1 or not policy[0].startswith("default-src 'none'; style-src 'unsafe-inline'"):
        found.append(f"html: the content security policy is {policy}")
    if metadata:
        found.append("html: there are no metadata")


def load(browser, address, found):
    browser.events.clear()
    browser.call("Page.navigate", url=address)
    browser.wait_for("Page.loadEventFired")
    browser.settle()
    for event in browser.events:
        method, parameters = event.get("method"), event.get("params", {})
        if method == "Network.requestWillBeSent" and parameters["request"]["url"] != address:
            found.append(f"network: {parameters['request']['url'][:200]}")
        if method in {"Runtime.consoleAPICalled", "Log.entryAdded", "Runtime.exceptionThrown"}:
            found.append(f"console: {json.dumps(parameters)[:300]}")
        if method == "Page.javascriptDialogOpening":
            found.append(f"script: {parameters.get('message')}")


def check_layout(browser, name, width, found):
    # Not against innerWidth: a phone zooms out until a page that is too wide fits.
    widest = browser.value("document.documentElement.scrollWidth")
    if widest > width:
        found.append(f"layout: {name}: the page is {widest} pixels wide on {width}")
    wide = browser.value(
        "[...document.querySelectorAll('main *')].filter(e => !e.closest('.scroll, svg') && "
        f"e.getBoundingClientRect().right > {width + 1}).slice(0, 5).map(e => e.outerHTML.slice(0, 100))")
    found.extend(f"layout: {name}: beyond the edge: {element}" for element in wide)


def check_accessibility(browser, name, axe, found):
    # In a world of its own: the page's policy holds for the page's scripts, and there are none.
    frame = browser.call("Page.getFrameTree")["frameTree"]["frame"]["id"]
    world = browser.call("Page.createIsolatedWorld", frameId=frame)["executionContextId"]
    browser.value(axe + "\n;0", contextId=world)
    report = browser.value(
        "axe.run(document, {resultTypes: ['violations']}).then(r => r.violations.map(v => "
        "({id: v.id, impact: v.impact, help: v.help, nodes: v.nodes.slice(0, 3).map(n => n.html.slice(0, 200))})))",
        contextId=world, awaitPromise=True)
    for violation in report:
        line = f"accessibility: {name}: {violation['impact']}: {violation['id']}: {violation['help']}: {violation['nodes']}"
        if violation["impact"] in {"serious", "critical"}:
            found.append(line)
        else:
            print(line)


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("page", type=pathlib.Path)
    options.add_argument("--metadata", action="store_true", help="the page has metadata in JSON-LD")
    options.add_argument("--only", default="", help="phone,light and so on")
    options.add_argument("--screenshots", type=pathlib.Path)
    options = options.parse_args()
    path, folder = options.page.resolve(), options.screenshots
    axe = (pathlib.Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
    found = []
    parse(path, options.metadata, found)
    with tempfile.TemporaryDirectory() as profile:
        browser = Browser(profile)
        try:
            for domain in ("Page", "Network", "Runtime", "Log"):
                browser.call(f"{domain}.enable")
            for scheme in SCHEMES:
                for device, (width, height) in (WIDTHS | (NARROW if options.metadata else {})).items():
                    if options.only not in ("", f"{device},{scheme}"):
                        continue
                    browser.call(
                        "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1,
                        mobile=device == "phone")
                    browser.call(
                        "Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
                    name = f"{device}, {scheme}"
                    load(browser, path.as_uri(), found)
                    for state in ("closed", "open"):
                        check_layout(browser, f"{name}, {state}", width, found)
                        if folder:
                            tall = min(browser.value("document.documentElement.scrollHeight"), 16000)
                            image = browser.call(
                                "Page.captureScreenshot", captureBeyondViewport=True,
                                clip={"x": 0, "y": 0, "width": width, "height": tall, "scale": 1})
                            (folder / f"{device}-{scheme}-{state}.png").write_bytes(base64.b64decode(image["data"]))
                        browser.value("document.querySelectorAll('details').forEach(d => d.open = true)")
                    check_accessibility(browser, name, axe, found)
            if folder:
                load(browser, path.as_uri(), found)
                printed = browser.call("Page.printToPDF", printBackground=True, preferCSSPageSize=False)
                (folder / "page.pdf").write_bytes(base64.b64decode(printed["data"]))
        finally:
            browser.close()
    for line in dict.fromkeys(found):
        print("FOUND", line)
    sys.exit(1 if found else 0)


main()
