"""Who in a commune takes a task that the level above gives to the commune itself."""

import pytest

from reconcile.vocabulary.subjects import office_by_subject

TAKEN = {
    "Trồng mới rừng phòng hộ đầu nguồn": "Phòng Kinh tế",
    "Kiểm tra an toàn hồ đập trước mùa lũ": "Phòng Kinh tế",
    "Diễn tập phòng cháy, chữa cháy rừng": "Phòng Kinh tế",
    "Diễn tập phòng cháy, chữa cháy tại chợ": "Công an xã",
    "Phấn đấu 95% người dân trong độ tuổi lao động có tài khoản VNeID": "Công an xã",
    "Giải quyết việc làm cho lao động trở về địa phương": "Phòng Văn hóa - Xã hội",
    "Gọi thanh niên khám tuyển quân": "Ban Chỉ huy Quân sự xã",
    "Diệt bọ gậy, phòng, chống sốt xuất huyết": "Trạm Y tế xã",
}


@pytest.mark.parametrize(("task", "office"), TAKEN.items(), ids=[*TAKEN])
def test_a_task_of_the_commune_falls_to_an_office_by_its_subject(task: str, office: str) -> None:
    assert office_by_subject(task, "xã") == office
