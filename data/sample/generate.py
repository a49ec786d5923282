"""Write the embedded sample: ``python data/sample/generate.py`` gives the same bytes every time.

Everything is invented (số liệu minh họa); what was planted on purpose is in ``planted.py`` and told in ``README.md``.
Reads the project's own reference folder and nothing else.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import pandas as pd

from analysis.definitions.catalogue import Definitions, load_definitions
from analysis.definitions.reference import DEFAULT_FOLDER
from data.sample import accident_files, casualty_files, violation_files
from data.sample.accidents import invented_accidents
from data.sample.network import read_network
from data.sample.people import invented_people
from data.sample.population import invented_population
from data.sample.violations import invented_violations
from data.sample.words import in_words

FOLDER = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Sample:
    """The invented tables in our codes: what the store should hold once all files are taken in."""

    accidents: pd.DataFrame
    people: pd.DataFrame
    violations: pd.DataFrame
    population: pd.DataFrame
    definitions: Definitions


def invent() -> Sample:
    """All tables of the sample, the same every time."""
    definitions = load_definitions(DEFAULT_FOLDER)
    accidents = invented_accidents(read_network(definitions))
    return Sample(accidents, invented_people(accidents), invented_violations(), invented_population(), definitions)


def sample_files(sample: Sample) -> dict[str, bytes]:
    """The bytes of every data file by its name."""
    definitions = sample.definitions
    accidents = in_words(sample.accidents, definitions)
    labels = {name: definitions.codes[name].labels for name in ("outcomes", "roles", "sexes")}
    people = sample.people.assign(
        outcome_word=sample.people["outcome"].map(labels["outcomes"]),
        role_word=sample.people["role"].map(labels["roles"]),
        sex_word=sample.people["sex"].map(labels["sexes"]),
        age_text=sample.people["age"].astype("str").replace("<NA>", "").fillna(""),
    )
    each = accidents.merge(people, on="accident_id", validate="1:m")
    violations = violation_files.violation_columns(sample.violations, definitions)
    year = violations["day"].map(lambda day: day.year)
    return {
        "tai_nan_2019.csv": accident_files.accidents_2019(accidents.loc[accidents["year"] <= 2019]),
        "tai_nan_2020.txt": accident_files.accidents_2020(accidents.loc[accidents["year"] == 2020]),
        "tai_nan_2021.xlsx": accident_files.accidents_2021(accidents.loc[accidents["year"] == 2021]),
        "tai_nan_2022.csv": casualty_files.people_2022(each.loc[each["year"] == 2022]),
        "tai_nan_2023.csv": casualty_files.people_2023(each.loc[each["year"] == 2023]),
        "tai_nan_2024.xlsx": casualty_files.people_2024(each.loc[each["year"] == 2024], definitions),
        "tai_nan_quy1_2025.xlsx": casualty_files.people_2025(each.loc[each["year"] == 2025]),
        "vi_pham_2019_2021.csv": violation_files.violations_2019(violations.loc[year <= 2021]),
        "vi_pham_2022_2024.csv": violation_files.violations_2022(violations.loc[year.between(2022, 2024)]),
        "vi_pham_quy1_2025.xlsx": violation_files.violations_2025(violations.loc[year == 2025]),
        "dan_so.csv": violation_files.population(sample.population, definitions),
    }


def main(folder: Path = FOLDER) -> None:
    """Write every data file into ``folder``."""
    for name, content in sample_files(invent()).items():
        (folder / name).write_bytes(content)
        print(f"{name}: {len(content) / 1000:.0f} kB")


if __name__ == "__main__":
    main()
