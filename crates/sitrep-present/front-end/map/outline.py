"""Makes `outline.txt`, the outlines of the world's countries, from world-atlas (npm, ISC; Natural Earth, public domain).

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python3 outline.py package/countries-50m.json > outline.txt

One line a ring: the country's name, a tab, the first point, then the steps to each next point, in hundredths of a degree
east and north. Points that change the line by less than TOLERANCE degrees are dropped (Douglas and Peucker), rings smaller
than SMALLEST square degrees as well.
"""

import json
import sys

TOLERANCE = 0.03
SMALLEST = 0.01


def decode_arcs(topology):
    scale_x, scale_y = topology["transform"]["scale"]
    shift_x, shift_y = topology["transform"]["translate"]
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for step_x, step_y in arc:
            x += step_x
            y += step_y
            points.append((x * scale_x + shift_x, y * scale_y + shift_y))
        yield points


def simplify(points):
    """Douglas-Peucker without recursion. Each arc is simplified once, so that neighbours keep a common border."""
    keep = {0, len(points) - 1}
    stack = [(0, len(points) - 1)]
    while stack:
        first, last = stack.pop()
        (x1, y1), (x2, y2) = points[first], points[last]
        length = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5
        farthest, distance = None, TOLERANCE
        for index in range(first + 1, last):
            x, y = points[index]
            if length == 0:
                off = ((x - x1) ** 2 + (y - y1) ** 2) ** 0.5
            else:
                off = abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / length
            if off > distance:
                farthest, distance = index, off
        if farthest is not None:
            keep.add(farthest)
            stack += [(first, farthest), (farthest, last)]
    return [points[index] for index in sorted(keep)]


def area(ring):
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(ring, ring[1:]))) / 2


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        topology = json.load(file)
    arcs = [simplify(points) for points in decode_arcs(topology)]
    lines = []
    for country in topology["objects"]["countries"]["geometries"]:
        polygons = country["arcs"] if country["type"] == "MultiPolygon" else [country["arcs"]]
        for polygon in polygons:
            for ring in polygon:
                points = []
                for index in ring:
                    part = arcs[index] if index >= 0 else arcs[~index][::-1]
                    points += part[1:] if points else part
                if area(points) < SMALLEST:
                    continue
                numbers, before = [], None
                for x, y in points:
                    point = (round(x * 100), round(y * 100))
                    if before is None:
                        numbers.append(f"{point[0]} {point[1]}")
                    elif point != before:
                        numbers.append(f"{point[0] - before[0]} {point[1] - before[1]}")
                    before = point
                lines.append(f"{country['properties']['name']}\t{' '.join(numbers)}")
    print("# Made by outline.py from world-atlas 2.0.2 countries-50m.json (ISC). Natural Earth, public domain.")
    print("\n".join(sorted(lines)))


main()
