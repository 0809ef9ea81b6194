"""Invented names and valid codes for a synthetic city: places, estates, firms, credit codes."""

from __future__ import annotations

from random import Random

_FIRST = "东南西北金银玉瑞福寿康宁安和平顺兴盛泰丰华明光星月海江河湖山"
_SECOND = "桥溪塘岭坪湾港浦坊园庭台阁苑林田畔洲岸头围涌墩坑尾角岗坡滩径"

ESTATE_NAMES = tuple(
    f"{style}{kind}"
    for kind in ("花园", "家园", "名城", "雅苑", "新村")
    for style in ("阳光", "海景", "康乐", "翠竹", "荔枝", "怡海", "锦绣", "金色")
)
BRANDS = tuple(f"{a}{b}" for a in "鹏粤深南华中新大" for b in "达通科信诚源")
FIRMS = (
    ("科技有限公司", "91", "非公企业", "新经济组织"),
    ("商贸有限公司", "91", "民营企业", "新经济组织"),
    ("餐饮管理有限公司", "91", "非公企业", "新经济组织"),
    ("建设集团有限公司", "91", "国有企业", ""),
    ("律师事务所", "31", "中介机构", "新社会组织"),
    ("社会工作服务中心", "52", "民办非企业单位", "新社会组织"),
    ("小学", "12", "事业单位", ""),
    ("医院", "12", "事业单位", ""),
    ("管理局", "11", "机关", ""),
    ("文体协会", "51", "社会团体", "新社会组织"),
)

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_VALUES = {character: value for value, character in enumerate(_ALPHABET)}
_WEIGHTS = [pow(3, place, 31) for place in range(17)]
_BODY_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


def place_names(rng: Random, count: int, ending: str) -> list[str]:
    """`count` different names of places, such as 东桥社区."""
    pairs = [f"{a}{b}" for a in _FIRST for b in _SECOND]
    while len(pairs) < count:
        pairs = [f"{a}{pair}" for a in _FIRST for pair in pairs]
    rng.shuffle(pairs)
    return [pair + ending for pair in pairs[:count]]


def firm_names(rng: Random, count: int) -> list[tuple[str, str, str, str]]:
    """Units of one community: name, credit code prefix, nature, sector; no name twice."""
    kinds = [(brand, firm) for brand in BRANDS for firm in FIRMS]
    return [(brand + firm[0], *firm[1:]) for brand, firm in rng.sample(kinds, count)]


def credit_code(prefix: str, division: str, number: int) -> str:
    """A valid unified social credit code (GB 32100, with the check character of GB 11714 in it)."""
    body = f"{number:08d}"
    rest = (
        11
        - sum(int(digit) * weight for digit, weight in zip(body, _BODY_WEIGHTS, strict=True)) % 11
    )
    inner = {10: "X", 11: "0"}.get(rest, str(rest))
    first = f"{prefix}{division}{body}{inner}"
    total = sum(
        _VALUES[character] * weight for character, weight in zip(first, _WEIGHTS, strict=True)
    )
    return first + _ALPHABET[(31 - total % 31) % 31]
