"""Output sizes and receptive fields, against counting."""
import numpy as np
import pytest

from convdoc import corr2d, output_size, receptive_field


def test_the_output_is_smaller_by_the_kernel_less_one():
    assert output_size((3, 3), (2, 2)) == (2, 2)
    assert output_size((6, 8), (1, 2)) == (6, 7)


def test_every_window_that_fits_is_counted():
    for n in range(1, 8):
        for k in range(1, n + 4):
            for before in range(3):
                for after in range(3):
                    for s in range(1, 4):
                        starts = [i for i in range(n + before + after) if i % s == 0 and i + k <= n + before + after]
                        if starts:
                            down = output_size((n, 5), (k, 2), padding=((before, after), (0, 1)), stride=(s, 2))
                            across = output_size((5, n), (2, k), padding=((0, 1), (before, after)), stride=(2, s))
                            assert down == (len(starts), 3) and across == (3, len(starts))


def test_axes_padding_and_stride_are_not_mixed_up():
    # Each of eight classic wrong formulas gives another shape here.
    n_h, n_w, k_h, k_w, p_h, p_w, s_h, s_w = 6, 8, 2, 3, 1, 0, 3, 2
    P_h, P_w = 2 * p_h, 2 * p_w
    assert output_size((n_h, n_w), (k_h, k_w), padding=(p_h, p_w), stride=(s_h, s_w)) == (3, 3)
    wrong = {
        "P_h in the width": ((n_h - k_h + P_h + s_h) // s_h, (n_w - k_w + P_h + s_w) // s_w),
        "per side for total": ((n_h - k_h + p_h + s_h) // s_h, (n_w - k_w + p_w + s_w) // s_w),
        "ceil for floor": (-(-(n_h - k_h + P_h + s_h) // s_h), -(-(n_w - k_w + P_w + s_w) // s_w)),
        "+1 inside": ((n_h - k_h + 1 + P_h) // s_h, (n_w - k_w + 1 + P_w) // s_w),
        "brackets lost": (n_h - k_h + P_h + s_h // s_h, n_w - k_w + P_w + s_w // s_w),
        "+1 forgotten": ((n_h - k_h + P_h) // s_h, (n_w - k_w + P_w) // s_w),
        "s_h in the width": ((n_h - k_h + P_h + s_h) // s_h, (n_w - k_w + P_w + s_h) // s_h),
        "kernel turned on its side": ((n_h - k_w + P_h + s_h) // s_h, (n_w - k_h + P_w + s_w) // s_w),
    }
    assert list(wrong.values()) == [(3, 4), (2, 3), (3, 4), (2, 3), (7, 6), (2, 2), (3, 2), (2, 4)]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"kernel_size": 3, "padding": (0, 1)}, "kernel (3, 3) does not fit in padded input (2, 4): height 3 > 2"),
        ({"kernel_size": (2, 5), "padding": 1}, "kernel (2, 5) does not fit in padded input (4, 4): width 5 > 4"),
        ({"kernel_size": (3, 4)}, "kernel (3, 4) does not fit in padded input (2, 2): height 3 > 2, width 4 > 2"),
        ({"kernel_size": 0}, "kernel_size must be at least 1, got 0"),
        ({"kernel_size": 1, "stride": 0}, "stride must be at least 1, got 0"),
        ({"kernel_size": 1, "padding": -1}, "padding must not be negative, got -1"),
        (
            {"kernel_size": 1, "input_size": (1, 6, 8)},
            "input_size must be one value or a pair (height, width), got (1, 6, 8)",
        ),
    ],
)
def test_sizes_that_make_no_layer_are_errors(arguments, message):
    with pytest.raises(ValueError) as caught:
        output_size(**({"input_size": 2} | arguments))
    assert str(caught.value) == message


def test_sizes_must_be_integers():
    with pytest.raises(TypeError, match="input_size must be made of integers, got 8.0"):
        output_size(8.0, 3)


def test_two_two_by_two_layers_see_three_by_three():
    assert receptive_field([2, 2]) == (3, 3)
    assert receptive_field([]) == (1, 1)


def test_a_stride_spreads_the_windows_of_the_layers_behind_it():
    height = 1 + (2 - 1) + (3 - 1) * 3 + (3 - 1) * 3 * 2
    width = 1 + (5 - 1) + (1 - 1) * 2 + (2 - 1) * 2 * 1
    assert (height, width) == (20, 7)
    assert receptive_field([(2, 5), (3, 1), (3, 2)], strides=[(3, 2), (2, 1), (7, 7)]) == (height, width)


def test_the_receptive_field_is_where_a_disturbed_input_is_noticed():
    kernel_sizes, strides = [(2, 3), (3, 2)], [(2, 1), (1, 3)]

    def first_output(X):
        for size, stride in zip(kernel_sizes, strides):
            X = corr2d(X, np.ones(size, int), stride=stride)
        return X[0, 0]

    noticed = np.zeros((9, 10), bool)
    for at in np.ndindex(noticed.shape):
        X = np.zeros(noticed.shape, int)
        X[at] = 1
        noticed[at] = first_output(X) != 0
    rows, columns = np.nonzero(noticed)
    assert receptive_field(kernel_sizes, strides) == (rows.max() + 1, columns.max() + 1) == (6, 4)


@pytest.mark.parametrize(
    ("kernel_sizes", "strides", "error", "message"),
    [
        ([2, 2], [1], ValueError, "every layer needs one stride: 2 kernel sizes, 1 strides"),
        ([2, 0], None, ValueError, "kernel_sizes must be at least 1, got 0"),
        ([2], [0], ValueError, "strides must be at least 1, got 0"),
        ([2.0], None, TypeError, "kernel_sizes must be made of integers, got 2.0"),
        (2, None, TypeError, "kernel_sizes must be a sequence, one entry per layer, got 2"),
        ([2], 1, TypeError, "strides must be a sequence, one entry per layer, got 1"),
    ],
)
def test_layers_that_make_no_stack_are_errors(kernel_sizes, strides, error, message):
    with pytest.raises(error) as caught:
        receptive_field(kernel_sizes, strides)
    assert str(caught.value) == message
