"""The definitions of a snapshot: the reference files that were in force, kept in the store as they were.

One folder per state of the reference, under its key; what the office or an overlay laid over our own files stands in
``laid``, the rest in ``own``, because what a missing file means depends on it. A folder that is there is never changed.

Left out: templates of documents and the outlines' received originals. Can mislead: a file that came with a later
program stands in no older folder; it is read from the program (``Reference.later``), where a program needs it.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path

from ..definitions.catalogue import Definitions, definitions_from
from ..definitions.reference import DEFAULT_FOLDER, Reference
from ..errors import StoreError
from .files import sync_folder, write_atomically
from .tables import Store

FOLDER = "definitions"
_LAID, _OWN = "laid", "own"


def definitions_key(reference: Reference) -> str:
    """What tells one state of the definitions from another (64 hexadecimal digits).

    The digest of ``reference`` where nothing is laid over our own files, else a digest of that and of which are.
    """
    laid = [name for name in reference.files() if reference.is_overlaid(name)]
    digest = reference.digest()
    return hashlib.sha256("\n".join([digest, *laid]).encode()).hexdigest() if laid else digest


def keep_definitions(store: Store, definitions: Definitions) -> str:
    """Copy the reference files in force into the store, once per state of them; the key of the copy.

    For the one writer to call. Raises ``StoreError`` where a file is changed meanwhile.
    """
    reference = definitions.reference
    key = definitions_key(reference)
    folder = store.folder / FOLDER / key
    if not _is_whole(folder, key):
        _copy(reference, folder)
        if not _is_whole(folder, key):
            shutil.rmtree(folder)
            raise StoreError("Tệp danh mục vừa bị sửa trong khi đang chốt số liệu.", "Hãy lưu xong tệp rồi chốt lại.")
    return key


def kept_definitions(store: Store, key: str) -> Definitions:
    """The definitions kept under ``key``. Raises ``StoreError`` where the copy is lost or was changed."""
    folder = store.folder / FOLDER / key
    if not _is_whole(folder, key):
        raise StoreError(
            "Các tệp danh mục giữ cùng bản chốt số liệu đã mất hoặc bị sửa.",
            "Hãy lấy lại thư mục definitions của kho số liệu từ bản sao lưu.",
        )
    return definitions_from(_reference(folder))


def _reference(folder: Path) -> Reference:
    laid = (folder / _LAID,) if (folder / _LAID).is_dir() else ()
    return Reference((*laid, folder / _OWN), later=(DEFAULT_FOLDER,))


def _is_whole(folder: Path, key: str) -> bool:
    return (folder / _OWN).is_dir() and definitions_key(_reference(folder)) == key


def _copy(reference: Reference, folder: Path) -> None:
    """Put all files into a folder beside, then give it its name: it is there as a whole or not at all."""
    for killed in folder.parent.glob("*.part"):
        shutil.rmtree(killed)
    part = folder.with_name(f"{folder.name}.part")
    for name in (_LAID, _OWN):
        (part / name).mkdir(parents=True)
    for name, path in reference.files().items():
        write_atomically(part / (_LAID if reference.is_overlaid(name) else _OWN) / name, path.read_bytes())
    if not any((part / _LAID).iterdir()):
        (part / _LAID).rmdir()
    shutil.rmtree(folder, ignore_errors=True)
    os.replace(part, folder)
    sync_folder(folder.parent)
