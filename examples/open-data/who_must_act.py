#!/usr/bin/env python3
"""Says what is known of a reply: its code, its enhanced code, and who must act."""

import json
import re
import sys
import urllib.request
from pathlib import Path


def entries(place: str, name: str) -> list[dict]:
    if place.startswith(("http://", "https://")):
        with urllib.request.urlopen(f"{place}/{name}.json", timeout=30) as answer:
            return json.load(answer)["entries"]
    return json.loads(Path(place, f"{name}.json").read_text(encoding="utf-8"))["entries"]


def main() -> None:
    if len(sys.argv) != 3:
        sys.exit("usage: who_must_act.py PLACE REPLY")
    place, reply = sys.argv[1:]
    found = re.match(r"([2-5]\d\d)[ -](?:([245])\.(\d+\.\d+))?", reply)
    if not found:
        sys.exit("this does not begin with a reply code")
    code = next((entry for entry in entries(place, "codes") if str(entry["code"]) == found[1]), None)
    detail = next((entry for entry in entries(place, "enhanced") if entry["id"] == f"X.{found[3]}"), None)
    if code is None:
        sys.exit(f"{found[1]} is no code that this reference knows")
    print(f"{found[1]}: {code['words']['en']['title']} ({code.get('lasting', '')})")
    if detail:
        print(f"{found[2]}.{found[3]}: {detail['words']['en']['title']}")
    print("who must act:", ", ".join((detail or code).get("who", [])) or "nobody")


if __name__ == "__main__":
    main()
