"""Prints the profile of every round that the token may read. Python 3.9 or later, nothing to install."""

import json
import os
import urllib.error
import urllib.parse
import urllib.request

FOOTHOLD = os.environ["FOOTHOLD_URL"]  # such as https://survey.example.org
TOKEN = os.environ["FOOTHOLD_TOKEN"]  # from the page "Access tokens"


def read(path, **query):
    address = f"{FOOTHOLD}{path}?{urllib.parse.urlencode(query)}"
    request = urllib.request.Request(address, headers={"Authorization": f"Bearer {TOKEN}"})
    try:
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as refusal:
        raise SystemExit(json.load(refusal)["detail"])


def items(path):
    """Every item of a list, page by page."""
    page = read(path, limit=100)
    yield from page["items"]
    while page["more"] is not None:
        page = read(path, limit=100, after=page["more"])
        yield from page["items"]


for survey in items("/api/v1/surveys"):
    if survey["release"] is None:
        continue
    profile = read(f"/api/v1/surveys/{survey['slug']}/profile", by="category")
    print(f"{survey['title']}, release {profile['release']['number']}")
    for cell in profile["cells"]:
        name = cell["group"].get("category", "everybody")
        if cell["suppressed"]:
            print(f"  {name}: too few people to show")
        elif cell["overall"]["mean"] is None:
            print(f"  {name}: about {cell['n']} people, no mean")
        else:
            low, high = cell["overall"]["ci"]
            mean = cell["overall"]["mean"]
            print(f"  {name}: about {cell['n']} people, mean {mean:.1f} ({low:.1f} to {high:.1f})")
