"""The files of the map (Leaflet, clusters, heat), taken out of the installed packages; no Streamlit here.

The page may not ask any other machine, so the browser gets these files from us: they are copied once into the folder
``static/leaflet`` (not in the repository), which Streamlit serves. A new version of a package replaces the old copy.
"""

from __future__ import annotations

import os
import tempfile
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from analysis.errors import RequestError

STATIC = Path(__file__).resolve().parents[1] / "static"
FOLDER = "leaflet"
SERVED_AT = "../../app/static"
"""Where Streamlit serves ``static``, seen from the frame of a component: right under any base address."""
_LEAFLET, _CLUSTER = "xstatic/pkg/leaflet/data", "xstatic/pkg/leaflet_markercluster/data"
SOURCES = {
    "leaflet.js": ("XStatic-Leaflet", _LEAFLET),
    "leaflet.css": ("XStatic-Leaflet", _LEAFLET),
    "images/layers.png": ("XStatic-Leaflet", _LEAFLET),
    "images/layers-2x.png": ("XStatic-Leaflet", _LEAFLET),
    "leaflet.markercluster.js": ("XStatic-Leaflet-MarkerCluster", _CLUSTER),
    "MarkerCluster.css": ("XStatic-Leaflet-MarkerCluster", _CLUSTER),
    "leaflet_heat.min.js": ("folium", "folium/templates"),
}
SCRIPTS = ("leaflet.js", "leaflet.markercluster.js", "leaflet_heat.min.js")
STYLES = ("leaflet.css", "MarkerCluster.css")


def place_map_files(static: Path = STATIC) -> Path:
    """Copy what is not there yet, or is another version, into ``static``/leaflet; gives that folder.

    Two programs may start at once: each file appears as a whole. Raises ``RequestError`` where a package is missing.
    """
    folder = static / FOLDER
    for name, (package, inside) in SOURCES.items():
        content = _packaged(package, f"{inside}/{name}")
        if not (folder / name).exists() or (folder / name).read_bytes() != content:
            _put(folder / name, content)
    return folder


def links(served_at: str = SERVED_AT) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """The scripts and the styles of the map as folium wants them: name and address, in the order they need."""
    scripts = [(name, f"{served_at}/{FOLDER}/{name}") for name in SCRIPTS]
    styles = [(name, f"{served_at}/{FOLDER}/{name}") for name in STYLES]
    return [*scripts, ("ban_do.js", f"{served_at}/ban_do.js")], [*styles, ("ban_do.css", f"{served_at}/ban_do.css")]


def _packaged(package: str, path: str) -> bytes:
    try:
        return Path(str(distribution(package).locate_file(path))).read_bytes()
    except (PackageNotFoundError, FileNotFoundError) as error:
        sentence = f"Thiếu thư viện vẽ bản đồ ({package})."
        raise RequestError(sentence, "Hãy cài đủ thư viện: pip install -r requirements.txt.") from error


def _put(target: Path, content: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".new-")
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    Path(name).chmod(0o644)
    Path(name).replace(target)
