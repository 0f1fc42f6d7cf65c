"""A kernel of any odd size that blurs: it keeps what is constant, does not shift, and smooths noise."""

import numpy as np

from convdoc.site.live.grading import as_numbers, differs, wrong

FEEDBACK = {
    "sum": ("`blur_kernel({k})`：像素全是 {pixel} 的图像，输出是 {got}，亮度变了。", "`blur_kernel({k})` turns an image with all pixels {pixel} into {got}: the brightness has changed."),
    "negative": ("`blur_kernel({k})` 在位置 {place} 的权重是 {got}；模糊是取平均，权重不能是负数。", "At {place}, the weight of `blur_kernel({k})` is {got}; blurring takes an average, and no weight may be negative."),
    "lopsided": ("`blur_kernel({k})` 在位置 {place} 的权重是 {got}，在镜像的位置 {mirror} 却是 {other}：翻转以后卷积核就变了。", "The weight of `blur_kernel({k})` is {got} at {place} and {other} at its mirror image {mirror}: the kernel changes when it is flipped."),
    "sharp": ("`blur_kernel({k})` 留下了太多噪声：噪声的标准差乘以了 {got}，应当不超过 {most}。", "`blur_kernel({k})` leaves too much noise: its standard deviation is multiplied by {got}; that should be at most {most}."),
}
MOST = 0.5


def check(blur_kernel):
    for k in (3, 5, 1, 7, 9):
        if found := judged(blur_kernel(k), k):
            return found
    return None


def judged(answer, k):
    K = as_numbers(answer)
    if K is None or K.shape != (k, k):
        return differs(answer, np.zeros((k, k)), f" `blur_kernel({k})` ", f"`blur_kernel({k})`")
    if len(places := np.argwhere(~(K >= 0))):
        i, j = places[0].tolist()
        return wrong("negative", k=k, place=[i, j], got=K[i, j])
    if not np.isclose(K.sum(), 1, rtol=1e-6):
        return wrong("sum", k=k, pixel=10, got=10 * K.sum())
    for mirrored, mirror in ((K[::-1], lambda i, j: [k - 1 - i, j]), (K[:, ::-1], lambda i, j: [i, k - 1 - j])):
        if len(places := np.argwhere(~np.isclose(K, mirrored, rtol=1e-6, atol=1e-9))):
            i, j = places[0].tolist()
            return wrong("lopsided", k=k, place=[i, j], got=K[i, j], mirror=mirror(i, j), other=mirrored[i, j])
    kept = np.sqrt((K ** 2).sum())
    if k > 1 and kept > MOST * (1 + 1e-6):
        return wrong("sharp", k=k, got=kept, most=MOST)
    return None
