"""Bytes of a received text file → text: which encoding they are in, and reading them so, whole or as a stream.

Byte order marks decide first, then valid UTF-8, then the pattern of zero bytes (UTF-16 without a mark), then
whether windows-1258 or a legacy font (TCVN3, VNI; bytes shown as windows-1252) makes more Vietnamese syllables, and
last charset-normalizer. Texts of legacy fonts keep their look here: ``legacy_font`` and ``convert`` (from
``legacy_fonts``) are a separate, asked-for step. Misleads: a single-byte file with only a handful of marked words
may be taken for another one.
"""

from __future__ import annotations

import codecs
import io
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import pyarrow as pa
from charset_normalizer import from_bytes

from .legacy_fonts import FONTS, convert, legacy_font, readability, to_unicode

__all__ = [
    "Decoded",
    "Scan",
    "Utf8Stream",
    "convert",
    "damaged_lines",
    "decode",
    "encoding_of",
    "legacy_font",
    "raw_text",
    "scan",
    "to_text",
]

BLOCK = 1 << 22
"""Bytes read at a time."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_FOREIGN = ("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp874", "gb18030", "shift_jis", "euc_kr")
_BYTE = re.compile(r"[^\x00-\x7f]+")
_THREE_BYTES = re.compile("[\u1ea0-\u1ef9]")
_WORDS_JUDGED = 4000


@dataclass(frozen=True)
class Decoded:
    """``text``, the encoding it was read in and how many bytes made no sense in it (shown as U+FFFD)."""

    text: str
    encoding: str
    damaged: int


@dataclass(frozen=True)
class Scan:
    """What one pass over a whole file told: valid UTF-8 or not, any quotation marks, any combining marks (NFD)."""

    utf8: bool
    quotes: bool
    combining: bool


def decode(data: bytes) -> Decoded:
    """All of a text file; windows-1258 is composed (NFC), everything else left as it was typed."""
    encoding = encoding_of(data)
    text = to_text(data, encoding)
    damaged = text.count("\ufffd") - data.count("\ufffd".encode()) if encoding.startswith("utf") else 0
    return Decoded(text, encoding, max(damaged, 0))


def encoding_of(data: bytes, *, utf8: bool | None = None) -> str:
    """Name of the encoding of ``data``; ``utf8`` says it where the whole file was already tried as UTF-8.

    One of utf-8, utf-8-sig, utf-16 (with mark), utf-16-le, utf-16-be, utf-32, windows-1258, windows-1252 (also text of
    a legacy font) or a codec that charset-normalizer names.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    zeros = _utf16_without_mark(data)
    if zeros:
        return zeros
    if (utf8 is not False and _is_valid_utf8(data)) or _is_damaged_utf8(data):
        return "utf-8"
    return _single_byte(data)


def to_text(data: bytes, encoding: str) -> str:
    """``data`` as text in ``encoding``; bytes without a meaning become U+FFFD, or stay a control character."""
    text = raw_text(data, encoding)
    return unicodedata.normalize("NFC", text) if encoding == "windows-1258" else text


def raw_text(data: bytes, encoding: str) -> str:
    """``data`` as ``Utf8Stream`` gives it out: as ``to_text``, but windows-1258 not composed."""
    return _Decoder(encoding).decode(data, final=True)


def scan(stream: BinaryIO) -> Scan:
    """Read ``stream`` to its end once (about 1 s for a gigabyte) for what a sample cannot promise."""
    utf8, quotes, combining = True, False, False
    while block := stream.read(BLOCK):
        block += stream.readline()  # whole lines: no letter is cut in two
        utf8 = utf8 and _is_valid_utf8(block)
        quotes = quotes or b'"' in block
        combining = combining or b"\xcc" in block
    return Scan(utf8, quotes, combining)


def _is_valid_utf8(block: bytes) -> bool:
    """Arrow checks many times faster than a decoder makes text."""
    try:
        pa.array([block], pa.binary()).cast(pa.string())
    except pa.ArrowInvalid:
        return False
    return True


def damaged_lines(path: Path) -> list[int]:
    """The numbers [1-based] of the lines of a UTF-8 file that hold bytes without a meaning; a line "sep=;" is none."""
    with path.open("rb") as stream:
        top = stream.readline()
        stream.seek(0)
        offset = int(b"sep=" in top.lower()[:8])
        return [number - offset for number, line in enumerate(stream, start=1) if not _is_valid_utf8(line)]


class Utf8Stream(io.RawIOBase):
    """``stream`` in ``encoding`` as UTF-8, without byte order mark and without the first ``skip`` bytes of that."""

    def __init__(self, stream: BinaryIO, encoding: str, skip: int) -> None:
        super().__init__()
        self._stream, self._decoder, self._skip = stream, _Decoder(encoding), skip
        self._waiting = b""

    def readable(self) -> bool:
        """Yes: it is for reading."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill ``buffer`` as far as there is text left; 0 at the end."""
        while not self._waiting:
            block = self._stream.read(BLOCK)
            produced = self._decoder.decode(block, final=not block).encode("utf-8", "replace")
            self._waiting, self._skip = produced[self._skip :], max(self._skip - len(produced), 0)
            if not block:
                break
        count = min(len(buffer), len(self._waiting))
        buffer[:count] = self._waiting[:count]
        self._waiting = self._waiting[count:]
        return count

    def close(self) -> None:
        """Close the file underneath as well."""
        self._stream.close()
        super().close()


class _Decoder:
    """Incremental decoder of any encoding; single-byte ones never fail, UTF ones put U+FFFD."""

    def __init__(self, encoding: str) -> None:
        self._table = _table(encoding)
        self._codec = codecs.getincrementaldecoder(encoding)("replace")

    def decode(self, data: bytes, *, final: bool) -> str:
        if self._table:
            return codecs.charmap_decode(data, "strict", self._table)[0]
        return self._codec.decode(data, final)


def _table(encoding: str) -> str:
    """256 characters of windows-1252 or -1258 with the unassigned bytes as they are in Latin-1; "" for others."""
    if encoding not in ("windows-1252", "windows-1258"):
        return ""
    characters = [bytes([code]).decode(encoding, "ignore") or chr(code) for code in range(256)]
    return "".join(characters)


def _is_damaged_utf8(data: bytes) -> bool:
    """Whether the marked letters are mostly good UTF-8: a file cut or patched somewhere, not another encoding.

    Ten good letters to a bad place say so; twice as many good as bad where the bad ones are rarer than 1 character in
    1000, or where the good ones are three bytes each ("ệ"), which no other encoding writes by chance.
    """
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = sum(map(len, _BYTE.findall(text))) - bad
    rare = bad * 1000 < len(text) and good >= 2 * bad
    return good >= 10 * bad or rare or len(_THREE_BYTES.findall(text)) >= 2 * bad


def _utf16_without_mark(data: bytes) -> str:
    sample = data[: 1 << 16]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = max(len(sample) // 2, 1)
    if odd / half > 0.3 and even / half < 0.05:
        return "utf-16-le"
    return "utf-16-be" if even / half > 0.3 and odd / half < 0.05 else ""


def _single_byte(data: bytes) -> str:
    pieces = data[: 1 << 20]
    vietnamese = _sample(to_text(pieces, "windows-1258"))
    western = _sample(to_text(pieces, "windows-1252"))
    legacy = max(readability(to_unicode(western, font)) for font in FONTS)
    windows = readability(vietnamese)
    if max(legacy, windows) > 0.5:
        return "windows-1258" if windows >= legacy else "windows-1252"
    best = from_bytes(data[: 1 << 16], cp_isolation=list(_FOREIGN)).best()
    return "windows-1252" if best is None or best.encoding == "cp1252" else best.encoding


def _sample(text: str) -> str:
    """The first words of ``text`` that have a marked letter, one of each."""
    words = dict.fromkeys(word for word in text.split() if not word.isascii())
    return " ".join(list(words)[:_WORDS_JUDGED])
