"""Codes of divisions, buildings and organizations: lost digits are never mended."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from loaders.values import IMPRECISE, Reading, parse
from loaders.values.codes import building_code, division_code, opaque_code, uscc
from loaders.values.privacy import is_identity_card

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def credit_code(prefix: str, division: str, body: str) -> str:
    """An independent writer of credit codes, from the two standards (GB 11714, GB 32100)."""
    remainder = 0
    for character, weight in zip(body, [3, 7, 9, 10, 5, 8, 4, 2], strict=True):
        value = ord(character) - (48 if character.isdigit() else 55)
        remainder = (remainder + value * weight) % 11
    inner = "0X987654321"[remainder]
    code = prefix + division + body + inner
    total = sum(ALPHABET.index(character) * pow(3, i, 31) for i, character in enumerate(code))
    return code + ALPHABET[-total % 31]


PREFIXES = st.sampled_from(
    ["11", "12", "31", "51", "52", "54", "81", "91", "92", "A1", "N1", "N2", "Y1"]
)
DIGITS = st.text("0123456789", min_size=6, max_size=6)
BODIES = st.text(ALPHABET, min_size=8, max_size=8)


@given(PREFIXES, DIGITS, BODIES)
def test_a_right_credit_code_passes_whatever_its_first_letter(
    prefix: str, division: str, body: str
) -> None:
    code = credit_code(prefix, division, body)
    assume(not is_identity_card(code))
    assert uscc(code) == (code, None, None)


@given(PREFIXES, DIGITS, BODIES, st.integers(0, 17), st.sampled_from(ALPHABET + "IOZSV*"))
def test_one_wrong_character_is_always_found(
    prefix: str, division: str, body: str, at: int, other: str
) -> None:
    code = credit_code(prefix, division, body)
    assume(code[at] != other)
    value, problem, _ = uscc(code[:at] + other + code[at + 1 :])
    assert value is None
    assert problem in ("bad_code", "bad_check_character", "personal_value")


def test_a_code_of_the_standard_in_untidy_forms() -> None:
    code = "91110000600037341L"
    untidy = [code.lower(), "９１１１００００６０００３７３４１Ｌ", f" {code}\u200b", f"'{code}"]
    for written in [code, *untidy, "9111 0000 6000 37341L", "91110000-60003734-1L"]:
        assert uscc(written).value == code, written


def test_the_code_inside_is_checked_too() -> None:
    """The outer check character is right, the one of GB 11714 is not."""
    wrong = "91110000600037340"
    total = sum(ALPHABET.index(character) * pow(3, i, 31) for i, character in enumerate(wrong))
    assert uscc(wrong + ALPHABET[-total % 31]).problem == "bad_check_character"


@pytest.mark.parametrize("written", ["12345", "440305006011", "61110000600037341I"])
def test_what_is_no_credit_code_is_said(written: str) -> None:
    assert uscc(written) == (None, "bad_code", None)


def test_rule_25_an_identity_card_is_seen_before_the_credit_code() -> None:
    """One in 31 made-up identity cards has the check character of a credit code."""
    body = "44030519900101123"
    assert {uscc(body + character).problem for character in ALPHABET} == {"personal_value"}


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("440305", "440305"),
        ("440305006", "440305006"),
        ("440305006011", "440305006011"),
        ("４４０３０５００６０１１", "440305006011"),
        ("440305006011.0", "440305006011"),
        ("440305006000", "440305006"),
        ("440305000000", "440305"),
    ],
)
def test_division_codes(written: str, code: str) -> None:
    assert division_code(written) == (code, None, None)


@pytest.mark.parametrize("written", ["44030", "4403050060", "044030", "44O305", "海月社区"])
def test_what_is_no_division_code_is_said(written: str) -> None:
    assert division_code(written) == (None, "bad_code", None)


def test_building_codes_and_a_room_cut_to_its_building() -> None:
    code = "4403050060110100001"
    assert building_code(code) == (code, None, None)
    assert building_code(code + "000301") == (code, "room_code_cut", None)
    assert building_code(code[:12]) == (None, "bad_code", None)


@pytest.mark.parametrize("reader", [division_code, building_code, opaque_code, uscc])
@pytest.mark.parametrize(
    "written",
    [
        "4.40305E+11",
        "4.4030500700112e+18",
        "4403050060110100000.0",
        IMPRECISE + "4403050060110100000",
        IMPRECISE + "440305006011",
    ],
)
def test_rule_23_a_code_that_a_spreadsheet_made_a_number_is_refused(
    reader: Callable[[str], Reading[str]], written: str
) -> None:
    assert reader(written) == (None, "digits_lost", None)


@given(st.text("0123456789", min_size=1, max_size=26))
def test_a_column_of_codes_is_read_as_its_cells_are(code: str) -> None:
    for type, reader in (("building_code", building_code), ("code", opaque_code)):
        parsed = parse(pl.Series([code]), type)
        assert (parsed.values.item(), parsed.problem.item()) == reader(code)[:2]
