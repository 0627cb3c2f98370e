"""What the log of `data/history/` must be: the rules that reading it and its signatures obey."""

from mingbai.issues import Rule, Severity

MERGE_MARKS = Rule(
    code="log-merge-marks",
    title="公开日志没有合并留下的标记",
    message="公开日志里有合并留下的标记 {found}：两处各自入过日志",
    remedy="日志只在主分支上写：取回主分支的 data/history/log.jsonl 和 checkpoints，"
    "再运行 mingbai release，把没入日志的补记上。",
    meaning="公开日志只能有一本，由一处按先后记。两处各记各的，合并起来的不是日志。",
)
BROKEN_LINE = Rule(
    code="log-line-broken",
    title="公开日志每行都完整",
    message="公开日志这一行坏了：{found}",
    remedy="日志从不手改：用 git checkout -- data/history/log.jsonl 取回这个文件原来的样子。",
    meaning="公开日志一行一条，每条都是完整的 JSON，最后一行以换行结束。",
)
REWRITTEN_LINE = Rule(
    code="log-line-rewritten",
    title="公开日志每行写法固定",
    message="公开日志这一行不是规定的写法，应为 {expected}",
    remedy="日志从不手改，也不用别的软件另存：从版本库取回这个文件原来的样子。",
    meaning="一条日志只有一种写法（键按顺序、没有空格），差一个字节，证明就对不上。",
)
WRONG_FIELD = Rule(
    code="log-line-field",
    title="公开日志每条该有的都有",
    message="公开日志这一行的 {field} 不对：{found}",
    remedy="日志只由 mingbai release 写：从版本库取回这个文件原来的样子；"
    "是新版程序写的日志，请用新版程序。",
    meaning="每条日志写明哪一类、哪个单位、哪一期、哪一天、哪一版，一项不多，一项不少。",
)
BROKEN_CHAIN = Rule(
    code="log-chain-broken",
    title="公开日志前后接得上",
    message="{package} 的这一版应接着 {expected}，日志里写的是 {found}",
    remedy="中间的行被删过或改过：从版本库取回 data/history/log.jsonl 原来的样子。",
    meaning="同一个数据包的每一版都写明它接替哪一版，一版接一版，不能跳。",
)
RELEASED_BACK = Rule(
    code="log-released-back",
    title="入日志日期只往后走",
    message="入日志日期 {found} 比上一条 {expected} 还早",
    remedy="日志只在后面加，从不插队：从版本库取回 data/history/log.jsonl 原来的样子，"
    "再运行 mingbai release。",
    meaning="后记的一条，入日志日期不能早于先记的，不然就是事后补进去的。",
)
LOST_TAIL = Rule(
    code="log-tail-lost",
    title="公开日志没有少掉后面的",
    message="公开日志只剩 {found} 条，检查点 {checkpoint} 说有 {expected} 条",
    remedy="从版本库取回最长的一份 data/history/log.jsonl；检查点公布过，后面的行就必须在。",
    meaning="公布过的检查点说有多少条，日志就不能少于多少条。",
)
ROOT_DIFFERS = Rule(
    code="log-root-differs",
    title="公开日志和检查点一致",
    message="日志第 {first} 到 {last} 条里有改过的：算出来的根和检查点 {checkpoint} 的不同",
    remedy="检查点公布过，日志就不能再改：从版本库取回 data/history/log.jsonl 原来的样子。",
    meaning="检查点是前面每一条的指纹；改一条、换一条、插一条，指纹就不同。",
)
AHEAD = Rule(
    code="log-ahead",
    title="公开日志每条都有检查点管着",
    message="公开日志有 {found} 条，最新的检查点只管到第 {expected} 条",
    remedy="上一次入日志没有做完：再运行一次 mingbai release。",
    meaning="每次入日志最后都写检查点；没有检查点管着的行，谁都可以改。",
)
BROKEN_CHECKPOINT = Rule(
    code="checkpoint-broken",
    title="检查点写得完整",
    message="检查点文件坏了：{found}",
    remedy="检查点从不手改：从版本库取回这个文件原来的样子；不是检查点的文件移走。",
    meaning="checkpoints 里每个文件是一个检查点：日志名称、条数、根，文件名就是条数。",
)
FOREIGN_CHECKPOINT = Rule(
    code="checkpoint-foreign",
    title="检查点是本网的",
    message="这个检查点是 {found} 的，本网的日志叫 {expected}",
    remedy="别处的检查点移走；确实换过网址的，把站点信息的 site_url 改回入日志时的网址。",
    meaning="日志的名称就是本网的网址；别的县、别的网站的检查点不能拿来充数。",
)
WRONG_SIGNATURE = Rule(
    code="checkpoint-wrong-signature",
    title="检查点的签名是真的",
    message="检查点上 {found} 的签名不对：不是这把公钥签的",
    remedy="检查点的内容或签名被改过：从版本库取回这个文件；"
    "核对登记表“日志公钥”里这把公钥没有抄错。",
    meaning="用登记的公钥核对检查点的签名，一个字节都不能差。",
)
UNKNOWN_KEY = Rule(
    code="checkpoint-unknown-key",
    title="签检查点的公钥登记过",
    message="检查点由 {found} 签名，这把公钥没有登记",
    remedy="把公钥（mingbai keygen 给出的 vkey）和启用日期登记到“日志公钥”；"
    "不认识的公钥，用登记过的私钥重新签。",
    meaning="只有登记过的公钥，别人才知道是谁签的。",
)
EXPIRED_KEY = Rule(
    code="checkpoint-expired-key",
    title="签检查点的公钥当天有效",
    message="检查点是 {day} 的，签它的公钥 {found} {expected}",
    remedy="用当天有效的私钥重新签；日期登记错了的，改“日志公钥”的启用、停用日期。",
    meaning="公钥有启用和停用的日期；停用以后签的，不算数。",
)
UNSIGNED = Rule(
    code="checkpoint-unsigned",
    title="最新的检查点有签名",
    message="最新的检查点还没有签名",
    remedy="由保管私钥的人运行 mingbai release --key 私钥文件；没有私钥的先 mingbai keygen。",
    meaning="没有签名的检查点，别人无法确认是本单位公布的。",
    severity=Severity.WARNING,
)

RULES = (
    MERGE_MARKS,
    BROKEN_LINE,
    REWRITTEN_LINE,
    WRONG_FIELD,
    BROKEN_CHAIN,
    RELEASED_BACK,
    LOST_TAIL,
    ROOT_DIFFERS,
    AHEAD,
    BROKEN_CHECKPOINT,
    FOREIGN_CHECKPOINT,
    WRONG_SIGNATURE,
    UNKNOWN_KEY,
    EXPIRED_KEY,
    UNSIGNED,
)
