"""Whether a text has the shape of a person's name: a surname and what is given after it.

The shape is no proof (高层 and 方位 begin with surnames too): callers ask it only of texts that
stand where a name is likely, and of what no word of a header or a place explains.
"""

from __future__ import annotations

import re

#: Surnames of two characters.
COMPOUND = (
    "欧阳|司马|诸葛|端木|上官|夏侯|皇甫|尉迟|公孙|慕容|长孙|宇文|司徒|令狐|南宫|东方|西门|独孤|轩辕|澹台|申屠|"
    "太史|闻人|呼延|钟离|宗政|濮阳|淳于|拓跋|百里|司空|公冶|仲孙|左丘|东郭|赫连|万俟|第五"
)
_SINGLE = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚"
    "沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康"
    "易乔赖文施洪辛柯庄温牛樊葛邢安齐伍庞颜倪聂章鲁岳翟殷詹申耿关兰焦俞左柳甘祝包宁尚符舒阮柴纪梅童凌毕单裴"
    "霍成苗谷盛曲翁冉骆蓝路游靳辜管柏苟鲍房车屈解艾欧冷喻牟饶阎蒲简涂边卜娄池穆宫桂牧巫戚缪卓滕邬臧苑植敖尤"
    "祁华强项吉沙席晏隋商应荆荣桑商盖党仇费季景米宗卞茅苗虞计明伏席麻蔺屠闵危杭裘封储井松富仰秋仲仝栾钮双闻"
    "谈劳逄姬堵宰郦雍郤璩濮寿通扈燕冀尧农晁冼鄂蔚匡国寇广禄阙东殳沃利蔚越夔隆师巩厍勾融訾阚那空曾毋乜养鞠须"
    "丰巢蒯相查后红竺权逯候佟郎仓原楚郁由岑官司展海修付代战佘揭阿买巴肉热吐努迪再麦帕库扎次达格丹洛嘎尼旺普"
)
_HAN = "[〇\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af\ue000-\uf8ff]"
_SURNAMED = re.compile(f"(?:(?:{COMPOUND}){_HAN}{{1,2}}|[{_SINGLE}]{_HAN}{{1,2}})")
_DOTTED = re.compile(f"{_HAN}{{1,12}}(?:[·•・‧]{_HAN}{{1,12}}){{1,4}}")
_OF_A_PLACE = re.compile("[室处站所办科局厂库栋幢座区村苑期]$")
"""What names of rooms, offices and places end with, and hardly any person's: 警务室, 东区."""


def looks_like_a_name(text: str) -> bool:
    """Whether a text without spaces is a surname with one or two characters, or has a name's dot.

    Not where it ends as rooms and places do: 警务室, 方位图室.
    """
    if _OF_A_PLACE.search(text):
        return False
    return _SURNAMED.fullmatch(text) is not None or _DOTTED.fullmatch(text) is not None
