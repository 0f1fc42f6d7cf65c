"""Which numbers of prose count, and what they are worth."""

from fractions import Fraction

import pytest

from convdoc.spec.words import number, numerals


def found(text):
    return [text[start:stop] for _, start, stop in numerals(text, 0, len(text))]


@pytest.mark.parametrize(("text", "numbers"), [
    ("有 3 行", ["3"]), ("高 2.5", ["2.5"]), ("3,000 个", ["3,000"]), ("第 1.4 节", ["1.4"]),
    ("四个窗口", ["四"]), ("两重循环", ["两"]), ("三十步", ["三十"]), ("第二行", ["二"]), ("全是零", ["零"]),
    ("再加一", ["一"]), ("少一时", ["一"]), ("多一", ["一"]), ("多一个", []), ("多少一样", []), ("步幅为**一**", ["一"]), ("步幅为一时", ["一"]), ("第一行第二个", ["一", "二"]), ("只有一格", ["一"]), ("一行两列", ["一", "两"]),
    ("高 ３", ["３"]), ("④ 个", ["④"]), ("½ of it", ["½"]), ("n²", ["²"]), ("贰行", ["贰"]), ("&#51;", ["51"]),
    ("得 -3", ["-3"]), ("旋转 −180 度", ["−180"]), ("黑变白得负一", ["负一"]), ("得正二", ["正二"]), ("修正一处", []),
    ("涨了 5%", ["5%"]), ("共 3万 个", ["3万"]), ("三万个", ["三万"]), ("十分之一", ["十分之一"]), ("百分之三十", ["百分之三十"]), ("三千万次", ["三千万"]),
    ("高和宽减半", ["半"]), ("翻倍", ["翻倍"]), ("只剩一个", ["一"]), ("一边多一行", ["一"]), ("输出**一**行", ["一"]), ("输出一\n行", ["一"]),
    ("1e-3", ["1e-3"]), ("3-2", ["3", "2"]), ("𝟑 行", ["𝟑"]), ("٣", ["٣"]), ("㉑", ["㉑"]), ("叄行", ["叄"]),
    ("thirteen rows", ["thirteen"]), ("a three-row kernel", ["three"]), ("two million", ["two", "million"]),
    ("six rows", ["six"]), ("Two commands", ["Two"]), ("the stride is one", ["one"]), ("the first row", ["first"]), ("one row", ["one"]),
    ("one pixel", ["one"]), ("One **zero** more", ["One", "zero"]), ("one-dimensional", ["one"]), ("one\nchannel", ["one"]), ("the one weight", ["one"]), ("it must be one", ["one"]), ("white gives one", ["one"]), ("a stride of one", ["one"]), ("a column of ones", ["ones"]),
    ("its first pixel", ["first"]), ("the second-largest", ["second"]), ("three-dimensional", ["three"]), ("a two-class problem", ["two"]), ("four-to-one", ["four"]),
    ("a quarter of it", ["quarter"]), ("half the rows", ["half"]), ("the size is halved", ["halved"]), ("twice", ["twice"]), ("Doubled", ["Doubled"]), ("a double loop", ["double"]),
    ("triples it", ["triples"]), ("twofold, tenfold", ["twofold", "tenfold"]), ("the eleventh, the twelfth", ["eleventh", "twelfth"]), ("two thirds", ["two", "thirds"]),
    ("a couple of rows", ["couple"]), ("hundreds of them", ["hundreds"]), ("multiplied by zero", ["zero"]), ("zero or more", ["zero"]), ("from zero to nine", ["zero", "nine"]),
    ("gives minus one", ["minus one"]), ("Negative two", ["Negative two"]), ("minus 3", ["minus 3"]), ("得负 3", ["负 3"]), ("得负3", ["负3"]), ("减一", ["一"]),
])
def test_what_states_a_quantity_is_found(text, numbers):
    assert found(text) == numbers


@pytest.mark.parametrize("text", [
    "一个窗口", "同一个数", "每一行", "这一步", "一样大", "进一步", "统一", "二维的数组", "两者相同", "两侧", "四周", "从零开始", "一共",
    "陆续", "收拾", "半精度", "大半", "十分清楚", "no one", "one of them", "two-dimensional", "at first", "someone", "tone", "often", "at once",
    "no one knows", "this one", "one of them", "the one that fits", "the one before it", "different from one another", "the right one", "one and all", "the wrong ones", "flip it first, then", "it first flips", "the first to stop", "once it stops",
    "half a turn", "half-precision", "start from zero", "zeros", "minus the size", "negative numbers", "manifold",
])
def test_what_only_holds_a_number_word_is_left_alone(text):
    assert found(text) == []


@pytest.mark.parametrize(("idiom", "changed", "number"), [
    ("二维", "三维", "三"), ("两者", "三者", "三"), ("两个方向", "三个方向", "三"), ("从零开始", "从一开始", "一"), ("补零", "补一", "一"),
    ("四周", "五周", "五"), ("十分重要", "九分重要", "九"), ("半圈", "两圈", "两"),
    ("two-dimensional", "three-dimensional", "three"), ("half a turn", "a quarter turn", "quarter"), ("from zero", "from five", "five"), ("half-precision", "quarter-precision", "quarter"),
])
def test_an_idiom_with_another_number_is_none(idiom, changed, number):
    """So what an idiom says cannot be changed without being noticed."""
    assert found(idiom) == []
    assert found(changed) == [number]


def test_a_note_behind_a_number_word_makes_it_count():
    assert found("一<!-- = n -->个") == ["一"]
    assert found("one<!-- = n --> of them")[:1] == ["one"]


def test_a_name_with_digits_is_no_number():
    assert [(kind, "int8 S012 U+2212 2d"[start:stop]) for kind, start, stop in numerals("int8 S012 U+2212 2d", 0, 19)] == [
        ("name", "int8"), ("name", "S012"), ("name", "U+2212"), ("name", "2d")]


@pytest.mark.parametrize(("text", "value"), [
    ("3", 3), ("2.5", Fraction(5, 2)), ("3,000", 3000), ("两", 2), ("十", 10), ("十二", 12), ("三十", 30), ("三百零五", 305), ("两千", 2000),
    ("二〇二六", 2026), ("twelve", 12), ("Two", 2), ("second", 2), ("-3", -3), ("−2", -2), ("负一", -1), ("正二", 2), ("5%", Fraction(1, 20)), ("3万", 30000), ("三万二千", 32000), ("一亿", 10 ** 8),
    ("三千万", 3 * 10 ** 7), ("十分之一", Fraction(1, 10)), ("百分之三十", Fraction(3, 10)), ("减半"[1], Fraction(1, 2)), ("翻倍", 2), ("1e-3", Fraction(1, 1000)),
    ("minus one", -1), ("Negative Two", -2), ("minus 3", -3), ("负 3", -3), ("负3", -3), ("quarter", Fraction(1, 4)), ("halved", Fraction(1, 2)), ("thirds", Fraction(1, 3)),
    ("doubled", 2), ("triples", 3), ("quadruple", 4), ("twofold", 2), ("tenfold", 10), ("eleventh", 11), ("twelfth", 12), ("twentieth", 20), ("couple", 2), ("hundreds", 100), ("ones", 1),
    ("thirteen", 13), ("half", Fraction(1, 2)), ("½", Fraction(1, 2)), ("３", 3), ("④", 4), ("贰", 2),
])
def test_a_number_is_worth(text, value):
    assert number(text) == value
