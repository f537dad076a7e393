"""Forms of real plans, in sentences of our own: one line or table each, and what is said in it."""

from __future__ import annotations

import pytest

from vnplan import PlanDocument, parse_text
from walk import faults

HEAD = "KẾ HOẠCH\nThử\n\nI. NỘI DUNG\n"

FORMS: list[tuple[str, list[str], str]] = [
    ("Thực hiện Quyết định số 12/QĐ-UBND ngày 01/02/2024 của Trưởng Ban Chỉ đạo phòng thủ dân sự tỉnh về tập huấn;",
     ["citation | Quyết định số 12/QĐ-UBND ngày 01/02/2024 của Trưởng Ban Chỉ đạo phòng thủ dân sự tỉnh | 12/QĐ-UBND | 2024-02-01 | Trưởng Ban Chỉ đạo phòng thủ dân sự tỉnh | về tập huấn"],
     "the head of a committee"),
    ("Thực hiện Thông tư liên tịch số 5/2015/TTLT-BYT-BTC ngày 01/02/2015 của Bộ Y tế, Bộ Tài chính hướng dẫn thu phí;",
     ["citation | Thông tư liên tịch số 5/2015/TTLT-BYT-BTC ngày 01/02/2015 của Bộ Y tế, Bộ Tài chính | 5/2015/TTLT-BYT-BTC | 2015-02-01 | Bộ Y tế, Bộ Tài chính | hướng dẫn thu phí"],
     "two ministries, one document"),
    ("Thực hiện Quyết định số 58/QĐ-UBQGTE ngày 01/02/2024 của Ủy ban Quốc gia về trẻ em ban hành kế hoạch hoạt động;",
     ["citation | Quyết định số 58/QĐ-UBQGTE ngày 01/02/2024 của Ủy ban Quốc gia về trẻ em | 58/QĐ-UBQGTE | 2024-02-01 | Ủy ban Quốc gia về trẻ em | ban hành kế hoạch hoạt động"],
     "a committee whose name begins as a title does"),
    ("Thực hiện Kế hoạch số 7/KH-UBND ngày 02/3/2025 của UBND tỉnh Hải\nDương về phòng dịch;",
     ["citation | Kế hoạch số 7/KH-UBND ngày 02/3/2025 của UBND tỉnh Hải\nDương | 7/KH-UBND | 2025-03-02 | UBND tỉnh Hải\nDương | về phòng dịch"],
     "a province broken by the end of a line"),
    ("Căn cứ Luật An toàn thực phẩm 2010;",
     ["citation | Luật An toàn thực phẩm 2010 | Luật An toàn thực phẩm | 2010"],
     "a year behind the name"),
    ("Căn cứ Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam năm 2013;",
     ["citation | Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam năm 2013 | Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam | 2013"],
     "the constitution"),
    ("Căn cứ Luật sửa đổi, bổ sung một số điều của Luật Thủy lợi, Luật Đê điều và Luật Phòng, chống thiên tai ngày 17/6/2020;",
     ["citation | Luật sửa đổi, bổ sung một số điều của Luật Thủy lợi, Luật Đê điều và Luật Phòng, chống thiên tai ngày 17/6/2020 | Luật sửa đổi, bổ sung một số điều của Luật Thủy lợi, Luật Đê điều và Luật Phòng, chống thiên tai | 2020-06-17", "citation | Luật Thủy lợi | Luật Thủy lợi", "citation | Luật Đê điều | Luật Đê điều", "citation | Luật Phòng, chống thiên tai | Luật Phòng, chống thiên tai"],
     "the date is the amending law's"),
    ("Căn cứ Công văn số 15/SYT-NV ngày 01/02/2025 của Sở Y tế về tiêm chủng;",
     ["citation | Công văn số 15/SYT-NV ngày 01/02/2025 của Sở Y tế | 15/SYT-NV | 2025-02-01 | Sở Y tế | về tiêm chủng"],
     "a letter"),
    ("1. Tổ chức lễ mít tinh ngày Quốc tế Người cao tuổi (1/10) và Ngày gia đình Việt Nam 28/6.",
     ["deadline | 1/10 | date on --10-01", "deadline | Ngày gia đình Việt Nam 28/6 | date on --06-28"],
     "days that are celebrated"),
    ("1. Áp dụng từ ngày 01/7/2025 cho đến khi có văn bản thay thế.",
     ["deadline | từ ngày 01/7/2025 cho đến khi có văn bản thay thế | date from 2025-07-01"],
     "until something happens"),
    ("1. Thực hiện từ tháng 11 đến tháng 3/2026.",
     ["deadline | từ tháng 11 đến tháng 3/2026 | range between 2025-11/2026-03"],
     "a month of the year before"),
    ("1. Thực hiện từ quý II/2025 trở đi; từ tháng 6/2025 trở đi.",
     ["deadline | từ quý II/2025 trở đi | quarter from 2025-Q2", "deadline | từ tháng 6/2025 trở đi | month from 2025-06"],
     "and ever after"),
    ("1. Gửi kết quả hằng tháng trước ngày 5/6.",
     ["deadline | trước ngày 5/6 | date before --06-05"],
     "parts that do not fit: the day alone counts"),
    ("1. Báo cáo trước ngày 20 hằng quý gửi về Sở Tài chính.",
     ["deadline | trước ngày 20 hằng quý | recurring before FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=20"],
     "a day of each quarter"),
    ("1. Chế độ báo cáo: định kỳ ba tháng, sáu tháng và hằng năm.",
     ["deadline | định kỳ ba tháng | recurring on FREQ=MONTHLY;INTERVAL=3", "deadline | sáu tháng | recurring on FREQ=MONTHLY;INTERVAL=6", "deadline | hằng năm | recurring on FREQ=YEARLY"],
     "numbers in words"),
    ("1. Báo cáo định kỳ hàng tháng, quý, năm về UBND tỉnh.",
     ["deadline | định kỳ hàng tháng | recurring on FREQ=MONTHLY", "deadline | quý | recurring on FREQ=MONTHLY;INTERVAL=3", "deadline | năm | recurring on FREQ=YEARLY"],
     "one word for three"),
    ("1. Họp từng tháng và mỗi ngày một lần; thứ hai hàng tuần giao ban.",
     ["deadline | thứ hai hàng tuần | recurring on FREQ=WEEKLY;BYDAY=MO"],
     "a weekday; how often is no deadline"),
    ("1. Gửi hồ sơ trước 05 ngày làm việc; rút ngắn từ 10 ngày làm việc còn 7 ngày làm việc.",
     ["deadline | trước 05 ngày làm việc | relative before P5D", "deadline | 7 ngày làm việc | relative within P7D"],
     "of two lengths the second"),
    ("1. Kết thúc cho trước ngày 05/9/2025, cho chậm nhất tháng 10/2025.",
     ["deadline | Kết thúc cho trước ngày 05/9/2025 | date before 2025-09-05", "deadline | chậm nhất tháng 10/2025 | month by 2025-10"],
     "a word before the cue"),
    ("1. Hoàn thành trong khoảng từ 15/11 đến 20/12/2025.",
     ["deadline | Hoàn thành trong khoảng từ 15/11 đến 20/12/2025 | range by 2025-11-15/2025-12-20"],
     "something to be done by the end of a range"),
    ("1. Từ năm 2024 đến nay đã mở lớp; đối với trong năm 2025 tiếp tục.",
     ["deadline | trong năm 2025 | year within 2025"],
     "what is past is none"),
    ("1. Phấn đấu năm 2026 đạt chuẩn nông thôn mới; mở rộng mạng lưới (năm 2027).",
     ["deadline | năm 2026 | year on 2026", "deadline | năm 2027 | year on 2027"],
     "a year to reach something in, and one in brackets"),
    ("1. Triển khai thí điểm tại hai xã (hoàn thành năm 2027).",
     ["deadline | hoàn thành năm 2027 | year by 2027"],
     "a year in brackets, with its cue"),
    ("1. Thời điểm tháng 6/2025 rà soát; trong 6 tháng đầu năm 2025, báo cáo kết quả 6 tháng đầu năm.",
     ["deadline | trong 6 tháng đầu năm 2025 | half within 2025-H1"],
     "a half-year to work in, not one that is told of"),
    ("| STT | Nội dung | Ghi chú | Cột |\n|---|---|---|---|\n| 1 | Khảo sát nhu cầu đào tạo nghề | ghi | 2026 - 2030 |\n| 2 | Xây dựng tài liệu tập huấn | ghi | 5 - 10/2025 |\n",
     ["deadline | 2026 - 2030 | range between 2026/2030", "deadline | 5 - 10/2025 | range between 2025-05/2025-10"],
     "times in a column whose head says nothing"),
    ("1. Phấn đấu chỉ số cải cách hành chính xếp thứ 10/63 tỉnh, thành phố; năm ngoái xếp thứ 12.",
     ["target | xếp thứ 10/63 | rank eq 10 | chỉ số cải cách hành chính"],
     "a rank to reach, not one that was"),
    ("1. Phấn đấu tuyến truyền dẫn đến 100% thôn, bản.",
     ["target | 100% | percent eq 100 % | tuyến truyền dẫn đến 100% thôn, bản"],
     "what reaches them belongs to what is measured"),
    ("1. Tỷ lệ phủ sóng cho đến 100% số thôn.",
     ["target | 100% | percent eq 100 % | Tỷ lệ phủ sóng"],
     "words of reaching are not the subject's"),
    ("1. Mỗi người dân được tầm soát ít nhất 5 bệnh; bình quân trên một người một lớp.",
     ["target | ít nhất 5 bệnh | count gte 5 bệnh | Mỗi người dân được tầm soát"],
     "behind at least any noun counts; a mean is no target"),
    ("1. Đoàn thanh niên tham gia đội xung kích (cử một cán bộ và hai đoàn viên).",
     ["target | một cán bộ | count eq 1 cán bộ | Đoàn thanh niên tham gia đội xung kích", "target | hai đoàn viên | count eq 2 đoàn viên | Đoàn thanh niên tham gia đội xung kích"],
     "numbers in words"),
    ("| STT | Chỉ tiêu | Đơn vị tính | Năm 2025 |\n|---|---|---|---|\n| 1 | Thu ngân sách | tỷ đồng | 120,5 |\n| 2 | Chỉ số hài lòng | điểm | 85 |\n| 3 | Tăng bình quân hộ khá | % | 5 |\n| 4 | Xếp hạng chuyển đổi số | thứ bậc | 10 |\n| 5 | Băng thông | Mbps | 500 |\n",
     ["target | 120,5 | money eq 120.5 tỷ đồng | Thu ngân sách", "target | 85 | score eq 85 điểm | Chỉ số hài lòng", "target | 5 | percent increase 5 % | Tăng bình quân hộ khá", "target | 10 | rank eq 10 thứ bậc | Xếp hạng chuyển đổi số", "target | 500 | other eq 500 Mbps | Băng thông"],
     "units of measure in a column"),
    ("1. Năm 2024 đã tổ chức 05 lớp. Phấn đấu tăng 5% sản lượng mỗi năm.",
     ["target | tăng 5% | percent increase 5 % | sản lượng"],
     "what is past is none"),
    ("II. TỔ CHỨC THỰC HIỆN\n1. Ủy ban Tài chính, Ngân sách\nChủ trì thẩm tra dự toán.\n2. Sở Y tế phối hợp với Sở Tài chính, Công an tỉnh\nKiểm tra an toàn thực phẩm.\n3. Sở Xây dựng, Nông nghiệp và Môi trường\nRà soát quy hoạch.\n",
     ["unit | Ủy ban Tài chính, Ngân sách | lead", "unit | Sở Y tế | lead", "unit | Sở Tài chính | coordinate", "unit | Công an tỉnh | coordinate", "unit | Sở Xây dựng | lead", "unit | Nông nghiệp và Môi trường | lead"],
     "headings that are names: with a comma, with others, without the head of the second"),
    ("- Đơn vị chủ trì: Tổ chuyển đổi số cộng đồng thôn Nà Pua, Nhóm hạt nhân xóm Bản Cuôn, Phòng Kinh tế.\n- Đơn vị phối hợp: Sở Tư pháp, Cổng Dịch vụ công quốc gia và các Hội quần chúng.",
     ["unit | Tổ chuyển đổi số cộng đồng thôn Nà Pua | lead", "unit | Nhóm hạt nhân xóm Bản Cuôn | lead", "unit | Phòng Kinh tế | lead", "unit | Sở Tư pháp | coordinate", "unit | Cổng Dịch vụ công quốc gia | coordinate", "unit | các Hội quần chúng | coordinate"],
     "labels with names that no grammar knows"),
    ("1. Giao các xã rà soát hộ nghèo; sự phối hợp với Công an tỉnh cần chặt chẽ.",
     ["unit | các xã | lead"],
     "'the coordination with' gives nobody a part"),
    ("1. Chỉ đạo các cơ quan có thẩm quyền kiểm tra; chỉ đạo UBND các xã: rà soát danh sách hộ nghèo.",
     ["unit | UBND các xã | lead"],
     "who has the power is nobody by name"),
    ("1. Sở Tài chính, trên cơ sở đề xuất của các đơn vị, chủ trì thẩm định và trình UBND tỉnh phê duyệt.",
     ["unit | Sở Tài chính | lead", "unit | UBND tỉnh | report_to"],
     "an aside between subject and verb"),
    ("1. Các đơn vị báo cáo kết quả thực hiện, báo cáo Sở Nội vụ trước khi trình; thông qua Hội đồng nhân dân xã.",
     ["unit | Các đơn vị | lead", "unit | Sở Nội vụ | report_to"],
     "who is told"),
    ("1. Giao Chủ tịch UBND các xã, phường và Trưởng 12 thôn chủ trì tuyên truyền.",
     ["unit | Chủ tịch UBND các xã, phường | lead", "unit | Trưởng 12 thôn | lead"],
     "heads of many"),
    ("1. Giao các phòng, ban, ngành liên quan đến công tác trẻ em phối hợp với các thành viên Ban Chỉ đạo xã rà soát.",
     ["unit | các phòng, ban, ngành liên quan đến công tác trẻ em | lead", "unit | các thành viên Ban Chỉ đạo xã | coordinate"],
     "a group by what it has to do with, members of a committee"),
    ("| STT | Nội dung | Chủ trì | Phối hợp | Thời gian |\n|---|---|---|---|---|\n| 1 | Biên soạn tài liệu | Sở Y tế | Chủ trì: Sở Tài chính; phối hợp: Công an tỉnh | 2025 - 2026 |\n| 2 | Xây dựng phần mềm | Tổ giúp việc chuyển đổi số | UBND các xã phối hợp với Sở Tư pháp | Quý IV/2025 |\n| 3 | Tổng kết | - Sở Y tế; - Sở Tài chính. | các đơn vị liên quan, | Tháng 12 |\n",
     ["unit | Sở Y tế | lead", "unit | Sở Tài chính | lead", "unit | Công an tỉnh | coordinate", "unit | Tổ giúp việc chuyển đổi số | lead", "unit | UBND các xã | coordinate", "unit | Sở Tư pháp | coordinate", "unit | Sở Y tế | lead", "unit | Sở Tài chính | lead", "unit | các đơn vị liên quan | coordinate"],
     "cells of names, with labels in them, with marks"),
    ("   STT       Nội dung             Chủ trì          Ghi chú\n             cụ thể               chính            thêm\n    1        Khảo sát             Sở Y tế          gấp\n    2        Biên soạn            Sở Nội vụ        chậm\n    3        Mở lớp               UBND xã          vừa\nMột đoạn văn dài không thuộc bảng, viết suốt cả dòng từ lề trái sang tận lề phải của trang giấy.\nMột đoạn văn dài nữa cũng không thuộc bảng, viết suốt cả dòng từ lề trái sang lề phải của trang.\n1. Hết bảng.\n",
     ["unit | Sở Y tế | lead", "unit | Sở Nội vụ | lead", "unit | UBND xã | lead"],
     "columns of blanks, titles of two lines, and prose behind them"),
    ("Thực hiện Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị;\n1. Quán triệt Nghị quyết này.",
     ["citation | Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị | 57-NQ/TW | 2024-12-22 | Bộ Chính trị", "citation | Nghị quyết này |  | 2024-12-22 | Bộ Chính trị"],
     "one document meant again"),
    ("1. Tổ chức thực hiện Nghị quyết nêu trên và Quyết định này.",
     [],
     "nothing above that it could mean"),
    ("Căn cứ Luật sửa đổi, bổ sung một số điều của Luật Phòng cháy ngày 22/11/2013; Luật Phòng cháy 2001;",
     ["citation | Luật sửa đổi, bổ sung một số điều của Luật Phòng cháy ngày 22/11/2013 | Luật sửa đổi, bổ sung một số điều của Luật Phòng cháy | 2013-11-22", "citation | Luật Phòng cháy | Luật Phòng cháy", "citation | Luật Phòng cháy 2001 | Luật Phòng cháy | 2001"],
     "the date of an amending law, the year of the amended one"),
    ("1. Áp dụng TCVN 7000-.",
     ["citation | TCVN 7000 | TCVN 7000"],
     "a standard cut off"),
    ("(theo Kế hoạch số 5/KH-UBND ngày 01/02/2025 của UBND tỉnh về việc dạy bơi) các xã mở lớp.",
     ["citation | Kế hoạch số 5/KH-UBND ngày 01/02/2025 của UBND tỉnh | 5/KH-UBND | 2025-02-01 | UBND tỉnh | về việc dạy bơi"],
     "a title that ends with the bracket"),
    ("Thực hiện Công văn số 15/SYT-NV ngày 01/02/2025 của Sở Y tế về việc tiêm chủng mở rộng cho trẻ em gửi Phòng Y tế;",
     ["citation | Công văn số 15/SYT-NV ngày 01/02/2025 của Sở Y tế | 15/SYT-NV | 2025-02-01 | Sở Y tế | về việc tiêm chủng mở rộng cho trẻ em"],
     "a title that ends where the letter goes"),
    ("Căn cứ Kế hoạch số 5/KH-UBND ngày 01/02/2025 của UBND tỉnh về việc dạy bơi, Sở Giáo dục và Đào tạo ban hành kế hoạch.",
     ["citation | Kế hoạch số 5/KH-UBND ngày 01/02/2025 của UBND tỉnh | 5/KH-UBND | 2025-02-01 | UBND tỉnh | về việc dạy bơi"],
     "a title that ends where somebody acts"),
    ("1. Giao các sở, ban, ngành, doanh nghiệp, hợp tác xã và các địa phương, đơn vị thực hiện.",
     ["unit | các sở, ban, ngành | lead", "unit | doanh nghiệp, hợp tác xã | lead", "unit | các địa phương | lead", "unit | đơn vị | lead"],
     "groups in a row"),
    ("1. Đơn vị chủ trì: Sở Y tế; Sở Nội vụ; các Tổ; cùng UBND xã\n2. Cơ quan phối hợp: Hội Nông dân xã, nhóm Sen Hồng, tổ Mai Vàng.\n",
     ["unit | Sở Y tế | lead", "unit | Sở Nội vụ | lead", "unit | các Tổ | lead", "unit | UBND xã | lead", "unit | Hội Nông dân xã | coordinate", "unit | nhóm Sen Hồng | coordinate", "unit | tổ Mai Vàng | coordinate"],
     "labels with lists of both kinds"),
    ("| STT | Nhiệm vụ | Đơn vị chủ trì | Đơn vị phối hợp |\n|---|---|---|---|\n| 1 | Mở lớp | Sở Y tế Phòng Nội vụ Công an xã | Sở Nội vụ Tổ Hoa Sen Vàng |\n| 2 | Họp | Trưởng ban Sen Hồng | Sở Tài chính |\n",
     ["unit | Sở Y tế | lead", "unit | Phòng Nội vụ | lead", "unit | Công an xã | lead", "unit | Sở Nội vụ | coordinate", "unit | Tổ Hoa Sen Vàng | coordinate", "unit | Trưởng ban Sen Hồng | lead", "unit | Sở Tài chính | coordinate"],
     "names in a cell one after the other"),
    ("1. Tổ chức thực hiện\nCác sở, ban, ngành, đoàn thể tỉnh và Ủy ban nhân dân các xã, phường chủ động xây dựng kế hoạch.",
     ["unit | Các sở, ban, ngành, đoàn thể tỉnh | lead", "unit | Ủy ban nhân dân các xã, phường | lead"],
     "all of them"),
    ("UBND XÃ BÌNH AN\nSố: 5/KH-UBND\nBình An, ngày 05 tháng 3 năm 2025\n\nKẾ HOẠCH\nThử\n\nI. NỘI DUNG\n1. Họp ngày 05/01/2025 đã thống nhất; rà soát lại ngày 10/02/2025.\n2. Tổ chức hội nghị ngày 20/11/2025.\n3. Ngày 15/12/2025 báo cáo kết quả.",
     ["deadline | ngày 20/11/2025 | date on 2025-11-20", "deadline | Ngày 15/12/2025 | date on 2025-12-15"],
     "days before the plan was signed are over"),
    ("1. Kết quả 10 tháng đầu năm 2025 đạt khá; hoàn thành trong tháng 12/2025.",
     ["deadline | hoàn thành trong tháng 12/2025 | month by 2025-12"],
     "what was done in a time is no time to do it in"),
    ("1. Xây dựng 58 trạm (trong đó: VNPT tỉnh: 25 trạm, Viettel tỉnh: 33 trạm).",
     ["unit | VNPT tỉnh | lead", "unit | Viettel tỉnh | lead"],
     "shares of the work"),
    ("(Ban hành kèm theo Kế hoạch số 5/KH-UBND ngày 01/02/2025 của UBND tỉnh)\n1. Việc làm theo Quyết định số 6/QĐ-UBND ngày 01/02/2025 của UBND tỉnh.",
     ["citation | Quyết định số 6/QĐ-UBND ngày 01/02/2025 của UBND tỉnh | 6/QĐ-UBND | 2025-02-01 | UBND tỉnh"],
     "what it belongs to is not cited"),
    ("1. Ngày 05/01/2025 xã đã họp dân; ngày 20/11/2025 tổ chức hội nghị.",
     ["deadline | ngày 20/11/2025 | date on 2025-11-20"],
     "a day on which something was done"),
]  # fmt: skip


def said(document: PlanDocument, kinds: set[str]) -> list[str]:
    """The finds of some kinds, each as one line."""
    found: list[list[str]] = []
    for c in document.citations:
        name = c.number.canonical if c.number else c.name
        found.append(
            [
                "citation",
                c.raw,
                name or "",
                (c.date.iso or "") if c.date else "",
                c.issuer.raw if c.issuer else "",
                c.title or "",
            ]
        )
    found += [["deadline", d.raw, f"{d.kind} {d.bound} {d.value}"] for d in document.deadlines]
    found += [
        ["target", t.raw, f"{t.kind} {t.comparator} {t.value:g} {t.unit or ''}".rstrip(), t.subject or ""]
        for t in document.targets
    ]
    found += [["unit", u.raw, u.role] for u in document.units]
    return [" | ".join(one).rstrip(" |") for one in found if one[0] in kinds]


@pytest.mark.parametrize(("text", "expected", "why"), FORMS, ids=[why for _, _, why in FORMS])
def test_forms(text: str, expected: list[str], why: str) -> None:
    document = parse_text(text if text.startswith("UBND") else HEAD + text)
    assert not faults(document)
    kinds = {line.split(" | ")[0] for line in expected} or {"citation", "deadline", "target"}
    assert said(document, kinds) == expected, why


SHAPES: list[tuple[str, list[str], str]] = [
    ("UBND XÃ BÌNH AN\nSố: 5/KH-UBND\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nBình An, ngày 05 tháng 3 năm 2025\n\nKẾ HOẠCH\nDạy bơi cho trẻ\nKính gửi: Các thôn\n\nI. VIỆC LÀM\n1. Dạy bơi.\n",
     ["title | Dạy bơi cho trẻ", "place | Bình An", "I | VIỆC LÀM", "I/1 |"],
     "to whom it goes is not the title's"),
    ("UBND XÃ BÌNH AN\nSố: 5/KH-UBND ABCDEF Bình An, ngày 05 tháng 3 năm 2025\nKẾ HOẠCH\nDạy bơi\n\nI. VIỆC LÀM\n1. Dạy bơi.\n",
     ["title | Dạy bơi", "place | Bình An", "I | VIỆC LÀM", "I/1 |"],
     "a place behind what is none"),
    ("UBND XÃ BÌNH AN\nSố: 5/KH-UBND\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nBình An, ngày 05 tháng 3 năm 2025\n\nKẾ HOẠCH\nDạy bơi\n\nI. VIỆC LÀM\n1. Dạy bơi.\nBiểu mẫu báo cáo kèm theo: Phụ lục II\n1. Lớp một.\n2. Lớp hai.\n",
     ["title | Dạy bơi", "place | Bình An", "I | VIỆC LÀM", "I/1 |", "PL1 |", "PL1/1 |", "PL1/2 |"],
     "an appendix announced at the end of a line"),
    ("UBND XÃ BÌNH AN\nSố: 5/KH-UBND\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nBình An, ngày 05 tháng 3 năm 2025\n\nKẾ HOẠCH\nDạy bơi\n\nI. VIỆC LÀM\n1. Dạy bơi.\nPhụ lục 1: Danh mục lớp học (kèm theo Kế hoạch số 5/KH-UBND)\n1. Lớp một.\n",
     ["title | Dạy bơi", "place | Bình An", "I | VIỆC LÀM", "I/1 |", "PL1 | Danh mục lớp học", "PL1/1 |"],
     "what an appendix belongs to is not its heading"),
    ("UBND XÃ BÌNH AN\nSố: 5/KH-UBND\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nBình An, ngày 05 tháng 3 năm 2025\n\nKẾ HOẠCH\nDạy bơi\n\nI. VIỆC LÀM\n1. Dạy bơi.\n\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n\nKT. CHỦ TỊCH PHÓ CHỦ TỊCH\n\nLê Văn Tám\n",
     ["title | Dạy bơi", "place | Bình An", "signature | Lê Văn Tám | PHÓ CHỦ TỊCH | KT. CHỦ TỊCH", "I | VIỆC LÀM", "I/1 |"],
     "two posts on one line"),
    ("UBND XÃ BÌNH AN\nSố: 5/KH-UBND\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nBình An, ngày 05 tháng 3 năm 2025\n\nKẾ HOẠCH\nDạy bơi\n\nI. VIỆC LÀM\n1. Dạy bơi.\n\nNơi nhận:\n- Như trên;\n\n- Lưu: VT.\nDanh sách Phụ lục I\n1. Lớp một.\n",
     ["title | Dạy bơi", "place | Bình An", "I | VIỆC LÀM", "I/1 |", "1 |"],
     "an appendix behind the recipients"),
    ("**KẾ HOẠCH**\n**Dạy bơi**\n\n**I. VIỆC LÀM**\n**1. Hội Liên hiệp** **Phụ nữ xã** vận động hội viên tham gia.\n**2.** Việc khác.\n",
     ["title | Dạy bơi", "I | VIỆC LÀM", "I/1 |", "I/2 |"],
     "a heading in pieces of bold"),
    ("UBND XÃ BÌNH AN\nSố: 5/KH-UBND\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nBình An, ngày 05 tháng 3 năm 2025\n\nKẾ HOẠCH\nDạy bơi\n\nĐiều a. Một\nĐiều 1. Hai\nĐiều 2a. Ba\n",
     ["title | Dạy bơi", "place | Bình An", "1 | Hai", "2a | Ba"],
     "an article without a number is none"),
    ("UBND XÃ BÌNH AN\nSố: 5/KH-UBND\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nBình An, ngày 05 tháng 3 năm 2025\n\nKẾ HOẠCH\nDạy bơi\n\nI. MỘT\nIIX. HAI\nII. BA\n",
     ["title | Dạy bơi", "place | Bình An", "I | MỘT", "II | BA"],
     "a number that no Roman wrote"),
    ("UBND XÃ BÌNH AN\nSố: 5/KH-UBND\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nBình An, ngày 05 tháng 3 năm 2025\n\nKẾ HOẠCH\nDạy bơi\n\nI. TỔ CHỨC THỰC HIỆN\n1. Giao Phòng Văn hóa - Xã hội xã phối hợp với các trường học trên địa bàn và các đơn vị có liên quan tổ chức các lớp dạy bơi cho trẻ em trong hè\nThời gian: tháng 6.\n2. Phòng Kinh tế và các đơn vị chủ trì lo kinh phí\n",
     ["title | Dạy bơi", "place | Bình An", "I | TỔ CHỨC THỰC HIỆN", "I/1 |", "I/2 | Phòng Kinh tế và các đơn vị chủ trì lo kinh phí"],
     "a duty is no heading, however long its line"),
    ("UBND XÃ BÌNH AN\nSố: 5/KH-UBND\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nBình An, ngày 05 tháng 3 năm 2025\n\nKẾ HOẠCH\nChuyển đổi số\n\nI. VIỆC\n1. Các cơ quan đẩy mạnh việc thực hiện công tác chuyển đổi số\nĐể phục vụ người dân tốt hơn trong thời gian tới, cần làm.\n",
     ["title | Chuyển đổi số", "place | Bình An", "I | VIỆC", "I/1 | Các cơ quan đẩy mạnh việc thực hiện công tác chuyển đổi số"],
     "'số' at the end of a line is a word"),
    ("**KẾ HOẠCH**\n\n**Dạy bơi cho trẻ em trên địa bàn toàn xã và các xã lân cận trong**\n\n**dịp hè năm 2025**\n\nI. VIỆC\n1. Một.\n",
     ["title | Dạy bơi cho trẻ em trên địa bàn toàn xã và các xã lân cận trong dịp hè năm 2025", "I | VIỆC", "I/1 |"],
     "a title in two bold paragraphs"),
]  # fmt: skip


def outline(document: PlanDocument) -> list[str]:
    """Title, place, signature and the tree of sections, each as one line."""
    head = document.header
    rows = [f"{name} | {value}" for name, value in (("title", head.title), ("place", head.place)) if value]
    if head.signature:
        sign = head.signature
        rows.append(" | ".join(["signature", sign.name or "", sign.position or "", ", ".join(sign.authority)]))
    waiting = document.sections[::-1]
    while waiting:
        section = waiting.pop()
        rows.append(f"{section.path} | {section.heading or ''}".rstrip())
        waiting += section.children[::-1]
    return rows


@pytest.mark.parametrize(("text", "expected", "why"), SHAPES, ids=[why for _, _, why in SHAPES])
def test_shapes(text: str, expected: list[str], why: str) -> None:
    document = parse_text(text)
    assert not faults(document)
    assert outline(document) == expected, why
