#!/usr/bin/env python3
"""Checks a log of Pukar that was written out with `./pukar audit export`. Standard library only; shares nothing with Pukar.

    python3 verify_log.py LOG.jsonl [--head HEADS]... [--key NAME+HASH+KEY]

HEADS are signed heads as somebody else kept them: a witness's file, or what the public page gave on another day. With --key
no other key is believed; else those that the file names are. Exits with 1 where anything does not fit.
"""
import argparse
import base64
import hashlib
import json
import sys
from datetime import datetime, timedelta

# Ed25519, RFC 8032: only what it takes to verify.
P, L = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)

def x_of(y, sign):
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    x = x if (x * x - square) % P == 0 else x * ROOT % P
    if y >= P or (x * x - square) % P != 0 or (x == 0 and sign):
        raise ValueError("no point of the curve")
    return P - x if x & 1 != sign else x

def point(data):
    whole = int.from_bytes(data, "little")
    y = whole & (1 << 255) - 1
    x = x_of(y, whole >> 255)
    return x, y, 1, x * y % P

def plus(a, b):
    k, l = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    c, d = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = l - k, d - c, d + c, l + k
    return e * f % P, g * h % P, f * g % P, e * h % P

def times(n, p):
    total = (0, 1, 1, 0)
    while n:
        total = plus(total, p) if n & 1 else total
        p, n = plus(p, p), n >> 1
    return total

BASE_Y = 4 * pow(5, P - 2, P) % P
BASE = (x_of(BASE_Y, 0), BASE_Y, 1, x_of(BASE_Y, 0) * BASE_Y % P)

def signed(key, text, signature):
    try:
        r, a, s = point(signature[:32]), point(key), int.from_bytes(signature[32:], "little")
    except ValueError:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + key + text).digest(), "little") % L
    left, right = times(s, BASE), plus(r, times(h, a))
    return s < L and (left[0] * right[2] - right[0] * left[2]) % P == 0 and (left[1] * right[2] - right[1] * left[2]) % P == 0

def sha(*parts):
    return hashlib.sha256(b"".join(parts)).digest()

class Key:
    def __init__(self, name):
        self.origin, identity, typed = name.strip().split("+", 2)
        self.typed = base64.b64decode(typed)
        self.identity = sha(self.origin.encode() + b"\n" + self.typed)[:4]
        if self.identity.hex() != identity or len(self.typed) != 33:
            sys.exit("a key must be NAME+HASH+KEY, got " + name)

class Head:
    def __init__(self, note):
        self.text, line = note.split("\n\n")
        self.text += "\n"
        self.origin, size, root, at = self.text.split("\n")[:4]
        self.size, self.root, self.at = int(size), base64.b64decode(root), at[3:]
        self.signer, mark = line.strip().split(" ")[1:]
        self.mark = base64.b64decode(mark)

    def by(self, key):
        return self.origin == self.signer == key.origin and self.mark[:4] == key.identity and signed(key.typed[1:], self.text.encode(), self.mark[4:])

def heads_of(text):
    lines = text.splitlines(keepends=True)
    return [Head("".join(lines[i:i + 6])) for i in range(0, len(lines), 6)]

def escaped(text):
    return text.replace("\\", "\\\\").replace("\n", "\\n")
def root_of(parts):
    total = parts[-1] if parts else sha()
    for part in reversed(parts[:-1]):
        total = sha(b"\1", part, total)
    return total

class Check:
    def __init__(self, keys, own, published):
        self.wrong, self.parts, self.size, self.latest = [], [], 0, ""
        for head in published + own[-1:]:
            if not any(since <= head.size and head.by(key) for since, key in keys):
                self.wrong.append(f"SIGNATURE: the head over {head.size} entries of {head.at} is not signed by this log's key")
        self.heads = sorted(own + published, key=lambda h: (h.size, h.at), reverse=True)
        self.compare()

    def compare(self):
        while self.heads and self.heads[-1].size == self.size:
            head = self.heads.pop()
            if root_of(self.parts) != head.root:
                self.wrong.append(f"HEAD: the head over {head.size} entries that was signed at {head.at} does not fit")
            else:
                self.latest = str(datetime.fromisoformat(head.at[:19]) - timedelta(minutes=1)).replace(" ", "T")

    def add(self, entry):
        if entry["index"] != self.size:
            self.wrong.append(f"MISSING: leaf {self.size} is missing, the next is {entry['index']}")
        words = (entry["at"], escaped(entry["person"]), escaped(entry["act"]), entry["incident"], escaped(entry["detail"]))
        leaf = sha(b"\0", sha(bytes.fromhex(entry["salt"]), "\n".join(("pukar-entry-1", *words)).encode()))
        if leaf.hex() != entry["leaf"]:
            self.wrong.append(f"CHANGED: entry {entry['index']} of {entry['at']} is not what its leaf committed to")
        if entry["at"] < self.latest:
            self.wrong.append(f"BACKDATED: entry {entry['index']} says {entry['at']}, yet a later head was signed before it")
        bit, self.size = self.size, self.size + 1
        while bit & 1:
            leaf, bit = sha(b"\1", self.parts.pop(), leaf), bit >> 1
        self.parts.append(leaf)
        self.compare()

def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("log")
    options.add_argument("--head", action="append", default=[])
    options.add_argument("--key")
    options = options.parse_args()
    published = [head for name in options.head for head in heads_of(open(name, encoding="utf-8").read())]
    with open(options.log, encoding="utf-8") as file:
        first = json.loads(next(file))
        if first.get("form") != "pukar-log-1":
            sys.exit("a log must be written by ./pukar audit export, this is another file: " + options.log)
        own = [Head(text) for text in first["heads"]]
        keys = [(0, Key(options.key))] if options.key else [(k["since"], Key(k["name"])) for k in first["keys"]]
        check = Check(keys, own, published)
        for line in file:
            check.add(json.loads(line))
    wrong = check.wrong + [f"CUT: a head over {h.size} entries was signed at {h.at}, the log has {check.size}" for h in check.heads]
    print(f"{check.size} entries, root {base64.b64encode(root_of(check.parts)).decode()}, {len(own)} heads of its own, {len(published)} from elsewhere")
    print("\n".join(wrong[:100]) if wrong else "sound")
    sys.exit(bool(wrong))

if __name__ == "__main__":
    main()
