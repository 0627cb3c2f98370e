"""The rules about personal data."""

from __future__ import annotations

from mingbai.issues import Rule, Severity

RESIDENT_ID = Rule(
    code="resident-id",
    title="身份证号",
    message="写着身份证号 {found}。",
    remedy="删掉；确要区分同名的人，只留前 2 位和后 3 位，中间全部盖成 *，如 35*************123。",
    meaning=(
        "格子、文章、附件和文件名里都不许有身份证号：18 位、15 位、带空格、全角、分在两格的都算。"
    ),
)
RESIDENT_ID_TYPO = Rule(
    code="resident-id-typo",
    title="疑似身份证号",
    message="“{found}”像身份证号，但校验位不对。",
    remedy="是身份证号就删掉或盖住；是别的编号，请在前面写明“编号”。",
    meaning="打错一位的身份证号仍然会泄露出生日期和籍贯。",
    severity=Severity.WARNING,
)
BANK_CARD = Rule(
    code="bank-card",
    title="银行卡号",
    message="写着银行卡号 {found}。",
    remedy="删掉；一卡通发放只写姓名、村组和金额。",
    meaning="银行卡号、存折号属于敏感个人信息，不许公开。",
)
ACCOUNT_NUMBER = Rule(
    code="account-number",
    title="疑似银行账号",
    message="写着账号 {found}。",
    remedy="个人账号要删掉；单位收款账号可以保留。",
    meaning="写明是账号、卡号的长数字，请确认不是个人的。",
    severity=Severity.WARNING,
)
MOBILE_NUMBER = Rule(
    code="mobile-number",
    title="手机号",
    message="写着手机号 {found}。",
    remedy="删掉，或盖成 138****1234；对外公布的办公电话填到电话栏。",
    meaning="手机号只能出现在对外公布的联系电话栏，不能写在别处。",
)
IDENTITY_DOCUMENT = Rule(
    code="identity-document",
    title="证件号",
    message="写着证件号 {found}。",
    remedy="删掉；确要区分同名的人，只留最后 3 位。",
    meaning="护照、通行证、军官证、香港身份证等写明了的证件号，和身份证号一样不许公开。",
)
CHAT_ACCOUNT = Rule(
    code="chat-account",
    title="微信号、QQ 号",
    message="写着个人的微信号或 QQ 号 {found}。",
    remedy="删掉；单位的公众号可以写。",
    meaning="微信号、QQ 号能直接找到本人，不许公开。",
)
HOME_PHONE = Rule(
    code="home-phone",
    title="家庭电话",
    message="写着家庭电话 {found}。",
    remedy="删掉；办公电话填到电话栏。",
    meaning="写明是家里、住宅的座机，和手机号一样不许公开。",
)
BIRTHDAY = Rule(
    code="birthday",
    title="出生日期",
    message="写着出生日期 {found}。",
    remedy="删掉；确有必要的只写年龄段。",
    meaning="出生日期和姓名放在一起就能认出本人，不许公开。",
)
ILLNESS = Rule(
    code="illness",
    title="个人病情",
    message="写着 {found} 的病情。",
    remedy="删掉病名；救助只写姓名、类别和金额。",
    meaning="谁得了什么病属于敏感个人信息，不许公开。",
)
MINOR = Rule(
    code="minor",
    title="未成年人",
    message="写着未成年人 {found} 的姓名和年龄。",
    remedy="删掉姓名，或删掉年龄。",
    meaning="不满十四周岁的人的信息都属于敏感个人信息，未成年人一律不点名。",
)
EMAIL = Rule(
    code="personal-email",
    title="电子邮箱",
    message="写着电子邮箱 {found}。",
    remedy="是个人邮箱就删掉；单位对外的邮箱填到联系方式栏。",
    meaning="政府、学校以外的邮箱多半是个人的，请确认是单位对外公布的。",
    severity=Severity.WARNING,
)
HOME_ADDRESS = Rule(
    code="home-address",
    title="家庭住址",
    message="写着具体住址“{found}”。",
    remedy="只写到乡镇或街道；确有必要的写到村组，不写门牌号。",
    meaning="个人住址公开时只到乡镇、街道。",
)
NUMBER_PLATE = Rule(
    code="number-plate",
    title="车牌号",
    message="写着车牌号 {found}。",
    remedy="个人车辆的车牌请盖住后几位；公务车可以保留。",
    meaning="车牌能找到车主，请确认是公务车。",
    severity=Severity.WARNING,
)
WEAK_MASK = Rule(
    code="weak-mask",
    title="盖得不够",
    message="“{found}”盖住的太少，还能看出本人信息。",
    remedy="身份证号盖成 35*************123，手机号盖成 138****1234，卡号只留后 4 位。",
    meaning="盖号码必须盖住出生日期，至少 8 位；手机号至少 4 位；银行卡号至少 6 位。",
)
UNMASKED_NAME = Rule(
    code="unmasked-name",
    title="姓名没有盖",
    message="姓名“{found}”没有盖住。",
    remedy="留姓，名字至少盖一个字，如 张*、李*明；单位名称可以写全。",
    meaning="标明要遮盖姓名的栏，个人姓名至少盖一个字。",
)
UNMASKED_ID = Rule(
    code="unmasked-id",
    title="证件号没有盖",
    message="证件号“{found}”没有按规定盖住。",
    remedy="只写后 3 到 4 位，或写成 35*************123；没有的留空。",
    meaning="标明要遮盖证件号的栏，只许留前 2 位和后 3 位，或只写后 3 到 4 位。",
)
SENSITIVE_COLUMN = Rule(
    code="sensitive-column",
    title="敏感的栏",
    message="“{found}”这一栏会公开个人敏感信息。",
    remedy="整栏删掉，或把每一格都盖住。",
    meaning="身份证、银行卡、手机、住址等栏，以及和姓名放在一起的病种、残疾、致贫原因、未成年等栏，不许公开。",
)
DOUBTFUL_COLUMN = Rule(
    code="doubtful-column",
    title="需要确认的栏",
    message="“{found}”这一栏可能是个人账户。",
    remedy="是单位账户可以保留；是个人账户请整栏删掉。",
    meaning="账号、开户行等栏，请确认不是个人的。",
    severity=Severity.WARNING,
)
ENDLESS_LIST = Rule(
    code="person-without-end",
    title="名单没有到期日",
    message="这一行没有写到期日。",
    remedy="填上公示的最后一天，过了这一天不再公开。",
    meaning="人员名单的每一行都要写明公示到哪一天。",
)
ATTACHMENT_TYPE = Rule(
    code="attachment-type",
    title="附件类型不对",
    message="这个附件是{found}，不能公开。",
    remedy="另存为 {expected}。",
    meaning="附件只收 PDF、DOCX、XLSX、OFD、JPG、PNG 和纯文字，扩展名要与内容一致。",
)
ACTIVE_ATTACHMENT = Rule(
    code="active-attachment",
    title="附件带程序",
    message="附件里有{found}。",
    remedy="在原来的程序里删掉它，另存一份；也可以运行 mingbai clean 加文件名，用它写出的那一份。",
    meaning="附件不许带宏、脚本、自动动作、内嵌文件、从别处取来的内容，前后也不许夹带别的文件。",
)
BROKEN_ATTACHMENT = Rule(
    code="broken-attachment",
    title="附件读不了",
    message="附件读不了：{found}。",
    remedy="打开看看是否损坏或加了密码，去掉密码重新保存。",
    meaning="附件里的文字都要检查，读不了的不许公开。",
)
LOCATED_PHOTO = Rule(
    code="located-photo",
    title="照片带位置",
    message="照片里有拍摄地点的坐标。",
    remedy="运行 mingbai clean 加文件名，用它写出的那一份：里面没有位置信息。",
    meaning="照片不许带拍摄地点，免得暴露住处。",
)
PICTURE_ONLY = Rule(
    code="picture-only",
    title="扫描件",
    message="附件里没有可检查的文字（扫描件或图片）。",
    remedy="请人工看一遍，确认没有个人信息。",
    meaning="扫描件里的文字程序看不见，要靠人看。",
    severity=Severity.WARNING,
)

RULES = (
    RESIDENT_ID,
    RESIDENT_ID_TYPO,
    BANK_CARD,
    ACCOUNT_NUMBER,
    MOBILE_NUMBER,
    IDENTITY_DOCUMENT,
    CHAT_ACCOUNT,
    HOME_PHONE,
    BIRTHDAY,
    ILLNESS,
    MINOR,
    EMAIL,
    HOME_ADDRESS,
    NUMBER_PLATE,
    WEAK_MASK,
    UNMASKED_NAME,
    UNMASKED_ID,
    SENSITIVE_COLUMN,
    DOUBTFUL_COLUMN,
    ENDLESS_LIST,
    ATTACHMENT_TYPE,
    ACTIVE_ATTACHMENT,
    BROKEN_ATTACHMENT,
    LOCATED_PHOTO,
    PICTURE_ONLY,
)
