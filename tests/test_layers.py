"""Conv2D: its parameters, its output, and its gradient against central differences."""
import copy
import inspect

import numpy as np
import pytest

from convdoc import Conv2D, corr2d, edge_image

X = np.arange(9).reshape(3, 3)
CASES = [
    {"padding": 0, "stride": 1},
    {"padding": (2, 1), "stride": (1, 3)},
    {"padding": ((0, 2), (3, 1)), "stride": (3, 2)},
    {"padding": ((1, 0), (0, 0)), "stride": (4, 5)},
]


def integer_layer(rng, **options):
    """Return a layer of kernel (2, 3) with small integers as parameters: its arithmetic is exact."""
    layer = Conv2D((2, 3), **options)
    layer.weight, layer.bias = rng.integers(-5, 6, (2, 3)).astype(float), np.array(rng.integers(-5, 6), float)
    return layer


def test_forward_is_corr2d_plus_the_bias():
    layer = Conv2D((2, 2))
    layer.weight, layer.bias = np.arange(4).reshape(2, 2), 1
    np.testing.assert_array_equal(layer(X), [[19 + 1, 25 + 1], [37 + 1, 43 + 1]])


def test_padding_and_stride_reach_corr2d():
    layer = Conv2D((2, 3), padding=(1, 0), stride=(3, 2), bias=False)
    layer.weight = np.arange(6).reshape(2, 3)
    np.testing.assert_array_equal(layer(edge_image()), [[7, 0, 5], [8, 0, 7], [1, 0, 2]])
    assert Conv2D((5, 3), padding=(2, 1))(np.ones((8, 8))).shape == (8, 8)


def test_the_weight_is_drawn_from_a_symmetric_interval_and_the_bias_is_zero():
    layer = Conv2D((20, 30), rng=0)
    assert layer.weight.shape == (20, 30) and layer.weight.dtype == layer.bias.dtype == np.float64
    assert abs(layer.weight).max() <= 1 / 600**0.5 and layer.bias == 0
    assert layer.weight.min() < -0.9 / 600**0.5 and layer.weight.max() > 0.9 / 600**0.5


def test_a_seed_or_a_generator_fixes_the_weight():
    np.testing.assert_array_equal(Conv2D(3, rng=7).weight, Conv2D(3, rng=np.random.default_rng(7)).weight)
    assert (Conv2D(3).weight != Conv2D(3).weight).any()


def test_parameters_come_by_name_weight_first():
    layer = Conv2D((2, 3))
    assert list(layer.parameters()) == ["weight", "bias"]
    assert layer.parameters()["weight"] is layer.weight and layer.parameters()["bias"] is layer.bias
    assert sum(p.size for p in layer.parameters().values()) == 2 * 3 + 1
    assert list(Conv2D((2, 3), bias=False).parameters()) == ["weight"]


def test_parameters_can_be_trained_in_place():
    layer = Conv2D((1, 2), rng=0)
    before = layer(X)
    for parameter in layer.parameters().values():
        parameter -= 1.0
    np.testing.assert_allclose(layer(X), before - X[:, :-1] - X[:, 1:] - 1, atol=1e-12)


def test_without_a_bias_nothing_is_added_and_no_gradient_left():
    layer = Conv2D((2, 2), bias=False)
    np.testing.assert_array_equal(layer(X), corr2d(X, layer.weight))
    layer.backward(np.ones((2, 2)))
    assert layer.bias is None and list(layer.grad) == ["weight"]


def test_the_gradient_of_the_toy_example():
    layer = Conv2D((2, 2))
    layer.weight = np.arange(4.0).reshape(2, 2)
    layer.forward(X)
    dX = layer.backward(np.ones((2, 2)))
    np.testing.assert_array_equal(dX, [[0, 0 + 1, 1], [0 + 2, 0 + 1 + 2 + 3, 1 + 3], [2, 2 + 3, 3]])
    dK = [[0 + 1 + 3 + 4, 1 + 2 + 4 + 5], [3 + 4 + 6 + 7, 4 + 5 + 7 + 8]]
    np.testing.assert_array_equal(layer.grad["weight"], dK)
    np.testing.assert_array_equal(layer.grad["bias"], 4)


@pytest.mark.parametrize("options", CASES)
def test_the_gradient_equals_central_differences_exactly(options):
    # The squared error is quadratic in each number, so half of L(+1) - L(-1) is its derivative, exactly.
    rng = np.random.default_rng(5)
    layer, image = integer_layer(rng, **options), rng.integers(-5, 6, (5, 7)).astype(float)
    target = rng.integers(-5, 6, layer(image).shape)

    def loss():
        return ((layer(image) - target) ** 2).sum()

    dX = layer.backward(2 * (layer(image) - target))
    gradients = layer.grad | {"image": dX}
    for name, numbers in (layer.parameters() | {"image": image}).items():
        numeric = np.zeros(numbers.shape)
        for at in np.ndindex(numbers.shape):
            numbers[at] += 1
            above = loss()
            numbers[at] -= 2
            below = loss()
            numbers[at] += 1
            numeric[at] = (above - below) / 2
        np.testing.assert_array_equal(gradients[name], numeric)
        assert np.any(numeric)


@pytest.mark.parametrize("options", CASES)
def test_the_kernels_gradient_is_the_sum_over_its_windows(options):
    rng = np.random.default_rng(6)
    layer, image = integer_layer(rng, **options), rng.integers(-5, 6, (5, 7))
    dY = rng.integers(-5, 6, layer(image).shape)
    layer.backward(dY)
    s_h, s_w = np.broadcast_to(layer.stride, 2)
    padded = np.pad(image, layer.padding)
    expected = [
        [sum(dY[i, j] * padded[i * s_h + a, j * s_w + b] for i, j in np.ndindex(dY.shape)) for b in range(3)]
        for a in range(2)
    ]
    np.testing.assert_array_equal(layer.grad["weight"], expected)
    np.testing.assert_array_equal(layer.grad["bias"], dY.sum())


def test_backward_sees_the_input_of_the_last_forward_even_if_it_changed_since():
    layer, image = Conv2D((2, 2)), X.astype(float)
    layer(image)
    image[:] = 0
    layer.backward(np.ones((2, 2)))
    np.testing.assert_array_equal(layer.grad["weight"], [[8, 12], [20, 24]])


def test_results_share_no_memory_with_the_layer_or_its_input():
    layer, image = Conv2D((1, 1), bias=False), np.ones((2, 3))
    layer.weight = np.ones((1, 1))
    Y = layer(image)
    dX = layer.backward(Y)
    for result in (Y, dX):
        for own in (image, layer.X, layer.weight):
            assert not np.shares_memory(result, own)


def test_backward_before_forward_is_an_error():
    with pytest.raises(RuntimeError, match=r"backward needs a forward pass first: call forward\(X\)"):
        Conv2D(2).backward(np.ones((2, 2)))


@pytest.mark.parametrize(
    ("dY", "error", "message"),
    [
        (np.ones((2, 1)), ValueError, "dY must have the shape of the output, (1, 2), got (2, 1)"),
        (np.ones(2), ValueError, "dY must have 2 dimensions (height, width), got shape (2,)"),
        (np.ones((1, 2)) * 1j, TypeError, "dY must hold real numbers, got dtype complex128"),
    ],
)
def test_a_gradient_of_the_wrong_kind_is_an_error(dY, error, message):
    layer = Conv2D(2, stride=(2, 1))
    layer(X)
    with pytest.raises(error) as caught:
        layer.backward(dY)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"kernel_size": 0}, ValueError, "kernel_size must be at least 1, got 0"),
        ({"kernel_size": (2,)}, ValueError, "kernel_size must be one value or a pair (height, width), got (2,)"),
        ({"stride": 0}, ValueError, "stride must be at least 1, got 0"),
        ({"padding": -1}, ValueError, "padding must not be negative, got -1"),
        ({"padding": "same"}, TypeError, "padding must be made of integers, got 'same'"),
        ({"bias": 1.0}, TypeError, "bias must be True or False, got 1.0; set the attribute for a value"),
    ],
)
def test_options_are_checked_when_the_layer_is_made(arguments, error, message):
    with pytest.raises(error) as caught:
        Conv2D(**({"kernel_size": 2} | arguments))
    assert str(caught.value) == message


def test_forward_checks_its_input():
    layer = Conv2D((4, 2), padding=(0, 1))
    with pytest.raises(ValueError) as caught:
        layer(X)
    assert str(caught.value) == "kernel (4, 2) does not fit in padded input (3, 5): height 4 > 3"
    with pytest.raises(TypeError, match="X must hold real numbers, got dtype complex128"):
        layer(X * 1j)


def test_a_forward_pass_that_failed_leaves_no_trace():
    layer = Conv2D((2, 2))
    layer(X)
    with pytest.raises(ValueError):
        layer(np.ones((1, 5)))
    assert layer.backward(np.ones((2, 2))).shape == (3, 3)


def test_the_layer_shows_its_options_and_can_be_copied():
    assert list(inspect.signature(Conv2D).parameters) == ["kernel_size", "padding", "stride", "bias", "rng"]
    assert (Conv2D.__name__, Conv2D.__module__) == ("Conv2D", "convdoc.layers")
    layer = Conv2D(2, rng=0)
    np.testing.assert_array_equal(copy.deepcopy(layer)(X), layer(X))
