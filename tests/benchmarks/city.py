"""A synthetic city as the CSV rosters that its offices would keep: nothing in it is real.

690 communities give 309,000 buildings and 36,000 Party organizations; 105,000 of the buildings are
covered by none. Names recur from community to community (花园小区, 1栋), lists of buildings are
ranges ("1-5栋、7栋"), and some cells are blank. The same seed gives the same files.
`City.expected` counts, while it is made, what the graph must give back.

    make_city(690).write(folder)

or `python -m tests.benchmarks.city COMMUNITIES FOLDER [--everything]`, which prints that count as
JSON. `--everything` adds, to the same rosters, those of posts, streets, teams and joint work, so
that every question has something to find.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from random import Random

from tests.benchmarks.community import Community
from tests.benchmarks.community_life import CommunityLife
from tests.benchmarks.names import BRANDS, place_names
from tests.benchmarks.rosters import City

CITY = "4403"
COMMUNITIES = 690
DATE = "2010-06-30"  # on which the city's ties are in force, or ended


def make_city(
    communities: int = COMMUNITIES, *, seed: int = 2010, everything: bool = False
) -> City:
    """A city of so many communities, the same for the same seed."""
    rng, rng_of_the_rest = Random(seed), Random(seed + 1)
    city = City()
    subdistricts = place_names(rng, -(-communities // 10), "街道")
    districts = place_names(rng, -(-len(subdistricts) // 8), "区")
    names = place_names(rng, communities, "社区")
    home_lines = [f"{brand}集团党委" for brand in BRANDS]
    for subdistrict in subdistricts:
        city.organize(f"{subdistrict}党工委", "党工委", members="")
    # The last few home lines are named as superiors and stand on no roster (RULES 5).
    for home_line in home_lines[:-6]:
        city.organize(home_line, "党委", members=str(rng.randint(110, 900)))
    for number, name in enumerate(names):
        block, place = divmod(number, 10)
        district, street = divmod(block, 8)
        code = f"{CITY}{district % 99 + 1:02d}{street + 1:03d}{place + 1:03d}"
        community = Community(
            city=city,
            rng=rng,
            name=name,
            code=code,
            number=number,
            subdistrict=subdistricts[block],
            district=districts[district],
            home_lines=home_lines,
        )
        community.make()
        if everything:
            CommunityLife(city, rng_of_the_rest, community).make()
    return city


def main() -> None:
    city = make_city(int(sys.argv[1]), everything="--everything" in sys.argv)
    city.write(Path(sys.argv[2]))
    print(json.dumps(asdict(city.expected)))


if __name__ == "__main__":
    main()
