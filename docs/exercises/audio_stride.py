"""What a stride of two does to sampled sound."""

import numpy as np

from convdoc import Conv2D, corr2d

RATE = 1000                         # samples per second


def truths():
    sound = np.random.default_rng(0).integers(-9, 10, (1, 40))
    K = np.array([[1, 2, 1]])
    strided = corr2d(sound, K, stride=(1, 2))
    halves_the_rate = np.array_equal(strided, corr2d(sound, K)[:, ::2])
    raises_the_pitch = pitch(tone(100)[:, ::2], RATE / 2) != 100
    folds = pitch(corr2d(tone(400), np.array([[1]]), stride=(1, 2)), RATE / 2) == RATE / 2 - 400
    removing = np.array([[1, -2 * np.cos(2 * np.pi * 400 / RATE), 1]])
    removed = np.allclose(corr2d(tone(400), removing, stride=(1, 2)), 0)
    skips = any(skipped_between_windows(n) for n in range(3, 50))
    return [halves_the_rate, raises_the_pitch, folds and removed, skips]


def skipped_between_windows(n):
    """Whether a sample that no window reads is followed by one that a window reads."""
    layer = Conv2D((1, 3), stride=(1, 2), bias=False)
    layer.weight = np.ones((1, 3))
    read = layer.backward(np.ones_like(layer(np.zeros((1, n)))))[0] > 0
    return (np.diff(np.flatnonzero(read)) > 1).any()


def tone(frequency):
    return np.sin(2 * np.pi * frequency * np.arange(RATE) / RATE + 0.3)[None]


def pitch(sound, rate):
    """The frequency, in hertz, that is strongest in a sound."""
    return np.argmax(np.abs(np.fft.rfft(sound[0]))) * rate / sound.shape[1]
