"""The dashboard's server: ``python serve.py OPTIONS`` is ``streamlit run app.py OPTIONS``, and reads ahead meanwhile.

Streamlit runs ``app.py`` only once a browser has loaded Streamlit's own program, about a second after the start. In
that second a thread loads the libraries and makes the first view through the caches of the pages. Without it
(``streamlit run app.py``) everything works, the first page comes later.
"""

from __future__ import annotations

import sys
from pathlib import Path
from threading import Thread

from streamlit.web.cli import main

SCRIPT = Path(__file__).with_name("app.py")


def read_ahead() -> None:
    """Import what the first page needs and make its first view."""
    from pages import _ahead

    _ahead.first_view()


if __name__ == "__main__":
    Thread(target=read_ahead, name="read ahead", daemon=True).start()
    sys.argv = ["streamlit", "run", str(SCRIPT), *sys.argv[1:]]
    main(prog_name="streamlit")
