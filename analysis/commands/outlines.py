"""The command ``outlines``: official outlines checked and put in the place of ours."""

from __future__ import annotations

from pathlib import Path

import click

from ..errors import RequestError
from .office import Office, command


@command("outlines")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--communes", is_flag=True, help="Tệp là ranh giới xã, phường (mặc định: huyện, khu vực).")
@click.option("--column", help="Cột có mã hoặc tên địa bàn (mặc định: tự tìm).")
@click.option("--layer", help="Lớp của tệp GeoPackage.")
@click.option("--crs", help="Mã EPSG khi tệp không ghi hệ tọa độ, ví dụ EPSG:9208.")
@click.option("--dry-run", is_flag=True, help="Chỉ kiểm tra, không thay ranh giới đang dùng.")
def outlines(
    office: Office, file: Path, communes: bool, column: str | None, layer: str | None, crs: str | None, dry_run: bool
) -> None:
    """Kiểm tra tệp ranh giới chính thức (GeoJSON, GeoPackage, Shapefile nén) và dùng thay ranh giới kèm theo."""
    from ..definitions.outline_checks import check_outlines
    from ..definitions.outline_files import install_outlines, outlines_folder, read_outlines
    from ..store.recording import now, who
    from ..store.tables import local_day, office_reference

    kind = "communes" if communes else "areas"
    check = check_outlines(read_outlines(file, layer=layer, crs=crs), office.definitions, kind=kind, code_column=column)
    lines = list(check.findings["message"])
    if not check.usable:
        raise RequestError(f"Không dùng được tệp {file.name}.", "\n".join(lines))
    installed = not dry_run
    if installed:
        folder = outlines_folder(office.definitions.reference, office_reference(office.store))
        said, day = f"{file.name} ({who()})", str(local_day(now()))
        install_outlines(check.outlines, folder, kind=kind, source=said, day=day, received=file.read_bytes())
    done = "Đã thay ranh giới." if installed else "Tệp dùng được (chưa thay ranh giới đang dùng)."
    words = [f"{len(check.outlines)} ranh giới. {done}", *lines]
    office.say({**check.to_json(), "installed": installed}, "\n".join(words))
