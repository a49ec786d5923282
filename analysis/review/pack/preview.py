"""Pages of a document as pictures, to look at before it is used; LibreOffice draws them where it is installed.

Leaves out any drawing of ours: without LibreOffice there is no preview, and the page says so. Can mislead: LibreOffice
breaks lines a little otherwise than Word, and a machine without Times New Roman shows other letters.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from ...errors import RequestError

_PROGRAMS = ("soffice", "libreoffice")
_WINDOWS = ("ProgramFiles", "ProgramFiles(x86)")
_MAC = Path("/Applications/LibreOffice.app/Contents/MacOS/soffice")
SECONDS = 120
"""How long a conversion may take before it is given up."""
MOST_PAGES = 40


def office_program() -> str:
    """LibreOffice's program on this machine, "" where there is none."""
    named = [found for found in map(shutil.which, _PROGRAMS) if found]
    folders = [Path(os.environ[name]) for name in _WINDOWS if name in os.environ]
    installed = [folder / "LibreOffice" / "program" / "soffice.exe" for folder in folders]
    return next(iter([*named, *(str(path) for path in [*installed, _MAC] if path.exists())]), "")


def page_pictures(name: str, content: bytes, *, width: int = 900) -> list[bytes]:
    """The first ``MOST_PAGES`` pages of a document as PNG, ``width`` pixels wide; ``name`` tells its kind.

    Raises ``RequestError`` where there is no LibreOffice or it cannot read the document.
    """
    return _pictures(as_pdf(name, content), width)


def as_pdf(name: str, content: bytes) -> bytes:
    """The document as PDF. Raises ``RequestError`` as ``page_pictures`` does."""
    program = office_program()
    if not program:
        remedy = "Hãy tải tệp về và mở bằng Word, PowerPoint, Excel; hoặc cài LibreOffice (Writer, Impress, Calc)."
        raise RequestError("Máy này không có LibreOffice nên không xem trước được dưới dạng hình.", remedy)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / f"tai-lieu{Path(name).suffix}"
        source.write_bytes(content)
        profile = (Path(folder) / "profile").as_uri()
        options = [f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf", "--outdir", folder]
        try:
            subprocess.run([program, *options, str(source)], capture_output=True, timeout=SECONDS, check=True)
            return source.with_suffix(".pdf").read_bytes()
        except (subprocess.SubprocessError, OSError) as error:
            remedy = "Hãy tải tệp về và mở trực tiếp; tệp tải về không bị ảnh hưởng."
            raise RequestError(f"LibreOffice không chuyển được tệp {name} thành hình.", remedy) from error


def _pictures(pdf: bytes, width: int) -> list[bytes]:
    import pypdfium2

    drawn = []
    with pypdfium2.PdfDocument(pdf) as document:
        for number in range(min(len(document), MOST_PAGES)):
            page = document[number]
            target = io.BytesIO()
            page.render(scale=width / page.get_width()).to_pil().save(target, "PNG", optimize=False)
            drawn.append(target.getvalue())
    return drawn
