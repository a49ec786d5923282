"""Known answers of the Greater Manchester file, counted outside this project: collisions, deaths, casualties."""

ACCIDENTS = {2019: 3622, 2020: 2399, 2021: 3006, 2022: 2804, 2023: 2530, 2024: 1284}
DEATHS = {2019: 63, 2020: 67, 2021: 73, 2022: 64, 2023: 45, 2024: 30}
CASUALTIES = {
    "Manchester": 4936,
    "Bolton": 2392,
    "Salford": 2111,
    "Wigan": 1757,
    "Oldham": 1721,
    "Stockport": 1600,
    "Rochdale": 1597,
    "Tameside": 1489,
    "Trafford": 1431,
    "Bury": 1401,
}
