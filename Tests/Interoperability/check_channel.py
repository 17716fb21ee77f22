"""Reads the documents of a channel with programs that other people wrote: feedparser the feed, RDFLib both descriptions
for catalogues of data, html5lib the metadata of the page, sha256sum the list of digests.

usage: check_channel.py FOLDER CHECK

CHECK is one of catalog, feed, page, sums.

Exit status: 0 nothing found, 1 something is wrong.
"""

import json
import pathlib
import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree

import network_closed  # noqa: F401

ATOM = "{http://www.w3.org/2005/Atom}"


class Channel:
    def __init__(self, folder):
        self.folder = folder
        self.index = json.loads(self.read("index.json"))
        self.versions = json.loads(self.read("versions.json"))["releases"]
        # Where the channel's own address is not known, it is that of its documents.
        self.address = self.index.get("base_url", "http://localhost/channel/")

    def read(self, name):
        return (self.folder / name).read_bytes()

    def downloads(self, newest=None):
        """Address: download, of every release that is there; of so many releases, where a document lists no more."""
        there = [release for release in self.versions if "pruned_at" not in release]
        return {f"{self.address}releases/{release['id']}/{download['name']}": download
                for release in there[-newest if newest else None:] for download in release["downloads"]}


def is_data(download):
    name = download["name"]
    return not name.endswith((".sha256", ".tlog-proof")) and not name.startswith("changes.")


def feed(channel):
    import feedparser

    found = []
    document = channel.read("feed.atom")
    parsed = feedparser.parse(document, response_headers={
        "content-type": "application/atom+xml", "content-location": channel.address + "feed.atom"})
    if parsed.bozo:
        found.append(f"feedparser: {parsed.bozo_exception}")
    if parsed.version != "atom10":
        found.append(f"feedparser takes it for {parsed.version!r}")
    releases = channel.versions[-100:][::-1]
    if [release["created_at"] for release in releases] != [entry.published for entry in parsed.entries]:
        found.append("the entries are not the releases, newest first")
    ids = [parsed.feed.id] + [entry.id for entry in parsed.entries]
    if len(set(ids)) != len(ids):
        found.append("an id is there twice")
    downloads = channel.downloads(100)
    enclosures = {link.href: link for entry in parsed.entries for link in entry.links if link.rel == "enclosure"}
    expected = {address for address, download in downloads.items() if is_data(download)}
    if set(enclosures) != expected:
        found.append(f"the enclosures are {sorted(enclosures)}, and should be {sorted(expected)}")
    for address, link in enclosures.items():
        if address in downloads and int(link.length) != downloads[address]["bytes"]:
            found.append(f"{address} has {link.length} bytes")
    # RFC 4287, sections 4.1.1 and 4.1.2: what there has to be, and once.
    try:
        root = ElementTree.fromstring(document)
    except ElementTree.ParseError as problem:
        return [*found, f"feed.atom is no XML: {problem}"]
    for element in [root, *root.iter(ATOM + "entry")]:
        for name in ("id", "title", "updated"):
            if len(element.findall(ATOM + name)) != 1:
                found.append(f"{element.tag} has not one {name}")
        if not element.findtext(ATOM + "updated").endswith("Z"):
            found.append(f"{element.tag} was updated at no instant in UTC")
        if not any(link.get("rel") == "alternate" for link in element.findall(ATOM + "link")):
            found.append(f"{element.tag} has no alternate")
    if not root.findall(f"{ATOM}author/{ATOM}name"):
        found.append("the feed has no author")
    return found


def catalog(channel):
    import rdflib
    from rdflib.compare import graph_diff, to_isomorphic
    from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF, XSD

    graphs = []
    for name, syntax in (("catalog.jsonld", "json-ld"), ("catalog.ttl", "turtle")):
        graph = rdflib.Graph()
        graph.parse(data=channel.read(name), format=syntax, publicID=channel.address + name)
        graphs.append(to_isomorphic(graph))
    found = []
    if graphs[0] != graphs[1]:
        _, first, second = graph_diff(*graphs)
        found.append(f"JSON-LD alone says {sorted(first)[:3]}, Turtle {sorted(second)[:3]}")
    graph = graphs[1]
    spdx = rdflib.Namespace("http://spdx.org/rdf/terms#")
    # What DCAT-AP 3 makes mandatory, and what a reader of a download needs.
    wanted = {
        DCAT.Catalog: [DCTERMS.title, DCTERMS.description, DCTERMS.publisher, DCAT.dataset],
        DCAT.Dataset: [DCTERMS.title, DCTERMS.description, DCTERMS.publisher, DCTERMS.accessRights],
        DCAT.Distribution: [DCAT.accessURL, DCAT.downloadURL, DCAT.byteSize, DCAT.mediaType, spdx.checksum],
        spdx.Checksum: [spdx.algorithm, spdx.checksumValue], FOAF.Agent: [FOAF.name],
    }
    for kind, properties in wanted.items():
        for node in graph.subjects(RDF.type, kind):
            found += [f"{node} has no {name}" for name in properties if graph.value(node, name) is None]
    if any(isinstance(term, rdflib.BNode) for triple in graph for term in triple):
        found.append("a node has no name")
    literals = [term for triple in graph for term in triple if isinstance(term, rdflib.Literal)]
    found += [f"{literal!r} is none of its datatype" for literal in literals if literal.ill_typed]
    # From the catalogue everything can be reached.
    reached, waiting = set(), list(graph.subjects(RDF.type, DCAT.Catalog))
    while waiting:
        node = waiting.pop()
        if node not in reached:
            reached.add(node)
            waiting += graph.objects(node)
    found += [f"{node} cannot be reached" for node in set(graph.subjects()) - reached]
    stated = {}
    for node in graph.subjects(RDF.type, DCAT.Distribution):
        checksum = graph.value(node, spdx.checksum)
        value = graph.value(checksum, spdx.checksumValue)
        if value.datatype != XSD.hexBinary or graph.value(checksum, spdx.algorithm) != spdx.checksumAlgorithm_sha256:
            found.append(f"{checksum} is no SHA-256 digest")
        stated[str(graph.value(node, DCAT.downloadURL))] = (str(value), int(graph.value(node, DCAT.byteSize)))
    expected = {address: (download["sha256"], download["bytes"])
                for address, download in channel.downloads(100).items() if is_data(download)}
    if stated != expected:
        found.append(f"the distributions are {stated}, and should be {expected}")
    return found


def page(channel):
    """What search engines read of the page names the files that index.json names."""
    import html5lib

    tree = html5lib.parse(channel.read("index.html"), transport_encoding="utf-8", namespaceHTMLElements=False)
    scripts = list(tree.iter("script"))
    if [script.get("type") for script in scripts] != ["application/ld+json"]:
        return [f"the page has the scripts {[script.attrib for script in scripts]}"]
    metadata = json.loads(scripts[0].text)
    found = []
    title = " ".join(re.split(r"[\s\x00-\x1f\x7f-\x9f]+", channel.index["title"])).strip()
    if metadata["name"] != title or metadata["@type"] != "Dataset":
        found.append(f"the metadata are of {metadata['name']!r}")
    stated = {(one["contentUrl"], one["sha256"]) for one in metadata.get("distribution", [])}
    start = channel.index.get("base_url", "")
    expected = {(start + one["path"], one["sha256"]) for one in channel.index.get("resources", [])
                if is_data({"name": one["path"].rpartition("/")[2]})}
    if stated != expected:
        found.append(f"the metadata name {stated}, index.json {expected}")
    return found


def sums(channel):
    run = subprocess.run(
        ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"], cwd=channel.folder, capture_output=True, text=True)
    found = [] if run.returncode == 0 else [f"sha256sum: exit {run.returncode}: {run.stdout + run.stderr}"]
    lines = channel.read("SHA256SUMS").decode().splitlines()
    if len(lines) != len(channel.downloads()):
        found.append(f"{len(lines)} digests of {len(channel.downloads())} downloads")
    return found


CHECKS = {check.__name__: check for check in (catalog, feed, page, sums)}
found = CHECKS[sys.argv[2]](Channel(pathlib.Path(sys.argv[1]).resolve()))
for message in found:
    print("FOUND", message)
sys.exit(1 if found else 0)
