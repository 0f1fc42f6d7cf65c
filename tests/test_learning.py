"""Fitting a kernel: the losses of the page, the gradient, the bound on the learning rate."""
import warnings

import numpy as np
import pytest

from convdoc import corr2d, edge_image, fit_kernel

X = edge_image()
Y = corr2d(X, [[1, -1]])


def test_ten_steps_from_zero_learn_the_edge_detector():
    kernel, losses = fit_kernel(X, Y, (1, 2))
    remaining = 1 - (1 - 0.03 * 2 * 6) ** 10  # 6 is the eigenvalue of AᵀA along (1, -1)
    np.testing.assert_allclose(kernel, [[remaining, -remaining]], rtol=1e-12)
    assert [f"{value:.5f}" for value in kernel[0]] == ["0.98847", "-0.98847"]
    assert [f"{loss:.3f}" for loss in losses[1::2]] == ["4.915", "0.825", "0.138", "0.023", "0.004"]


def test_the_loss_is_the_one_before_the_step():
    losses = fit_kernel(X, Y, (1, 2), steps=3).losses
    np.testing.assert_allclose(losses, [12, 12 * 0.4096, 12 * 0.4096**2], rtol=1e-12)


def test_one_step_moves_against_the_exact_gradient():
    # The loss is quadratic in each weight, so half of L(K + e) - L(K - e) is its derivative, exactly.
    rng = np.random.default_rng(3)
    image, kernel = rng.integers(-4, 5, (6, 7)), rng.integers(-4, 5, (2, 3))
    wanted = rng.integers(-4, 5, (5, 5))

    def loss(K):
        return ((corr2d(image, K) - wanted) ** 2).sum()

    gradient = np.zeros((2, 3))
    for at in np.ndindex(2, 3):
        e = np.zeros((2, 3), int)
        e[at] = 1
        gradient[at] = (loss(kernel + e) - loss(kernel - e)) / 2
    fit = fit_kernel(image, wanted, (2, 3), lr=0.5, steps=1, start=kernel)
    np.testing.assert_array_equal(fit.kernel, kernel - 0.5 * gradient)
    np.testing.assert_array_equal(fit.losses, [loss(kernel)])


def test_along_the_stiff_direction_the_error_alternates():
    kernel = fit_kernel(X, Y, (1, 2), steps=1, start=[[2, 0]]).kernel  # [1, -1] plus an error of (1, 1)
    np.testing.assert_allclose(kernel, [[1 - 0.8, -1 - 0.8]], rtol=1e-12)


def test_a_learning_rate_at_the_bound_never_settles_and_above_it_diverges():
    at_bound = fit_kernel(X, np.zeros((6, 7)), (1, 2), lr=1 / 30, steps=40, start=[[1, 1]])
    np.testing.assert_allclose(at_bound.losses, 60, rtol=1e-9)
    above = fit_kernel(X, np.zeros((6, 7)), (1, 2), lr=0.034, steps=40, start=[[1, 1]])
    assert (np.diff(above.losses) > 0).all()


def test_divergence_shows_in_the_losses_without_warnings():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        losses = fit_kernel(X, Y, (1, 2), lr=1e9, steps=60, start=[[1, 1]]).losses
    assert np.isfinite(losses[0]) and not np.isfinite(losses[-1])


def test_start_is_not_modified_and_the_kernel_is_float64():
    start = np.array([[1, 1]], np.float32)
    kernel = fit_kernel(X.astype(np.float32), Y.astype(np.float32), (1, 2), steps=1, start=start).kernel
    np.testing.assert_array_equal(start, [[1, 1]])
    assert not np.shares_memory(kernel, start) and kernel.dtype == np.float64


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"Y": Y.T}, ValueError, "Y must have the shape of the output, (6, 7), got (7, 6)"),
        ({"X": X[0]}, ValueError, "X must have 2 dimensions (height, width), got shape (8,)"),
        ({"X": X * 1j}, TypeError, "X must hold real numbers, got dtype complex128"),
        ({"kernel_size": (1, 9)}, ValueError, "kernel (1, 9) does not fit in padded input (6, 8): width 9 > 8"),
        ({"kernel_size": (1, 2.0)}, TypeError, "kernel_size must be made of integers, got 2.0"),
        ({"start": [[1], [1]]}, ValueError, "start must have the kernel's shape (1, 2), got (2, 1)"),
        ({"lr": 0}, ValueError, "lr must be positive and finite, got 0"),
        ({"lr": -0.1}, ValueError, "lr must be positive and finite, got -0.1"),
        ({"lr": float("inf")}, ValueError, "lr must be positive and finite, got inf"),
        ({"lr": float("nan")}, ValueError, "lr must be positive and finite, got nan"),
        ({"lr": "0.1"}, TypeError, "lr must be a real number, got '0.1'"),
        ({"steps": 0}, ValueError, "steps must be at least 1, got 0"),
        ({"steps": 2.5}, TypeError, "steps must be made of integers, got 2.5"),
    ],
)
def test_arguments_that_make_no_fit_are_errors(arguments, error, message):
    with pytest.raises(error) as caught:
        fit_kernel(**({"X": X, "Y": Y, "kernel_size": (1, 2)} | arguments))
    assert str(caught.value) == message
