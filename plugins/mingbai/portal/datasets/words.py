"""Fields -> the words in which a dictionary names their types and meanings."""

from __future__ import annotations

from mingbai.dates import span_zh
from mingbai.schema import Field, Schema


def meaning(field: Field) -> str:
    """What a field means; in which periods it, or a value of its list, exists."""
    codes = (f"{value}：{span_zh(span)}" for value, span in field.codes.items())
    return "；".join(filter(None, (field.description, span_zh(field.span), *codes)))


def type_word(schema: Schema, field: Field) -> str:
    """What may stand in a column, in one word: of the type that its descriptor declares."""
    if field.is_money:
        return "金额"
    declared = next(raw for raw in schema.descriptor["fields"] if raw["name"] == field.name)
    kind = declared.get("type", "string")
    return "代码" if kind == "string" and field.enum else _WORDS[kind]


_WORDS = {
    "string": "文字",
    "number": "小数",
    "integer": "整数",
    "boolean": "是否",
    "date": "日期",
    "year": "年份",
    "yearmonth": "年月",
    "datetime": "日期时间",
    "time": "时间",
    "duration": "时长",
    "geopoint": "坐标",
    "geojson": "图形",
    "object": "结构",
    "array": "清单",
    "list": "清单",
    "any": "不限",
}
