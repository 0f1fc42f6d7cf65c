"""What a larger stride does to what the outputs tell of the inputs."""

import numpy as np

from convdoc import Conv2D, corr2d, receptive_field

K = np.array([[1, 2, 1], [0, 3, 0], [1, 0, 1]])


def truths():
    X = np.random.default_rng(0).integers(-9, 10, (9, 9))
    shared = [len({0, 1, 2} & {s, s + 1, s + 2}) for s in (1, 2)]
    sees_more = receptive_field([3, 3], strides=[2, 1]) > receptive_field([3, 3])
    fewer_weights = Conv2D(3, stride=2).weight.size < Conv2D(3).weight.size
    shifted = corr2d(np.roll(X, 1, axis=1), K, stride=2)
    shifts_along = np.array_equal(shifted[:, 1:], corr2d(X, K, stride=2)[:, :-1])
    matrix = np.stack([corr2d(pixel.reshape(9, 9), K, stride=2).ravel() for pixel in np.eye(81, dtype=int)], axis=1)
    loses_nothing = np.linalg.matrix_rank(matrix) == X.size
    return [shared[1] < shared[0], sees_more, fewer_weights, shifts_along, loses_nothing]
