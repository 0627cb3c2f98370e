"""What `mingbai verify` finds in a published site: files, the log, packages, signatures."""

from mingbai.issues import Rule, Severity

_AGAIN = "重新下载这个网站；还是这样的，请告诉主办单位：有人动过。"
_PUBLISH = "主办单位重新生成网站并签名；下载的人重新下载一遍。"

NO_MANIFEST = Rule(
    code="site-no-manifest",
    title="网站有文件清单",
    message="没有文件清单 SHA256SUMS",
    remedy=_AGAIN,
    meaning="清单写着每个文件的校验值；没有清单，少了什么、改了什么都看不出。",
)
BROKEN_MANIFEST = Rule(
    code="site-manifest-broken",
    title="文件清单写得完整",
    message="文件清单坏了",
    remedy=_AGAIN,
    meaning="清单一行一个文件：校验值、两个空格、路径，一个文件只写一次。",
)
BROKEN_EDITION = Rule(
    code="site-edition-broken",
    title="网站说得出自己是谁",
    message="edition.json 没有，或者读不出网址和日期",
    remedy=_AGAIN,
    meaning="edition.json 写着这个网站的网址，和它说的是哪一天。",
)
FILE_MISSING = Rule(
    code="site-file-missing",
    title="清单里的文件都在",
    message="少了这个文件",
    remedy=_AGAIN,
    meaning="清单里有的文件，网站里都要有。",
)
FILE_EXTRA = Rule(
    code="site-file-extra",
    title="没有清单以外的文件",
    message="多了这个文件，清单里没有",
    remedy=_AGAIN,
    meaning="网站里有的文件，清单里都要有；链接、管道等不算文件。",
)
FILE_DIFFERS = Rule(
    code="site-file-differs",
    title="每个文件和清单一致",
    message="内容变了：校验值是 {found}…，清单写的是 {expected}…",
    remedy=_AGAIN,
    meaning="每个文件的校验值和清单写的一样，差一个字节也不行。",
)
FILE_SWAPPED = Rule(
    code="site-file-swapped",
    title="文件没有互相换过",
    message="这里放的是另一个文件的内容：{found}",
    remedy=_AGAIN,
    meaning="一个文件的内容不能放到另一个文件的位置上。",
)
FORM_DIFFERS = Rule(
    code="site-form-differs",
    title="压缩好的文件和原来的一样",
    message="解开以后和原来的文件不一样",
    remedy="再运行一次 mingbai publish，重新发压缩好的文件。",
    meaning="服务器把压缩好的文件（.br、.gz）直接交给读者；解开以后要和原来的文件一字不差。",
)
UNSIGNED = Rule(
    code="site-unsigned",
    title="文件清单有签名",
    message="页面没有签名可对",
    remedy="主办单位运行 mingbai sign 网站文件夹 --key 私钥文件；没有签名的，只能和自己留的底对。",
    meaning="清单有签名，才知道这些文件是主办单位放上去的。",
    severity=Severity.WARNING,
)
SIGNATURE_ABSENT = Rule(
    code="site-signature-absent",
    title="要核对的签名在",
    message="给了公钥，却没有签名可对",
    remedy="重新下载这个网站；主办单位从来没有签过的，不要给 --vkey。",
    meaning="读者拿公钥来核对，文件清单和检查点就都要有签名。",
)
BROKEN_NOTE = Rule(
    code="site-note-broken",
    title="清单的签名写得完整",
    message="签名文件坏了",
    remedy=_AGAIN,
    meaning="签名文件是三行内容、一个空行和签名。",
)
ANOTHER_NOTE = Rule(
    code="site-note-of-another",
    title="签名签的是这份清单",
    message="签名签的是 {found} 的另一份清单：网站和签名不是同一次的",
    remedy=_PUBLISH,
    meaning="签名和清单、网站要是同一次发布的，不能新旧混着。",
)
FOREIGN_NOTE = Rule(
    code="site-note-foreign",
    title="签名是这个网站的",
    message="这是 {found} 的签名，本网是 {expected}",
    remedy=_AGAIN,
    meaning="别的网站的签名不能拿来充数。",
)
WRONG_SIGNATURE = Rule(
    code="site-wrong-signature",
    title="签名是真的",
    message="{found} 的签名不对：不是这把公钥签的",
    remedy=_AGAIN,
    meaning="用公钥核对签名，一个字节都不能差。",
)
UNKNOWN_KEY = Rule(
    code="site-unknown-key",
    title="签名的公钥是认识的",
    message="由 {found} 签名，不是您给的、也不是登记过的公钥",
    remedy="向主办单位问清公钥，再用 --vkey 核对。",
    meaning="只有认识的公钥签的名才算数。",
)
EXPIRED_KEY = Rule(
    code="site-expired-key",
    title="签名的公钥当天有效",
    message="网站是 {day} 的，签它的公钥 {found} {expected}",
    remedy="主办单位用当天有效的私钥重新签名。",
    meaning="公钥停用以后签的名不算数。",
)
BROKEN_KEYS = Rule(
    code="site-keys-broken",
    title="公钥文件写得完整",
    message="公钥文件坏了",
    remedy=_AGAIN,
    meaning="/log/keys.json 写着每把公钥和它有效的日子。",
)
NO_LOG = Rule(
    code="site-no-log",
    title="网站有公开日志",
    message="这个网站还没有公开日志",
    remedy="主办单位运行 mingbai release，把公开的都记进日志。",
    meaning="没有日志，以前公开过什么、改过什么，就没有凭据。",
    severity=Severity.WARNING,
)
LOG_GONE = Rule(
    code="site-log-gone",
    title="公开日志没有被拿掉",
    message="公开日志不见了：您手里的检查点记着 {expected} 条",
    remedy=_AGAIN,
    meaning="有过日志的网站，日志不能没有。",
)
LOG_FILE = Rule(
    code="site-log-file",
    title="日志的每个文件和日志一致",
    message="和日志对不上：{found}",
    remedy=_PUBLISH,
    meaning="检查点、哈希块、条目包都由日志算出，一个字节也不能差。",
)
NOT_LOGGED = Rule(
    code="site-package-not-logged",
    title="公开的数据都入了日志",
    message="这一份没有入日志",
    remedy="主办单位先运行 mingbai release，再生成网站。",
    meaning="有日志的网站，公开的每一份数据都要在日志里。",
)
PACKAGE_GONE = Rule(
    code="site-package-gone",
    title="入过日志的数据都在",
    message="日志第 {number} 条记着这一份，网站里没有它的封签 seal.json",
    remedy=_PUBLISH,
    meaning="入过日志的数据不能没有：更正、撤回了的，也要有它的封签。",
)
ANOTHER_VERSION = Rule(
    code="site-package-version",
    title="数据是日志里最新的一版",
    message="日志第 {number} 条记的是 {expected}…，这里是 {found}",
    remedy=_PUBLISH,
    meaning="网站放的每一份数据，都要是日志里它最新的那一版，一个字节也不差。",
)
SEAL_DIFFERS = Rule(
    code="site-seal-differs",
    title="封签和日志一致",
    message="封签里的 {field} 是 {found}，日志第 {number} 条写的是 {expected}",
    remedy=_PUBLISH,
    meaning="封签写的类别、单位、期次、行数，要和日志里写的一样。",
)
TABLE_DIFFERS = Rule(
    code="site-table-differs",
    title="表和封签一致",
    message="这张表和封签对不上：{found}",
    remedy=_PUBLISH,
    meaning="封签里有的表，网站里都要有，内容一个字节也不差；封签里没有的，不能有。",
)
OLDER = Rule(
    code="site-older",
    title="网站不比您的检查点旧",
    message="网站比您手里的旧：日志只有 {found} 条，您的检查点已有 {expected} 条",
    remedy="重新下载；还是旧的，请告诉主办单位：有人放了旧网站。",
    meaning="日志只会变长；比您早先记下的还短，就是被换成了旧的。",
)
REWRITTEN = Rule(
    code="site-log-rewritten",
    title="日志接着您的检查点",
    message="日志前 {expected} 条和您手里的检查点不同：前面的被改过",
    remedy="留好您的检查点，请告诉主办单位和监督部门：日志重写过。",
    meaning="您早先记下的检查点，必须是现在日志的开头。",
)
FOREIGN_CHECKPOINT = Rule(
    code="site-checkpoint-foreign",
    title="检查点是这个网站的",
    message="您给的检查点是 {found} 的，本网的日志叫 {expected}",
    remedy="换成这个网站的检查点。",
    meaning="拿别的网站的检查点，什么也核对不出。",
)
