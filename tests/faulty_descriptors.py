"""Descriptors and resources that claim what is not so, each with the rule that says so."""

from __future__ import annotations

from typing import Any

from committed import heads, resource

BODY = heads()
REMOTE = "http://example.com/x.json"

# what the descriptor says instead, then rule and property
DESCRIPTORS: dict[str, tuple[dict[str, Any], str, str | None]] = {
    "name": ({"name": "Ünï"}, "bad-package-name", "name"),
    "name with a slash": ({"name": "../x"}, "bad-package-name", "name"),
    "empty title": ({"title": ""}, "not-a-text", "title"),
    "title is a number": ({"title": 5}, "not-a-text", "title"),
    "padded title": ({"title": " 太平镇"}, "not-a-text", "title"),
    "endless title": ({"title": "字" * 2001}, "not-a-text", "title"),
    "bidi in the title": ({"title": "太\u202e平"}, "bad-descriptor-character", None),
    "lone surrogate": ({"title": "太\ud800平"}, "bad-descriptor-character", None),
    "date with dots": ({"published": "2026.7.10"}, "bad-publication-date", "published"),
    "no such date": ({"published": "2026-02-30"}, "bad-publication-date", "published"),
    "year 9999": ({"published": "9999-12-31"}, "bad-publication-date", "published"),
    "date is a number": ({"published": 20260710}, "bad-publication-date", "published"),
    "unknown property": ({"publised": "2026-07-10"}, "unknown-property", "publised"),
    "image": ({"image": "http://example.com/x.png"}, "unknown-property", "image"),
    "remote profile": ({"profile": "http://169.254.169.254/"}, "unknown-profile", "profile"),
    "remote $schema": ({"$schema": "http://127.0.0.1/x.json"}, "unknown-profile", "$schema"),
    "licenses": ({"licenses": "CC-BY"}, "not-a-list", "licenses"),
    "keywords": ({"keywords": [1]}, "not-a-list", "keywords"),
    "no resources": ({"resources": []}, "not-a-list", "resources"),
    "resources a text": ({"resources": "heads.csv"}, "not-a-list", "resources"),
}

# what the resource says instead, then rule and property
RESOURCES: dict[str, tuple[dict[str, Any], str, str | None]] = {
    "unknown table": (resource(name="sheet"), "unknown-table", None),
    "table named ../x": (resource(name="../x"), "unknown-table", None),
    "table without a name": (resource(name=None), "unknown-table", None),
    "twice": ({"resources": resource()["resources"] * 2}, "duplicate-table", "heads"),
    "no path": ({"resources": [{"name": "heads"}]}, "wrong-resource-property", "path"),
    "list of paths": (resource(path=["heads.csv"]), "wrong-resource-property", "path"),
    "inline data": (resource(data=[["code"]]), "unknown-resource-property", "heads"),
    "compression": (resource(compression="zip"), "unknown-resource-property", "heads"),
    "other file": (resource(path="Heads.csv"), "unexpected-path", "path"),
    "parent": (resource(path="../heads.csv"), "unsafe-path", "path"),
    "absolute": (resource(path="/etc/passwd"), "unsafe-path", "path"),
    "backslashes": (resource(path="..\\heads.csv"), "unsafe-path", "path"),
    "drive": (resource(path="C:\\heads.csv"), "unsafe-path", "path"),
    "home": (resource(path="~/heads.csv"), "unsafe-path", "path"),
    "variable": (resource(path="$HOME/heads.csv"), "unsafe-path", "path"),
    "percent": (resource(path="%2e%2e%2fheads.csv"), "unsafe-path", "path"),
    "UNC": (resource(path="\\\\server\\heads.csv"), "remote-reference", "path"),
    "two slashes": (resource(path="//server/heads.csv"), "remote-reference", "path"),
    "http": (resource(path="http://127.0.0.1/heads.csv"), "remote-reference", "path"),
    "https": (resource(path="HTTPS://example.com/heads.csv"), "remote-reference", "path"),
    "ftp": (resource(path="ftp://example.com/heads.csv"), "remote-reference", "path"),
    "s3": (resource(path="s3://bucket/heads.csv"), "remote-reference", "path"),
    "file": (resource(path="file:///etc/passwd"), "remote-reference", "path"),
    "data": (resource(path="data:text/csv,code"), "remote-reference", "path"),
    "remote schema": (resource(schema=REMOTE), "remote-reference", "schema"),
    "schema in a file": (resource(schema="heads.json"), "remote-reference", "schema"),
    "other schema": (resource(schema={"fields": [{"name": "a"}]}), "other-schema", "schema"),
    "slow pattern": (
        resource(
            schema={
                "fields": [
                    {"name": "code", "type": "string", "constraints": {"pattern": "(a+)+$"}},
                    {"name": "month", "type": "yearmonth", "constraints": {"required": True}},
                ]
            }
        ),
        "other-schema",
        "schema",
    ),
    "schema by reference": (resource(schema={"$ref": REMOTE}), "other-schema", "schema"),
    "remote dialect": (resource(dialect=REMOTE), "remote-reference", "dialect"),
    "semicolon": (resource(dialect={"delimiter": ";"}), "wrong-resource-property", "delimiter"),
    "no header": (resource(dialect={"header": False}), "wrong-resource-property", "header"),
    "header is 1": (resource(dialect={"header": 1}), "wrong-resource-property", "header"),
    "comments": (resource(dialect={"commentChar": "#"}), "unknown-resource-property", "dialect"),
    "dialect a list": (resource(dialect=[]), "wrong-resource-property", "dialect"),
    "xlsx": (resource(format="xlsx"), "wrong-resource-property", "format"),
    "latin-1": (resource(encoding="latin-1"), "wrong-resource-property", "encoding"),
    "remote scheme": (resource(scheme="https"), "wrong-resource-property", "scheme"),
    "remote resource profile": (resource(profile=REMOTE), "remote-reference", "profile"),
    "bytes": (resource(bytes=5), "wrong-bytes", None),
    "bytes with a point": (resource(bytes=float(len(BODY))), "wrong-bytes", None),
    "bytes a text": (resource(bytes="33"), "wrong-bytes", None),
    "hash": (resource(hash="sha256:" + "0" * 64), "wrong-hash", None),
    "rows a text": (resource(rows="2"), "bad-seal", "rows"),
    "rows yes or no": (resource(rows=True), "bad-seal", "rows"),
    "fewer rows than none": (resource(rows=-1), "bad-seal", "rows"),
    "a digest without its name": (resource(digest="0" * 64), "bad-seal", "digest"),
    "a digest of capitals": (resource(digest="sha256:" + "A" * 64), "bad-seal", "digest"),
    "a short root": (resource(root="sha256:00"), "bad-seal", "root"),
    "a salt of no person list": (resource(salt="5a" * 16), "bad-seal", "salt"),
    "unknown hash": (resource(hash="crc32:00000000"), "wrong-resource-property", "hash"),
}
