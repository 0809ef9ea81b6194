"""Values of cells: what the text of a roster's cell means, without guessing.

`parse` reads a column; behind it are functions of one text each, in modules named after what they
read. `names` has the keys in which names are matched, `privacy` finds personal data.
"""

from loaders.values.building_lists import BuildingList, building_list
from loaders.values.buildings import (
    ALL_BUILDINGS,
    EVEN_BUILDINGS,
    ODD_BUILDINGS,
    building_key,
    split_building,
)
from loaders.values.columns import Parsed, parse
from loaders.values.dates import in_force, in_force_series
from loaders.values.readings import IMPRECISE, REMARKS, Reading
from loaders.values.text import clean_text, is_none_word, is_vacant_word, split_list

__all__ = [
    "ALL_BUILDINGS",
    "EVEN_BUILDINGS",
    "IMPRECISE",
    "ODD_BUILDINGS",
    "REMARKS",
    "BuildingList",
    "Parsed",
    "Reading",
    "building_key",
    "building_list",
    "clean_text",
    "in_force",
    "in_force_series",
    "is_none_word",
    "is_vacant_word",
    "parse",
    "split_building",
    "split_list",
]
