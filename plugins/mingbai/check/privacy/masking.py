"""What a clerk typed in full -> the same with the person hidden, as the schema's `mask` wants it.

Hidden by the program is only what is surely a person's: all else is left for the clerk to mask.
"""

from __future__ import annotations

import re

from mingbai.check.privacy.detectors import STARS
from mingbai.check.privacy.lists import hides_id, hides_person
from mingbai.read.persons import ascii_digits
from mingbai.schema import Field

# All that are in use, for a cell that holds a name. `traces` knows the commonest alone: in running
# text a rare surname is mostly an ordinary word.
_SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭"
    "郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟"
    "平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江"
    "童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓郁单杭洪包诸左石"
    "崔吉钮龚程嵇邢滑裴陆荣翁荀羊於惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班"
    "仰秋仲伊宫宁仇栾暴甘钭厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔"
    "阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍却璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连"
    "茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷"
    "訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公仉督岳帅缑亢况郈有琴商牟佘佴伯赏"
    "墨哈谯笪年爱阳佟肖付闫邸苟代党覃兰候楼仝揭占展鹿麦涂植位亓晋刀岩莎底门修种冼青区尧初官邝粟信栗"
)
_COMPOUND = re.compile(
    "欧阳|司马|上官|诸葛|夏侯|东方|皇甫|尉迟|公孙|慕容|令狐|宇文|长孙|司徒"
    "|司空|端木|轩辕|南宫|独孤|百里|呼延|闻人|澹台|公冶|宗政|濮阳|淳于|单于"
    "|太叔|申屠|仲孙|钟离|鲜于|闾丘|亓官|巫马|公西|漆雕|乐正|拓跋|夹谷|宰父"
    "|段干|东郭|南门|羊舌|微生|左丘|西门|第五|纳兰|完颜|赫连|万俟"
)
_HAN = r"[\u3400-\u9fff\U00020000-\U0003134f〇]"
_BLANKS = re.compile(rf"(?<={_HAN})[\s\u00a0\u2000-\u200b\u3000]+(?={_HAN})")
_PLAIN = re.compile(rf"{_HAN}{{2,4}}")
_DOTTED = re.compile(rf"{_HAN}{{1,12}}(?:[·•‧・．]{_HAN}{{1,12}})+")
_ID = re.compile(r"\d{17}[\dXx]|\d{15}", re.ASCII)
_LONGEST_OF_ONE = 3  # characters of a name whose surname has one
_OF_A_PLACE = (
    "村组镇乡县市厂店场馆院校所局站部队会社行园铺坊户"  # 石桥村 begins with a surname, too
)


def masked(text: str, field: Field) -> str | None:
    """The text with the person in it hidden; None where nothing is to hide or nobody surely is.

    text: without blanks at its ends. field: with `mask`. ValueError where that is no mask.
    """
    match field.mask:
        case "name":
            return masked_name(text, is_person=field.title.endswith("姓名"))
        case "id":
            return masked_id(text)
    raise ValueError(f"{field.name}: mask is `name` or `id`, not {field.mask}")


def masked_name(name: str, *, is_person: bool) -> str | None:
    """`张三` -> `张*`, `欧阳修文` -> `欧阳**`, `阿依·买买提` -> `阿*·***`.

    is_person: the column names persons alone; else only what begins with a surname is a person's.
    None for an organisation, for a name that is hidden already, and for what may be either.
    """
    whole = _BLANKS.sub("", name)
    if not whole or hides_person(whole):
        return None
    if _DOTTED.fullmatch(whole):
        return whole[0] + re.sub(_HAN, "*", whole[1:])
    if not _PLAIN.fullmatch(whole):
        return None
    has_two = _COMPOUND.match(whole) is not None and len(whole) > len("欧阳")
    is_short = len(whole) <= _LONGEST_OF_ONE and whole[-1] not in _OF_A_PLACE
    is_usual = whole[0] in _SURNAMES and is_short
    if not (has_two or is_usual or is_person):
        return None
    count = 2 if has_two else 1
    return whole[:count] + "*" * (len(whole) - count)


def masked_id(text: str) -> str | None:
    """A resident ID in full or masked too little -> its first 2 and last 3 characters, else None.

    An organisation's credit code stays, and so does what is hidden well enough.
    """
    flat = re.sub(rf"[{STARS}]", "*", re.sub(r"\s", "", ascii_digits(text)))
    digits = flat.replace("*", "0")
    if not _ID.fullmatch(digits) or hides_id(flat):
        return None
    return flat[:2] + "*" * (len(flat) - 5) + flat[-3:]
