"""Responsible units: where they stand, in which role, and who is merely mentioned. The yardstick is the annotation guide."""

from __future__ import annotations

import pytest

import vnplan
from vnplan import Unit

HEAD = """UBND TỈNH BÌNH AN
SỞ NỘI VỤ
Số: 12/KH-SNV

Bình An, ngày 10 tháng 01 năm 2025

KẾ HOẠCH
Phát triển thư viện số năm 2025

I. MỤC ĐÍCH
Nâng cao văn hóa đọc.

"""
TASKS = "II. NHIỆM VỤ\n"
DUTIES = "II. NHIỆM VỤ\nBổ sung sách.\n\nIII. TỔ CHỨC THỰC HIỆN\n"
BODY = "\n- Bổ sung sách, xây dựng kho tài liệu số.\n- Phục vụ bạn đọc tại chỗ."

Found = list[tuple[str, str]]


def units(body: str) -> list[Unit]:
    document = vnplan.parse_text(f"{HEAD}{body}\n")
    assert all(document.text[u.span.start : u.span.end] == u.raw for u in document.units)
    return document.units


def found(body: str) -> Found:
    return [(u.raw, u.role) for u in units(body)]


def lead(*names: str) -> Found:
    return [(name, "lead") for name in names]


def partner(*names: str) -> Found:
    return [(name, "coordinate") for name in names]


def told(*names: str) -> Found:
    return [(name, "report_to") for name in names]


# --- the subject of a duty ------------------------------------------------------------------------------------------

SUBJECTS = [
    ("Các sở, ban, ngành nghiêm túc thực hiện Kế hoạch này.", lead("Các sở, ban, ngành"), "an adverb and a verb behind"),
    ("Sở Tài chính bố trí kinh phí mua sách.", lead("Sở Tài chính"), "a verb behind"),
    ("- UBND các xã, phường xây dựng tủ sách.", lead("UBND các xã, phường"), "in a bullet"),
    ("(1) Sở Khoa học và Công nghệ hướng dẫn kỹ thuật.", lead("Sở Khoa học và Công nghệ"), "behind a label in brackets"),
    ("Các đơn vị cho mượn sách lưu động trên địa bàn có trách nhiệm lập sổ.", lead("Các đơn vị cho mượn sách lưu động trên địa bàn"), "what they do tells which ones are meant"),
    ("Căn cứ Kế hoạch này, các sở, ngành, cơ quan ngành dọc đóng trên địa bàn, UBND các xã xây dựng kế hoạch.", lead("các sở, ngành", "cơ quan ngành dọc đóng trên địa bàn", "UBND các xã"), "a list behind an opening adverbial"),
    ("Sở Tài chính, trên cơ sở đề xuất của các cơ quan, đơn vị, chủ trì tổng hợp.", lead("Sở Tài chính"), "those who propose are not in charge"),
    ("Tổ khảo sát tổng hợp, phân tích số liệu.", lead("Tổ khảo sát"), "tổng hợp is the verb behind a name"),
    ("UBND các xã nơi có di tích tổ chức bảo vệ hiện vật.", lead("UBND các xã nơi có di tích"), "which places are meant"),
    ("Thư viện tỉnh có trách nhiệm số hóa tài liệu.", lead("Thư viện tỉnh"), "có trách nhiệm"),
    ("Thủ trưởng các cơ quan, đơn vị chịu trách nhiệm về tiến độ.", lead("Thủ trưởng các cơ quan, đơn vị"), "chịu trách nhiệm"),
    ("Sở Xây dựng và Sở Công Thương rà soát quy hoạch.", lead("Sở Xây dựng", "Sở Công Thương"), "two subjects"),
    ("Mỗi cán bộ, công chức phải đọc ít nhất 02 cuốn sách.", lead("cán bộ, công chức"), "staff, without mỗi"),
    ("Toàn thể đoàn viên tích cực hưởng ứng cuộc vận động.", lead("đoàn viên"), "staff, without toàn thể"),
    ("Sở Y tế là cơ quan thường trực, giúp việc.", lead("Sở Y tế"), "the standing office"),
    ("Hằng năm, Sở Y tế tổng hợp số liệu.", lead("Sở Y tế"), "behind a cycle"),
    ("Căn cứ kết quả rà soát, Sở Y tế lập danh mục.", lead("Sở Y tế"), "behind a ground"),
    ("Sau khi được phê duyệt, Thư viện tỉnh công bố danh mục.", lead("Thư viện tỉnh"), "behind an event"),
    ("Đồng thời, Sở Tư pháp kiểm tra văn bản.", lead("Sở Tư pháp"), "behind a joint"),
    ("Ngoài ra Công an tỉnh tổ chức tuần tra.", lead("Công an tỉnh"), "behind a joint without a comma"),
    ("Định kỳ 6 tháng, các phòng, đơn vị báo cáo kết quả.", lead("các phòng, đơn vị"), "behind a period"),
    ("Trong quá trình thực hiện, nếu có vướng mắc, các đơn vị kịp thời phản ánh.", lead("các đơn vị"), "behind two adverbials"),
    ("Sở Tài chính, trên cơ sở đề xuất của các xã, thẩm định dự toán.", lead("Sở Tài chính"), "an aside between subject and verb"),
    ("Các phòng, đơn vị căn cứ chức năng, nhiệm vụ xây dựng kế hoạch cụ thể.", lead("Các phòng, đơn vị"), "căn cứ behind"),
    ("Các sở, ban, ngành, đoàn thể tỉnh, UBND các xã, phường theo chức năng, nhiệm vụ được giao triển khai thực hiện.", lead("Các sở, ban, ngành, đoàn thể tỉnh", "UBND các xã, phường"), "an aside without commas"),
    ("Văn phòng Sở làm đầu mối theo dõi, đôn đốc việc thực hiện Kế hoạch.", lead("Văn phòng Sở"), "làm đầu mối outweighs watching"),
    ("Riêng Sở Y tế hoàn thành trước ngày 01/12/2025.", lead("Sở Y tế"), "behind riêng"),
    ("Đồng chí Giám đốc Sở Y tế chỉ đạo chung.", lead("Giám đốc Sở Y tế"), "a post, without đồng chí"),
    ("Sở Y tế sẽ lập danh mục.", lead("Sở Y tế"), "sẽ"),
    ("Sở Y tế thông báo kết quả đến các xã.", lead("Sở Y tế"), "who is told of a result has no duty"),
    ("Sở Y tế gửi văn bản đến các xã để thực hiện.", lead("Sở Y tế"), "sending downward names no unit"),
    ("Sở Y tế tham mưu UBND tỉnh ban hành kế hoạch.", lead("Sở Y tế"), "who is merely advised"),
    ("Thủ trưởng đơn vị chịu trách nhiệm trước Giám đốc Sở về kết quả.", lead("Thủ trưởng đơn vị"), "chịu trách nhiệm trước A gives no A"),
    ("Sở Y tế đôn đốc các đơn vị thực hiện.", lead("Sở Y tế"), "objects of đôn đốc do not count"),
]  # fmt: skip

ORDERS = [
    ("Về đề nghị UBND tỉnh hỗ trợ vốn mua sách: Sở Tài chính rà soát, báo cáo.", lead("Sở Tài chính"), "the topic before the colon orders nothing"),
    ("Với vai trò là chủ đầu tư, Thư viện tỉnh chủ động lập hồ sơ.", lead("Thư viện tỉnh"), "an opening that tells the part"),
    ("Giao Ban Quản lý dự án tỉnh lập hồ sơ.", lead("Ban Quản lý dự án tỉnh"), "giao, and a name that begins with Ban"),
    ("Hướng dẫn, hỗ trợ các tổ chức mở tủ sách.", [], "the verb nearest to the name helps, it orders nothing"),
    ("Chỉ đạo các phòng chuyên môn, Công an xã: Phối hợp rà soát sách.", lead("các phòng chuyên môn", "Công an xã"), "a colon before what they have to do"),
    ("Giao Sở Tài chính bố trí kinh phí.", lead("Sở Tài chính"), "giao"),
    ("Giao cho Thư viện tỉnh số hóa tài liệu.", lead("Thư viện tỉnh"), "giao cho"),
    ("Phân công Phòng Tổng hợp theo dõi tiến độ.", lead("Phòng Tổng hợp"), "phân công"),
    ("Đề nghị Công an tỉnh phối hợp bảo vệ kho sách.", lead("Công an tỉnh"), "phối hợp without a partner: the one asked leads"),
    ("Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh vận động bạn đọc.", lead("Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh"), "đề nghị"),
    ("Yêu cầu Thủ trưởng các sở, ban, ngành nghiêm túc triển khai.", lead("Thủ trưởng các sở, ban, ngành"), "yêu cầu"),
    ("UBND tỉnh yêu cầu các sở, ban, ngành triển khai thực hiện.", lead("các sở, ban, ngành"), "who gives the order has no duty by it"),
    ("Chỉ đạo Phòng Văn hóa tổ chức ngày hội.", lead("Phòng Văn hóa"), "chỉ đạo X làm"),
    ("Hướng dẫn UBND các xã lập hồ sơ.", lead("UBND các xã"), "hướng dẫn X làm"),
    ("UBND các xã chỉ đạo các trường học mở cửa thư viện.", lead("UBND các xã", "các trường học"), "both the one that directs and the one directed"),
    ("Đôn đốc, hướng dẫn các xã lập danh mục.", lead("các xã"), "hướng dẫn stands nearest"),
    ("Chỉ đạo, hướng dẫn các phòng, đơn vị trực thuộc triển khai thực hiện.", lead("các phòng, đơn vị trực thuộc"), "two verbs of direction"),
    ("Hội thi do Thư viện tỉnh tổ chức.", lead("Thư viện tỉnh"), "do X tổ chức"),
    ("Mời Hội Nông dân tham gia.", lead("Hội Nông dân"), "mời X làm"),
    ("Việc số hóa do Thư viện tỉnh thực hiện.", lead("Thư viện tỉnh"), "do X thực hiện"),
    ("Kinh phí do Sở Tài chính quản lý.", lead("Sở Tài chính"), "do X quản lý"),
    ("Lắp đặt 58 trạm (trong đó: VNPT: 25 trạm, Viettel: 33 trạm).", lead("VNPT", "Viettel"), "shares of the work with their doers"),
]  # fmt: skip

PARTNERS = [
    ("Sở Y tế chủ trì, phối hợp với Sở Tài chính, Công an tỉnh lập dự toán.", lead("Sở Y tế") + partner("Sở Tài chính", "Công an tỉnh"), "chủ trì, phối hợp với"),
    ("Sở Y tế phối hợp với Sở Tài chính lập dự toán.", lead("Sở Y tế") + partner("Sở Tài chính"), "phối hợp với: the subject leads"),
    ("Sở Y tế phối hợp lập dự toán.", lead("Sở Y tế"), "no partner named"),
    ("Sở Y tế chủ trì phối hợp Công an tỉnh kiểm tra.", lead("Sở Y tế") + partner("Công an tỉnh"), "phối hợp without với"),
    ("Sở Y tế chủ trì cùng với Công an tỉnh kiểm tra.", lead("Sở Y tế") + partner("Công an tỉnh"), "cùng với"),
    ("Sở Y tế và Sở Tư pháp phối hợp với Công an tỉnh kiểm tra.", lead("Sở Y tế", "Sở Tư pháp") + partner("Công an tỉnh"), "two lead"),
    ("Sở Y tế làm đầu mối, phối hợp cùng Sở Tư pháp kiểm tra.", lead("Sở Y tế") + partner("Sở Tư pháp"), "làm đầu mối, phối hợp cùng"),
    ("Phối hợp với Thư viện tỉnh tổ chức ngày hội đọc sách.", partner("Thư viện tỉnh"), "no subject"),
    ("Chủ trì, phối hợp với các đơn vị có liên quan xây dựng phần mềm.", partner("các đơn vị có liên quan"), "generic partners count"),
    ("Bảo đảm sự phối hợp giữa Sở Y tế và Sở Tài chính.", partner("Sở Y tế", "Sở Tài chính"), "phối hợp giữa A và B"),
    ("Phối hợp chặt chẽ giữa Sở Y tế, Công an tỉnh và UBND các xã.", partner("Sở Y tế", "Công an tỉnh", "UBND các xã"), "phối hợp giữa three"),
    ("Sở Y tế chủ trì, Sở Tài chính phối hợp.", lead("Sở Y tế") + partner("Sở Tài chính"), "A chủ trì, B phối hợp"),
    ("Sở Y tế chủ trì; các sở, ngành phối hợp thực hiện.", lead("Sở Y tế") + partner("các sở, ngành"), "the same behind a semicolon"),
    ("Phối hợp với Hợp tác xã dịch vụ nông nghiệp giúp bạn đọc.", partner("Hợp tác xã dịch vụ nông nghiệp"), "a cooperative named by its trade"),
    ("Phối hợp, tạo điều kiện để Hội Nông dân tuyên truyền.", partner("Hội Nông dân"), "tạo điều kiện để X làm"),
]  # fmt: skip

REPORTS = [
    ("Sở Y tế báo cáo UBND tỉnh trước ngày 15/12.", lead("Sở Y tế") + told("UBND tỉnh"), "báo cáo A"),
    ("Các xã gửi báo cáo về Sở Nội vụ trước ngày 15/12/2025.", lead("Các xã") + told("Sở Nội vụ"), "gửi về A"),
    ("Gửi kết quả về UBND tỉnh (qua Sở Nội vụ) để tổng hợp.", told("UBND tỉnh", "Sở Nội vụ"), "về A, qua B"),
    ("Phản ánh về Sở Y tế (qua Văn phòng Sở) để giải quyết.", told("Sở Y tế", "Văn phòng Sở"), "phản ánh về A, qua B"),
    ("Các đơn vị gửi báo cáo về Sở Nội vụ để tổng hợp, báo cáo UBND tỉnh.", lead("Các đơn vị") + told("Sở Nội vụ", "UBND tỉnh"), "gửi A để báo cáo B: both"),
    ("Nếu phát sinh vướng mắc, đề nghị các đơn vị phản ánh về Sở Nội vụ để xem xét.", lead("các đơn vị") + told("Sở Nội vụ"), "asked to tell"),
    ("Sở Y tế tham mưu trình UBND tỉnh phê duyệt đề án.", lead("Sở Y tế") + told("UBND tỉnh"), "trình A within tham mưu"),
    ("Trình HĐND tỉnh ban hành nghị quyết.", told("HĐND tỉnh"), "trình A upward"),
    ("Trước ngày 15/12 hằng năm, các xã báo cáo UBND huyện (qua Phòng Nội vụ).", lead("các xã") + told("UBND huyện", "Phòng Nội vụ"), "the day in front, qua in a bracket"),
    ("Báo cáo gửi về Ủy ban nhân dân tỉnh thông qua Sở Y tế.", told("Ủy ban nhân dân tỉnh", "Sở Y tế"), "thông qua B"),
    ("Báo cáo định kỳ gửi Sở Y tế và Sở Tài chính.", told("Sở Y tế", "Sở Tài chính"), "gửi A và B"),
    ("Gửi báo cáo về Sở Y tế (Phòng Nghiệp vụ) trước ngày 01/12.", told("Sở Y tế"), "a bracket is not part of the name"),
    ("Kiến nghị UBND tỉnh xem xét, quyết định.", told("UBND tỉnh"), "kiến nghị A"),
    ("Chuyển đơn đến UBND xã Tân Phú để giải quyết.", told("UBND xã Tân Phú"), "chuyển … đến A"),
    ("Gửi biên bản kiểm kê và danh sách bạn đọc đến Sở Y tế.", told("Sở Y tế"), "gửi … đến A, the file between"),
    ("Báo cáo, đề xuất Sở Y tế và UBND tỉnh xem xét.", told("Sở Y tế", "UBND tỉnh"), "báo cáo, đề xuất"),
    ("Kịp thời phản ánh dư luận của bạn đọc với Sở Y tế.", told("Sở Y tế"), "phản ánh … với A"),
]  # fmt: skip

NONE = [
    ("Văn phòng Tỉnh ủy xin trân trọng thông báo.", "who tells it has no duty in it"),
    ("Tỉnh Phú Yên có bờ biển dài.", "a place described"),
    ("Xã phát triển mạnh nghề nuôi tôm.", "a place without a word of duty"),
    ("Gửi giấy mời đến các thôn.", "what goes down the line is no report"),
    ("Chuyển đổi số đến năm 2030.", "chuyển đổi sends nothing"),
    ("Công trình do sinh viên chủ trì.", "an audience that acts"),
    ("Chuẩn bị chương trình đại hội.", "a congress is no unit here"),
    ("Khuyến khích các doanh nghiệp tặng sách.", "khuyến khích makes nobody responsible"),
    ("Huy động các tổ chức, cá nhân ủng hộ thư viện.", "huy động neither"),
    ("Phát huy vai trò của Mặt trận Tổ quốc trong vận động.", "phát huy vai trò neither"),
    ("Nhân dân tích cực tham gia đọc sách.", "the people"),
    ("Người dân được mượn sách miễn phí.", "who profits"),
    ("Cấp có thẩm quyền phê duyệt danh mục.", "an authority without a name"),
    ("Hướng dẫn người dân mượn sách.", "an audience"),
    ("Hướng dẫn, đôn đốc các đơn vị thực hiện.", "the verb nearest to X decides"),
    ("Sở Nội vụ xây dựng kế hoạch như sau:", "the organ that enacts the plan"),
    ("Sở Nội vụ ban hành Kế hoạch phát triển thư viện số năm 2025.", "the organ that issues it"),
    ("Sở Y tế đã hoàn thành kiểm kê.", "what has been done"),
    ("Năm 2024, Sở Y tế đã hoàn thành kiểm kê.", "what was done in a past year"),
    ("Danh mục do Sở Y tế đã ban hành.", "who made what is there already"),
    ("Nâng cao sự phối hợp của các ngành.", "phối hợp in a purpose"),
    ("Công tác phối hợp với Mặt trận Tổ quốc được duy trì.", "a topic"),
    ("Theo yêu cầu của Sở Y tế về mẫu biểu.", "yêu cầu as a noun"),
    ("Thực hiện theo hướng dẫn của Bộ Y tế.", "hướng dẫn as a noun"),
    ("Tiếp thu ý kiến của Sở Tư pháp.", "an opinion"),
    ("Tuyên truyền về Sở Y tế và hoạt động của ngành.", "về as a topic"),
    ("Tham mưu cho UBND tỉnh ban hành quy định.", "who is advised"),
    ("Phòng, chống cháy nổ tại các kho sách.", "to prevent is no office"),
    ("Cơ sở dữ liệu thư viện phải được sao lưu.", "a database is no doer"),
    ("Cơ sở vật chất của thư viện phải được nâng cấp.", "premises are no doer"),
    ("Tổ chức hội nghị bạn đọc.", "to hold a meeting"),
    ("Trường hợp mất sách phải bồi thường.", "a case is no school"),
    ("Đội ngũ cán bộ thư viện cần được bồi dưỡng.", "the ranks are trained"),
    ("Hội nghị cần tổ chức trước tháng 6.", "a meeting is no association"),
    ("Khối lượng công việc phải hoàn thành trong tháng 6.", "an amount is no body"),
    ("Mời đại diện Sở Y tế dự họp.", "whose envoy is invited"),
    ("Đồng chí Nguyễn Văn An, Phó Giám đốc Sở phụ trách chung.", "a person with a post"),
    ("Kinh phí do ngân sách tỉnh bảo đảm.", "a budget is no doer"),
    ("Thành lập Ban Chỉ đạo các cấp.", "what is founded"),
    ("Kiểm tra Sở Y tế, các xã.", "who is inspected"),
    ("Hướng dẫn đoàn viên đọc sách.", "members are an audience"),
    ("Bộ tiêu chí phải rõ ràng.", "a set is no ministry"),
]  # fmt: skip

ENDS = [
    ("Giao Đoàn Thanh niên hoàn thiện dự thảo.", [("Đoàn Thanh niên", "lead")], "a verb ends the name"),
    ("Đề nghị Điện lực Tuy An lắp đặt đèn.", [("Điện lực Tuy An", "lead")], "behind the name of a place"),
    ("Giao Trung tâm Phát triển quỹ đất đo đạc.", [("Trung tâm Phát triển quỹ đất", "lead")], "a verb that the name itself holds"),
    ("Giao Bộ phận Tiếp nhận và Trả kết quả niêm yết.", [("Bộ phận Tiếp nhận và Trả kết quả", "lead")], "the second half of a verb in the name"),
    ("Phòng Nội vụ ban hành quy chế thi đua.", [("Phòng Nội vụ", "lead")], "to issue rules is a duty"),
    ("Các xã ban hành kế hoạch của mình.", [("Các xã", "lead")], "to issue their own plans is a duty"),
    ("Phối hợp với Công an huyện, các xã.", [("Công an huyện", "coordinate"), ("các xã", "coordinate")], "one place's organ and other places"),
    ("Sở Y tế chỉ đạo Trung tâm Y tế kiểm soát dịch.", [("Sở Y tế", "lead"), ("Trung tâm Y tế", "lead")], "a verb that names begin with ends one with a name of its own"),
    ("Trung tâm Kiểm soát bệnh tật lấy mẫu.", [("Trung tâm Kiểm soát bệnh tật", "lead")], "the same verb at the name's beginning"),
    ("Tổ kiểm tra liên ngành xử lý vi phạm.", [("Tổ kiểm tra liên ngành", "lead")], "a crew told by its work"),
    ("Tổ kiểm tra hồ sơ.", [("Tổ", "lead")], "a crew and its work"),
    ("UBND xã Hòa An, xã Bình Minh và Công an huyện tuần tra.", [("UBND xã Hòa An", "lead"), ("xã Bình Minh", "lead"), ("Công an huyện", "lead")], "places without their organ"),
    ("Thành phố Tuy Hòa cần tập trung chỉnh trang đô thị.", [("Thành phố Tuy Hòa", "lead")], "a place for its authorities"),
    ("Huyện chủ động bố trí kinh phí.", [("Huyện", "lead")], "the place of the plan itself"),
    ("Phòng Nội vụ xã hội hóa nguồn lực.", [("Phòng Nội vụ", "lead")], "xã hội is no commune"),
]  # fmt: skip

SENTENCES = [*ENDS, *SUBJECTS, *ORDERS, *PARTNERS, *REPORTS]


@pytest.mark.parametrize(("sentence", "expected"), [row[:2] for row in SENTENCES], ids=[row[2] for row in SENTENCES])
def test_sentences(sentence: str, expected: Found) -> None:
    assert found(TASKS + sentence) == expected


@pytest.mark.parametrize("sentence", [row[0] for row in NONE], ids=[row[1] for row in NONE])
def test_names_nobody(sentence: str) -> None:
    assert found(TASKS + sentence) == []


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("Mặt trận Tổ quốc tham gia giám sát việc thực hiện.", id="in a sentence"),
        pytest.param("Đề nghị Mặt trận Tổ quốc giám sát việc thực hiện.", id="asked to"),
        pytest.param("Đơn vị giám sát: Mặt trận Tổ quốc.", id="on a labelled line"),
    ],
)
def test_named_solely_to_watch(sentence: str) -> None:
    assert found(TASKS + sentence) == [("Mặt trận Tổ quốc", "supervise")]


# --- labelled lines -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("Đơn vị chủ trì: Sở Y tế.", lead("Sở Y tế"), id="who leads"),
        pytest.param("- Cơ quan chủ trì: Sở Y tế; Sở Tài chính.", lead("Sở Y tế", "Sở Tài chính"), id="two lead"),
        pytest.param("- Đơn vị phối hợp: Công an tỉnh, Sở Tài chính.", partner("Công an tỉnh", "Sở Tài chính"), id="who helps"),
        pytest.param("Cơ quan thực hiện: Sở Y tế chủ trì, phối hợp với Công an tỉnh.", lead("Sở Y tế") + partner("Công an tỉnh"), id="both in one line"),
        pytest.param("Người phụ trách: Giám đốc Trung tâm Y tế.", lead("Giám đốc Trung tâm Y tế"), id="a post"),
        pytest.param("Phân công thực hiện: Các phòng, đơn vị thuộc Sở.", lead("Các phòng, đơn vị thuộc Sở"), id="a group"),
        pytest.param("Thời gian thực hiện: Quý I/2025.", [], id="a label of a time"),
        pytest.param("Kinh phí thực hiện: 5 triệu đồng.", [], id="a label of money"),
    ],
)  # fmt: skip
def test_labelled_lines(line: str, expected: Found) -> None:
    assert found(TASKS + line) == expected


# --- headings -------------------------------------------------------------------------------------------------------

HEADINGS = [
    ("1. Sở Y tế", lead("Sở Y tế"), "an organ"),
    ("1. Sở Y tế:", lead("Sở Y tế"), "a colon behind"),
    ("**1. Sở Y tế**", lead("Sở Y tế"), "markdown emphasis"),
    ("1. Sở Văn hóa, Thể thao và Du lịch", lead("Sở Văn hóa, Thể thao và Du lịch"), "an organ with a comma"),
    ("1. Trung tâm Văn hóa - Thể thao và Truyền thông", lead("Trung tâm Văn hóa - Thể thao và Truyền thông"), "an open name with a dash"),
    ("1. Sở Y tế, Sở Tài chính", lead("Sở Y tế", "Sở Tài chính"), "two organs"),
    ("1. Báo Bình An, Đài Phát thanh và Truyền hình tỉnh", lead("Báo Bình An", "Đài Phát thanh và Truyền hình tỉnh"), "a newspaper and a station"),
    ("1. Các sở, ban, ngành và UBND các xã", lead("Các sở, ban, ngành", "UBND các xã"), "a group and an organ"),
    ("1. Các phòng, đơn vị thuộc Sở", lead("Các phòng, đơn vị thuộc Sở"), "a group with its organ"),
    ("1. Thủ trưởng các cơ quan, đơn vị; Chủ tịch UBND các xã", lead("Thủ trưởng các cơ quan, đơn vị", "Chủ tịch UBND các xã"), "posts"),
    ("1. Cán bộ, công chức, viên chức", lead("Cán bộ, công chức, viên chức"), "staff"),
    ("1. Các thành viên Ban Chỉ đạo", lead("Các thành viên Ban Chỉ đạo"), "members of a body"),
    ("1. Sở Y tế (cơ quan thường trực)", lead("Sở Y tế"), "a bracket is not part of the name"),
    ("1. Sở Y tế có trách nhiệm:", lead("Sở Y tế"), "có trách nhiệm is not part of the name"),
    ("1. Giao Sở Tài chính", lead("Sở Tài chính"), "giao"),
    ("1. Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh:", lead("Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh"), "đề nghị"),
    ("1. Đề nghị Tỉnh đoàn, Hội Liên hiệp Phụ nữ tỉnh", lead("Tỉnh đoàn", "Hội Liên hiệp Phụ nữ tỉnh"), "đề nghị two"),
    ("1. Trách nhiệm của Sở Y tế", lead("Sở Y tế"), "trách nhiệm của"),
    ("1. Đối với các xã, phường", lead("các xã, phường"), "đối với"),
    ("1. Các Sở (gồm: Nội vụ, Tài chính, Xây dựng)", lead("Các Sở", "Nội vụ", "Tài chính", "Xây dựng"), "names without their head"),
    ("1. Phối hợp với Công an tỉnh", partner("Công an tỉnh"), "a verb heading gives a partner"),
    ("1. Công tác phối hợp với Mặt trận Tổ quốc", [], "a topic names nobody"),
    ("1. Phòng, chống cháy nổ", [], "to prevent"),
    ("1. Tổ chức hội nghị", [], "to hold"),
    ("1. Kinh phí", [], "money"),
    ("1. Đội ngũ cán bộ", [], "the ranks"),
    ("1. Cơ sở vật chất", [], "premises"),
    ("1. Báo cáo", [], "to report"),
    ("1. Thanh tra, kiểm tra", [], "to inspect"),
]  # fmt: skip


@pytest.mark.parametrize(("heading", "expected"), [row[:2] for row in HEADINGS], ids=[row[2] for row in HEADINGS])
def test_headings(heading: str, expected: Found) -> None:
    assert found(DUTIES + heading + BODY) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param("- Thanh tra Sở: Kiểm tra việc thực hiện.", lead("Thanh tra Sở"), id="one bullet"),
        pytest.param("- Phòng Tổng hợp: Theo dõi, đôn đốc tiến độ.\n- Văn phòng Sở: Bố trí xe.", lead("Phòng Tổng hợp", "Văn phòng Sở"), id="a bullet each"),
        pytest.param("1. Sở Y tế: Bổ sung sách, báo cáo UBND tỉnh.", lead("Sở Y tế") + told("UBND tỉnh"), id="a numbered run-in, its body read on"),
        pytest.param("1. Sở Y tế chịu trách nhiệm bổ sung sách.", lead("Sở Y tế"), id="a numbered sentence"),
        pytest.param("a) Sở Y tế:\n- Bổ sung sách.\nb) Sở Tài chính:\n- Cấp kinh phí.", lead("Sở Y tế", "Sở Tài chính"), id="lettered headings"),
    ],
)  # fmt: skip
def test_run_in_headings(body: str, expected: Found) -> None:
    assert found(DUTIES + body) == expected


UNDER_A_HEADING = [
    ("Chủ trì, phối hợp với Sở Y tế bổ sung sách; tổng hợp, báo cáo UBND tỉnh.", partner("Sở Y tế") + told("UBND tỉnh"), "partners and reports, no second lead"),
    ("Hướng dẫn các xã xây dựng tủ sách.", lead("các xã"), "who is directed leads as well"),
    ("Chỉ đạo các thôn tổ chức đọc sách.", lead("các thôn"), "who is told to do it"),
    ("Chỉ đạo, đôn đốc các thôn tổ chức đọc sách.", [], "đôn đốc stands nearest"),
    ("Tham mưu Chủ tịch UBND tỉnh khen thưởng.", [], "who is advised"),
    ("Tổng hợp kết quả gửi Sở Tài chính để thẩm định.", told("Sở Tài chính"), "gửi A"),
    ("Phối hợp cùng Đài Truyền thanh xã đưa tin.", partner("Đài Truyền thanh xã"), "phối hợp cùng"),
    ("Họp với các xã hằng quý.", [], "with whom one meets"),
    ("Tiếp nhận báo cáo của các xã.", [], "whose report it is"),
    ("Tăng cường công tác quản lý của chính quyền cơ sở.", [], "whose work it is"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("sentence", "expected"), [row[:2] for row in UNDER_A_HEADING], ids=[row[2] for row in UNDER_A_HEADING]
)
def test_a_heading_covers_sentences_without_a_subject(sentence: str, expected: Found) -> None:
    assert found(f"{DUTIES}1. Thư viện tỉnh\n- {sentence}") == lead("Thư viện tỉnh") + expected


def test_lines_of_names_head_what_follows_under_duties() -> None:
    body = "Thủ thư và kế toán\nKiểm kê sách, lập sổ mượn trả hằng tuần.\nThư viện tỉnh\nMở cửa phòng đọc từ thứ Hai đến thứ Bảy."
    assert found(f"III. PHÂN CÔNG TRÁCH NHIỆM\n{body}")[-1:] == lead("Thư viện tỉnh")
    assert ("Thư viện tỉnh", "lead") not in found(f"II. ĐỐI TƯỢNG\n{body}")


def test_an_excerpt_without_a_head_has_no_opening() -> None:
    text = "- Sở Y tế mở lớp đọc sách cho trẻ em.\n\n3. Kinh phí\nTheo dự toán.\n"
    assert [(u.raw, u.role) for u in vnplan.parse_text(text).units] == lead("Sở Y tế")


def test_units_know_their_division() -> None:
    document = vnplan.parse_text(f"{HEAD}{DUTIES}1. Sở Y tế\n- Phối hợp với Công an tỉnh kiểm tra kho sách.\n")
    paths = {section.id: section.path for root in document.sections for section in [root, *root.children]}
    assert [(u.raw, paths[u.section_id or ""]) for u in document.units] == [
        ("Sở Y tế", "III/1"),
        ("Công an tỉnh", "III/1"),
    ]


@pytest.mark.parametrize(
    ("closing", "expected"),
    [
        pytest.param("Trên đây là Kế hoạch phát triển thư viện, đề nghị các đơn vị nghiêm túc thực hiện./.", lead("các đơn vị"), id="asked to carry it out"),
        pytest.param("Trên đây là Kế hoạch phát triển thư viện; trong quá trình thực hiện có khó khăn, vướng mắc, các đơn vị phản ánh về Sở Nội vụ để tổng hợp, báo cáo UBND tỉnh./.", lead("các đơn vị") + told("Sở Nội vụ", "UBND tỉnh"), id="where to turn with difficulties"),
    ],
)  # fmt: skip
def test_the_closing_paragraph_counts(closing: str, expected: Found) -> None:
    assert found(f"{DUTIES}1. Sở Y tế\n- Bổ sung sách.\n\n{closing}") == lead("Sở Y tế") + expected


def test_the_closing_paragraph_belongs_to_no_division() -> None:
    closing = "Trên đây là Kế hoạch phát triển thư viện, đề nghị các đơn vị thực hiện./."
    body = f"{DUTIES}1. Sở Y tế\n- Bổ sung sách.\n\n{closing}\n\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n"
    first, last = units(body)
    assert first.section_id is not None
    assert (last.raw, last.section_id) == ("các đơn vị", None)


def test_the_opening_names_only_whom_it_orders() -> None:
    opening = (
        "Căn cứ đề nghị của Sở Y tế; Sở Nội vụ xây dựng kế hoạch; Giám đốc Sở yêu cầu các phòng, đơn vị thực hiện:\n"
    )
    document = vnplan.parse_text(HEAD.replace("I. MỤC ĐÍCH", f"{opening}\nI. MỤC ĐÍCH"))
    assert [(u.raw, u.role, u.section_id) for u in document.units] == [("các phòng, đơn vị", "lead", None)]


def test_nobody_under_noi_nhan_is_responsible() -> None:
    body = f"{DUTIES}1. Sở Y tế\n- Bổ sung sách.\n\nNơi nhận:\n- UBND tỉnh (để báo cáo);\n- Các phòng thuộc Sở;\n- Lưu: VT.\n\nGIÁM ĐỐC\n\nLê Thị Mơ"
    assert found(body) == lead("Sở Y tế")


def test_the_issuer_of_a_cited_document_is_no_unit() -> None:
    body = "Sở Y tế thực hiện Kế hoạch số 5/KH-UBND ngày 02/01/2025 của UBND tỉnh về đọc sách."
    assert found(TASKS + body) == lead("Sở Y tế")


def test_two_roles_of_one_unit_are_two_items() -> None:
    body = "Sở Y tế phối hợp với Sở Tài chính lập dự toán. Sở Tài chính thẩm định, báo cáo UBND tỉnh."
    assert found(TASKS + body) == lead("Sở Y tế") + partner("Sở Tài chính") + lead("Sở Tài chính") + told("UBND tỉnh")


# --- tables ---------------------------------------------------------------------------------------------------------

TABLE = """II. PHÂN CÔNG

| TT | Nhiệm vụ | {column} | Thời gian |
| --- | --- | --- | --- |
| 1 | Mua sách | {cell} | Quý I/2025 |
| 2 | Mở lớp đọc | Sở Tư pháp | Quý II/2025 |
"""


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        pytest.param("Sở Y tế", ["Sở Y tế"], id="one name"),
        pytest.param("**Sở Y tế**", ["Sở Y tế"], id="markdown emphasis"),
        pytest.param("Sở Y tế, Công an tỉnh", ["Sở Y tế", "Công an tỉnh"], id="a comma"),
        pytest.param("Sở Y tế/ Công an tỉnh", ["Sở Y tế", "Công an tỉnh"], id="a slash"),
        pytest.param("Sở Văn hóa, Thể thao và Du lịch; Sở Y tế", ["Sở Văn hóa, Thể thao và Du lịch", "Sở Y tế"], id="a semicolon"),
        pytest.param("Sở Y tế và các đơn vị liên quan", ["Sở Y tế", "các đơn vị liên quan"], id="và and a group"),
        pytest.param("UBND các xã, phường", ["UBND các xã, phường"], id="levels stay one"),
        pytest.param("Các sở, ban, ngành, địa phương", ["Các sở, ban, ngành", "địa phương"], id="địa phương is a second unit"),
        pytest.param("Sở Y tế (Phòng Nghiệp vụ)", ["Sở Y tế"], id="a bracket"),
        pytest.param("", [], id="an empty cell"),
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    ("column", "role"),
    [("Đơn vị chủ trì", "lead"), ("Cơ quan thực hiện", "lead"), ("Đơn vị phối hợp", "coordinate")],
)
def test_cells(column: str, role: str, cell: str, expected: list[str]) -> None:
    assert found(TABLE.format(column=column, cell=cell)) == [(name, role) for name in [*expected, "Sở Tư pháp"]]


def test_a_cell_that_says_who_leads_and_who_helps() -> None:
    table = TABLE.format(column="Đơn vị thực hiện", cell="Sở Y tế chủ trì, phối hợp với Công an tỉnh")
    assert found(table) == lead("Sở Y tế") + partner("Công an tỉnh") + lead("Sở Tư pháp")


def test_a_table_cut_off_from_its_header_is_read_by_its_cells() -> None:
    rows = (
        "| 7 | Mua sách cho các trường tiểu học | Sở Y tế | Sở Tư pháp, Công an tỉnh | Quý I/2025 |\n"
        "| 8 | Mở lớp đọc cho người cao tuổi | Sở Nội vụ | các sở, ngành | 2025 |\n"
        "| 9 | Sửa phòng đọc của thư viện tỉnh | Sở Xây dựng | UBND các xã | Tháng 9/2025 |\n"
    )
    assert found(f"II. PHÂN CÔNG\n\n{rows}") == [
        ("Sở Y tế", "lead"),
        ("Sở Tư pháp", "coordinate"),
        ("Công an tỉnh", "coordinate"),
        ("Sở Nội vụ", "lead"),
        ("các sở, ngành", "coordinate"),
        ("Sở Xây dựng", "lead"),
        ("UBND các xã", "coordinate"),
    ]


def test_rows_under_a_cell_that_spans_them_go_where_they_fit() -> None:
    table = (
        "|\nTT\n|\nNhiệm vụ\n|\nĐơn vị chủ trì\n|\nĐơn vị phối hợp\n|\nThời gian\n|\n"
        "|\n1\n|\nMua sách cho các trường\n|\nSở Y tế\n|\nCông an tỉnh\n|\nQuý I/2025\n|\n"
        "|\nMua báo cho các trạm\n|\nSở Nội vụ\n|\n"
        "|\n2\n|\nMở lớp đọc\n|\nSở Tài chính\n|\ncác sở, ngành\n|\nQuý II/2025\n|\n"
        "|\nSở Tư pháp\n|\nSở Xây dựng\n|\n"
        "|\n3\n|\nSửa phòng đọc\n|\nSở Y tế\n|\nSở Nội vụ\n|\nQuý III/2025\n|\n"
    )
    assert found(f"II. PHÂN CÔNG\n\n{table}") == [
        ("Sở Y tế", "lead"),
        ("Công an tỉnh", "coordinate"),
        ("Sở Nội vụ", "lead"),
        ("Sở Tài chính", "lead"),
        ("các sở, ngành", "coordinate"),
        ("Sở Tư pháp", "lead"),
        ("Sở Xây dựng", "coordinate"),
        ("Sở Y tế", "lead"),
        ("Sở Nội vụ", "coordinate"),
    ]


def test_group_rows_name_doers_where_the_title_says_so() -> None:
    table = (
        "| TT | Danh mục dự án/ Đơn vị thực hiện | Kế hoạch vốn |\n|---|---|---|\n| I | SỞ Y TẾ | 7.500 |\n"
        "| 1 | Sửa trạm y tế xã Tân Phú | 7.500 |\n| II | HUYỆN TÂN HÒA | 1.000 |\n| 1 | Xây tường rào thư viện | 1.000 |\n"
    )
    assert found(f"II. DANH MỤC\n\n{table}") == lead("SỞ Y TẾ", "HUYỆN TÂN HÒA")


def test_a_table_without_header_and_without_names_names_nobody() -> None:
    rows = (
        "| 1 | Sách giáo khoa | 120 bộ | 12.000 |\n| 2 | Sách tham khảo | 50 bộ | 7.500 |\n| 3 | Báo | 12 tờ | 900 |\n"
    )
    assert found(f"II. KINH PHÍ\n\n{rows}") == []


@pytest.mark.parametrize("column", ["Ghi chú", "Kinh phí", "Địa điểm"])
def test_columns_that_say_nothing_of_doers(column: str) -> None:
    assert found(TABLE.format(column=column, cell="Sở Y tế")) == []


# --- slips of OCR ---------------------------------------------------------------------------------------------------

NOISY = "Tổ chưc thực hiên kê hoạch, bao cáo kêt quả theo hương dẫn; tăng cương tuyên truyên và kiêm tra.\n"


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        pytest.param("Sở Y tế chu tri, phối hơp với Công an tỉnh lập dự toán.", lead("Sở Y tế") + partner("Công an tỉnh"), id="a cue without its marks"),
        pytest.param("Yêu câu các đơn vi nghiêm túc thực hiên.", lead("các đơn vi"), id="an order and a group"),
        pytest.param("Đê nghi Công an tỉnh bảo vệ kho sách.", lead("Công an tỉnh"), id="đề nghị"),
    ],
)  # fmt: skip
def test_slips_in_noisy_text(sentence: str, expected: Found) -> None:
    assert found(TASKS + NOISY + sentence) == expected


def test_a_clean_text_is_read_as_written() -> None:
    assert found(TASKS + "Yêu câu các bạn đọc giữ gìn sách.") == []


def test_specks_of_a_scan_do_not_hide_who_is_named_behind_a_label() -> None:
    body = (
        "1. Cơ quan phê duyệt: UBND huyện.\n\n2, Cơ quan phối hợp: Phòng Tài chính huyện và\n\nCông an huyện.\n\n"
        "3. Phân công\n\nä) Cơ quan chủ trì\n\n- Phòng Nội vụ.\n"
    )
    assert found(TASKS + body) == [
        ("UBND huyện", "lead"), ("Phòng Tài chính huyện", "coordinate"), ("Công an huyện", "coordinate"),
        ("Phòng Nội vụ", "lead"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param("III. TỔ CHỨC THỰC HIỆN\nKế hoạch này được phổ biến đến từng thôn.\n", [], id="what is told of the plan"),
        pytest.param("III. TỔ CHỨC THỰC HIỆN\nKinh phí do ngân sách bảo đảm.\n", [], id="what is told of the money"),
        pytest.param("III. TỔ CHỨC THỰC HIỆN\n- Sở Y tế, Công an tỉnh.\n", lead("Sở Y tế", "Công an tỉnh"), id="names and nothing else"),
        pytest.param("III. ĐƠN VỊ PHỐI HỢP\n- Quỹ Hoa Sen.\n", partner("Quỹ Hoa Sen"), id="a label that promises names: unknown ones too"),
    ],
)  # fmt: skip
def test_below_a_heading_that_sounds_like_a_label(body: str, expected: Found) -> None:
    assert found(f"I. MỤC ĐÍCH\nNâng cao ý thức.\n\n{body}") == expected
