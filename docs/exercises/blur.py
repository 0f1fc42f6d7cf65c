"""A kernel that blurs, and changes nothing else."""

import numpy as np

from convdoc import corr2d
from convdoc.site.live.grading import differs, wrong

FEEDBACK = {
    "brightness": ("`blur_kernel({k})` 改变了亮度：处处是 {level} 的图像变成了 {got}。", "`blur_kernel({k})` changes the brightness: an image that is {level} everywhere becomes {got}."),
    "negative": ("`blur_kernel({k})` 在位置 {place} 是 {got}：平均的权重不能是负的。", "`blur_kernel({k})` is {got} at {place}: weights of a mean are not negative."),
    "shifted": ("`blur_kernel({k})` 把图像移动了：权重的重心在 {got}，应当在中心 {expected}。", "`blur_kernel({k})` moves the image: its weights have their centre at {got} instead of {expected}."),
    "sharp": ("`blur_kernel({k})` 只看一个像素，图像没有变模糊。", "`blur_kernel({k})` looks at a single pixel, and nothing is blurred."),
    "lopsided": ("`blur_kernel({k})` 的权重不对称：左右颠倒、上下颠倒、转置以后应当不变。", "`blur_kernel({k})` is not symmetric: it should stay the same when it is flipped either way, and when it is transposed."),
}
LEVEL = 8


def check(blur_kernel):
    for k in (3, 5, 1, 7):
        K = blur_kernel(k)
        if (problem := differs(K, np.zeros((k, k)), f" `blur_kernel({k})` ", f"`blur_kernel({k})`")) and problem[0] != "value":
            return problem
        if found := judged(np.asarray(K, float), k):
            return found
    return None


def judged(K, k):
    level = corr2d(np.full((k, k), LEVEL), K).item()
    if not np.isclose(level, LEVEL):
        return wrong("brightness", k=k, level=LEVEL, got=level)
    if (K < 0).any():
        place = tuple(np.argwhere(K < 0)[0].tolist())
        return wrong("negative", k=k, place=list(place), got=K[place])
    centre = [float((K.sum(axis=1 - axis) * np.arange(k)).sum()) for axis in (0, 1)]
    if not np.allclose(centre, (k - 1) / 2):
        return wrong("shifted", k=k, got=centre, expected=[(k - 1) / 2] * 2)
    if k > 1 and np.isclose(K.max(), 1):
        return wrong("sharp", k=k)
    if not all(np.allclose(K, other) for other in (K[::-1], K[:, ::-1], K.T)):
        return wrong("lopsided", k=k)
    return None
