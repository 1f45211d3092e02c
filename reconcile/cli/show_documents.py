"""What the commands on documents print."""

from collections.abc import Sequence
from pathlib import Path

import click

from reconcile.report.templates.fields import retired_in
from reconcile.run.writing.documents_again import Reported
from reconcile.run.writing.left_open import LeftOpen
from reconcile.run.writing.own_templates import TemplatesReport


def show_reported(reported: Reported, folder: Path) -> None:
    """Print what ``reconcile report`` wrote, or why it wrote nothing."""
    if reported.left:
        show_left(
            reported.left,
            "trả lời trong bảng rà soát (outputs/review), hoặc đưa nhiệm vụ vào kế hoạch của"
            " đơn vị (tệp trong inputs/lower), rồi chạy lại; chỗ trống […] về số, ngày, kỳ báo"
            " cáo: điền ở trang Thiết lập; bỏ --final để lập dự thảo",
        )
        return
    click.echo(f"Văn bản ({reported.written} tệp mới ghi, {len(reported.outputs)} tệp):")
    for path in reported.outputs:
        # The data behind each document are outputs too, but for programs.
        if path.suffix in {".docx", ".zip"}:
            click.echo(f"  {path.relative_to(folder)}")
    for finding in reported.findings:
        click.echo(f"{finding.where}: {finding.message}\n  → {finding.fix}")


def show_left(left: Sequence[LeftOpen], fix: str) -> None:
    """Print what keeps documents from being final, and what to do about it."""
    click.echo("Chưa lập văn bản chính thức: còn nội dung chờ người quyết định.", err=True)
    for each in left:
        click.echo(f"  {each.unit}: {_left(each)}", err=True)
        for place in each.unfinished:
            click.echo(f"    {place.document}.docx › {place.place}: {place.what}", err=True)
    click.echo(f"  → {fix}", err=True)


def _left(each: LeftOpen) -> str:
    """Say what waits for a person in one unit."""
    parts = (
        (each.proposals, "đề xuất chưa quyết định"),
        (each.review, "nhiệm vụ cần rà soát"),
        (each.overtaken, "ý kiến không còn phù hợp với kế hoạch hiện nay"),
        (each.doubtful, "dòng báo cáo tiến độ chưa rõ"),
        (len(each.unfinished), "chỗ chưa hoàn chỉnh"),
        (each.changes, "chỗ sửa đổi, ghi chú trong bản sao kế hoạch (ke-hoach.docx) chưa xử lý"),
    )
    return ", ".join(f"{number} {what}" for number, what in parts if number)


def show_templates(report: TemplatesReport) -> None:
    """Print every template with its fields, then what is wrong with the user's own."""
    for listed in report.listed:
        whose = "mẫu của đơn vị" if listed.own else "mẫu có sẵn"
        click.echo(f"{listed.name}.docx ({whose})")
        if listed.name.endswith(("-dang", "-dang-hd36")):
            click.echo("  các trường như mẫu không có đuôi -dang; thể thức văn bản của Đảng")
            continue
        kept = retired_in(listed.name)
        for field in (each for each in listed.fields if each.name not in kept):
            click.echo(f"  {field.path}: {field.meaning}. Ví dụ: {field.example}")
    click.echo(
        "Dấu [] sau tên trường: danh sách, dùng trong thẻ lặp; xem cách lặp trong mẫu có sẵn."
    )
    for notice in report.notices:
        click.echo(f"Cảnh báo: {notice}", err=True)
    for problem in report.problems:
        click.echo(f"Lỗi: {problem}", err=True)


def show_copied(path: Path) -> None:
    """Print where a copy of a template is."""
    click.echo(f"Đã chép mẫu: {path}")
    click.echo("  → mở bằng Word để sửa; kiểm tra lại bằng lệnh: reconcile templates")
