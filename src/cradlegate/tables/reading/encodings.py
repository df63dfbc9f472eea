"""Which characters the bytes of a text file stand for.

A byte order mark decides; then UTF-8, which other encodings hardly ever imitate; then UTF-16
without a mark, which shows by its zero bytes.  Among GB18030, CP932, CP949 and CP874 the best
guess wins: the one under which most headings are known, then the one under which the text looks
most like its language.
"""

import codecs
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Hangul and everyday Chinese characters share their bytes, so that only words tell them apart:
# the signs of which names of parts, headings and places of a machine are made.
_CHINESE_OF_MACHINES = frozenset(
    "床身主轴箱导轨铸件钢铁铝铜板材料体座盖架罩护门窗柜电控制器线缆泵油液压气动冷却水过滤网管接头阀缸活塞密封圈"
    "垫片螺栓钉母销键弹簧承齿轮皮带链条联节丝杠滚珠直光栅尺编码马达伺服变频驱源开关断路继触显示屏操作面盘刀库具"
    "夹换臂卡尾顶尖中心工台旋转回立柱横梁滑鞍底支脚地基础吊环包装木托防锈漆涂层标签牌铭说明书附属配总成组部零套"
    "数量名称编号规格型重单位质备注净毛长宽高厚度径内外前后左右上下大小一二三四五六七八九十的是不有和用于为与及"
    "个只根块米克公斤厂家供应商产国日期年月检验合品加焊机械热处理表淬火磨铣车钻镗削精粗平圆孔槽角形弯折冲拉切割"
    "激喷塑橡胶尼龙玻璃陶瓷石英树脂纤维混凝土花岗岩矿物复行序父代购自制物项目"
)
_KOREAN_OF_MACHINES = frozenset(
    "베드주물축대컬럼새들테이블헤스핀가레일볼크류모터서보제어반판넬패널커버도프임강철알루미늄구리고무플라스틱유케"
    "전기선호펌오윤활냉각수탱필밸브실린더공압링치벨트체인너와셔키박바매거진척심회동식상하좌우후내외부품명규격량"
    "재질중단위비번순칭조립용접열처장포목방청캐비닛컨이칩절삭센위릴표시작속관음나사못세원산지국급업자검합본소형"
    "측원료이름의을를은는에톱니퀴마개받침덮손잡판문틀발다음것한해도"
)
_THAI_OF_EVERY_DAY = frozenset(map(chr, range(0x0E01, 0x0E4E))) - frozenset(
    "ฃฅฆฌฎฏฑฒฤฦฯฺ\u0e3b\u0e3c\u0e3d\u0e3e฿"
)
_TIE = 0.05
"""Differences of likeness below this decide nothing."""
_SIGNS = re.compile(rb"[\xe1-\xef][\x80-\xbf]{2}").findall
"""Signs of three bytes in UTF-8; Chinese texts of GB18030 seldom look like two of them."""
_BY_CHANCE = 0.02
"""Share of lines that may look like UTF-8 in a text of another encoding."""


@dataclass(frozen=True, slots=True)
class DecodedText:
    """A text, the encoding it was read in, and how sure that is.

    Args:
        is_guess: whether the file itself does not tell its encoding.
        rivals: other encodings that fit as well.
        other_line: the first line that is UTF-8, from 1, in a text of which the rest is not.
    """

    text: str
    encoding: str
    is_guess: bool = False
    rivals: tuple[str, ...] = ()
    other_line: int | None = None


def decode_text(data: bytes, count_known: Callable[[str], int]) -> DecodedText | None:
    """Decode the bytes of a text file.

    Args:
        data: the file.
        count_known: tells how many known words the head of a text holds.

    Returns:
        None if no supported encoding fits.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode_marked(data[len(mark) :], encoding)
    if b"\0" in data[:4096] and (decoded := _unmarked_utf16(data, count_known)):
        return decoded
    text = _try(data, "utf-8")
    return DecodedText(text, "utf-8") if text is not None else _guess(data, count_known)


def _decode_marked(data: bytes, encoding: str) -> DecodedText | None:
    text = _try(data, encoding)
    return None if text is None else DecodedText(text, encoding)


def _unmarked_utf16(data: bytes, count_known: Callable[[str], int]) -> DecodedText | None:
    """Read as UTF-16 if that makes known words of the zero bytes."""
    for encoding in ("utf-16-le", "utf-16-be"):
        text = _try(data, encoding)
        if text is not None and count_known(text):
            return DecodedText(text, encoding, is_guess=True)
    return None


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _guess(data: bytes, count_known: Callable[[str], int]) -> DecodedText | None:
    texts = {encoding: _try(data, encoding) for encoding in _LIKENESS}
    scores = {
        encoding: (count_known(text), _LIKENESS[encoding](text))
        for encoding, text in texts.items()
        if text is not None
    }
    if not scores:
        return None
    best = max(scores, key=lambda encoding: scores[encoding])
    known, likeness = scores[best]
    rivals = tuple(
        encoding
        for encoding, (its_known, its_likeness) in scores.items()
        if encoding != best and its_known == known and its_likeness > likeness - _TIE
    )
    mixed = _find_utf8_line(data)
    return DecodedText(texts[best] or "", best, is_guess=True, rivals=rivals, other_line=mixed)


def find_broken_line(data: bytes) -> int:
    """Find the first line that is no UTF-8, from 1."""
    lines = enumerate(data.split(b"\n"), 1)
    return next((number for number, line in lines if _try(line, "utf-8") is None), 1)


def _find_utf8_line(data: bytes) -> int | None:
    """Find the first of the lines that are UTF-8, if they are too many to be so by chance."""
    lines = [(number, line) for number, line in enumerate(data.split(b"\n"), 1) if _SIGNS(line)]
    found = [number for number, line in lines if len(_SIGNS(line)) > 1 and _try(line, "utf-8")]
    return found[0] if len(found) > _BY_CHANCE * len(lines) else None


def _foreign(text: str) -> str:
    return "".join(sign for sign in text if sign > "\x7f")


def _share_of_common(text: str, encoding: str, first: int, last: int) -> float:
    """Share of characters whose lead byte lies in the block of a standard's everyday signs."""
    foreign = _foreign(text)
    leads = [sign.encode(encoding, "replace")[0] for sign in foreign]
    return sum(first <= lead <= last for lead in leads) / (len(foreign) or 1)


def _share_of_known(text: str, signs: frozenset[str]) -> float:
    foreign = _foreign(text)
    return sum(sign in signs for sign in foreign) / (len(foreign) or 1)


def _like_chinese(text: str) -> float:
    """GB 2312 keeps its 3,755 everyday characters under the lead bytes B0-D7."""
    everyday = _share_of_common(text, "gb2312", 0xB0, 0xD7)
    return (everyday + _share_of_known(text, _CHINESE_OF_MACHINES)) / 2


def _like_japanese(text: str) -> float:
    """Kana, or kanji of JIS level 1 (lead bytes 88-97); half-width kana are a sign of chance."""
    foreign = _foreign(text)
    kana = sum("\u3041" <= sign <= "\u30ff" for sign in foreign)
    halfwidth = sum("\uff61" <= sign <= "\uff9f" for sign in foreign)
    level_1 = _share_of_common(text, "shift_jis", 0x88, 0x97)
    return level_1 + (kana - halfwidth) / (len(foreign) or 1)


def _like_korean(text: str) -> float:
    """KS X 1001 keeps Hangul under the lead bytes B0-C8, which Chinese characters use as well."""
    hangul = _share_of_common(text, "euc_kr", 0xB0, 0xC8)
    return (hangul + _share_of_known(text, _KOREAN_OF_MACHINES)) / 2


def _like_thai(text: str) -> float:
    """Thai signs above and below stand on a consonant; some signs hardly ever stand at all."""
    pairs = zip(" " + text, text, strict=False)
    astray = sum(unicodedata.category(sign) == "Mn" and not _carries(it) for it, sign in pairs)
    everyday = _share_of_known(text, _THAI_OF_EVERY_DAY)
    return everyday - 4 * astray / (len(_foreign(text)) or 1)


def _carries(sign: str) -> bool:
    return "\u0e01" <= sign <= "\u0e2e" or unicodedata.category(sign) == "Mn"


_LIKENESS: Mapping[str, Callable[[str], float]] = {
    "gb18030": _like_chinese,
    "cp932": _like_japanese,
    "cp949": _like_korean,
    "cp874": _like_thai,
}
