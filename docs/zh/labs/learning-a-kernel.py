# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# <!-- setup: docs/setup.py -->
#
# <!-- setup
# PROJECT = tomllib.loads((HERE.parent / "pyproject.toml").read_text(encoding="utf-8"))["project"]
# INSTALLS = [f'pip install -e ".[{extra}]"' for extra in PROJECT["optional-dependencies"]]
# -->
#
# # 实验：从数据学习卷积核 { #learning-a-kernel }
#
# [图像卷积](../chapters/image-convolution.md)一章里的边缘检测器是人想出来的。在这个实验里，我们把它藏起来，只留下输入和输出，让梯度下降把它找回来，并且看清楚误差沿着哪条路消失，又在什么时候不肯消失。
#
# **要做什么**：用梯度下降学出卷积核，画出损失曲线和误差走过的路；推出学习率的上限，再故意越过它；最后依次换成严格的卷积、加上偏置、给数据掺进噪声，看看结论还剩多少。
#
# **会学到什么**：同一个学习率为什么在不同的方向上快慢不同；上限从哪里来；从零开始训练又为什么会把这个上限藏起来。
#
# **需要什么**：NumPy，以及特征值的概念。文字里的每个公式、每个数都由代码核对；网站每次构建都会把整个实验重新运行一遍，只要有一处不成立，构建就停下来。
#
# 想自己动手，可以[下载 notebook](learning-a-kernel.ipynb)。它用到的 `convdoc` 不在 PyPI 上：先克隆本项目的仓库，再在仓库目录里运行 `pip install -e ".[site]"`<!-- in INSTALLS -->。

# %% [markdown]
# ## 数据：给定输入和输出 { #data }
#
# 输入 $X$<!-- = edge_image() --> 是一幅 $6\times 8$<!-- shape = X.shape --> 的黑白图像，中间有一条黑带；输出 $Y$<!-- = corr2d(X, K) --> 由 $1\times 2$<!-- shape = K.shape --> 的卷积核与它作互相关得到，卷积核的权重是 $(1,-1)$<!-- = K[0] -->。

# %%
from fractions import Fraction

import numpy as np

from convdoc import Conv2D, convolve2d, corr2d, edge_image, edge_kernel, fit_kernel

X = edge_image()
K = edge_kernel("vertical")
Y = corr2d(X, K)
print("输入的每行", X[0])
print("输出的每行", Y[0])

assert (X == X[0]).all() and (Y == Y[0]).all()

# %% [markdown]
# 从这里起，假装不知道 $K$<!-- = edge_kernel("vertical") -->，手里只有 $X$<!-- = edge_image() --> 和 $Y$<!-- = corr2d(X, K) -->。

# %% [markdown]
# ## 梯度下降 { #ten-steps }
#
# 对一个候选的卷积核 $W$<!-- = W -->，把输出的误差平方加起来作为损失，再沿着负梯度走一小步，得到新的卷积核：
#
# <!-- for X, W in pairs for Y_hat in [corr2d(X, W)] for Y in [ints(*Y_hat.shape)] for eta in (1 / 8, 1 / 32) for fit in [fit_kernel(X, Y, W.shape, lr=eta, steps=1, start=W)] for L in fit.losses for W_prime in [fit.kernel] for dL_dW in [gradient(X, W, Y)] for star in [corr2d] for i, j in [tuple(map(range, Y.shape))] -->
# $$
# \hat Y=X\star W,\qquad L=\sum_{i,j}(\hat Y_{i,j}-Y_{i,j})^2,\qquad W'=W-\eta\,\frac{\partial L}{\partial W}.
# $$
#
# `fit_kernel` 做的就是这件事。学习率 $\eta$<!-- = eta --> 取 $0.03$<!-- = eta -->，从权重平面的原点出发，走 $10$<!-- = len(zero.losses) --> 步。
#
# <!-- setup
# from itertools import pairwise
#
#
# def decimal(typed):
#     """The decimal that a reader sees, not the binary number next to it."""
#     return Fraction(str(typed))
# -->

# %%
lr = 0.03
origin = np.zeros((1, 2))
zero = fit_kernel(X, Y, (1, 2), lr=lr, steps=10, start=origin)
for step in range(1, 10, 2):
    print(f"走完 {step} 步，损失 {zero.losses[step]:.3f}")
print("卷积核", zero.kernel.round(4))

# %% [markdown]
# <!-- setup
# eta = decimal(lr)
# -->
#
# 起初的损失是 $12$<!-- = zero.losses[0] -->，以后每走一步就乘以 $0.4096$<!-- = after / before for before, after in pairwise(descent(origin, eta, 10)) -->，分毫不差。走完 $10$<!-- = len(zero.losses) --> 步得到 `[0.9885, -0.9885]`<!-- = zero.kernel[0].round(4).tolist() -->，离 $(1,-1)$<!-- = K[0] --> 已经很近。
#
# 一般的训练从随机的卷积核开始。用 `Conv2D` 的初始值再来一次，多走几步，把损失曲线画在一起。

# %%
start = Conv2D((1, 2), bias=False, rng=3).weight
from_zero = fit_kernel(X, Y, (1, 2), lr=lr, steps=25, start=origin)
from_random = fit_kernel(X, Y, (1, 2), lr=lr, steps=25, start=start)
print("随机的起点", start.round(3))

# %% fold="画图的代码"
from convdoc.site.plots import AMBER, BLUE, GREEN, LINE, MUTED, RED
from convdoc.site.plots import axes, number, power, show, vector


def last_factor(fit):
    return number(fit.losses[-1] / fit.losses[-2])


fig, ax = axes("走过的步数", "损失（对数刻度）")
ax.semilogy(from_random.losses, "o-", color=AMBER, markersize=4)
ax.semilogy(from_zero.losses, "s-", color=BLUE, markersize=3.5)
ax.text(15.4, 4e-2, "随机的起点", color=AMBER)
ax.text(9.6, 3e-5, "原点", color=BLUE, ha="right")
ax.set(xticks=range(0, 25, 4), ylim=(1e-9, 1e2), yticks=[1e-8, 1e-6, 1e-4, 1e-2, 1])
ax.yaxis.set_major_formatter(power)
ax.minorticks_off()
show(fig, "loss", "损失曲线",
     f"对数刻度下，损失曲线最后都成直线。从原点出发，每步乘以 {last_factor(from_zero)}；"
     f"从随机的起点出发，最后每步乘以 {last_factor(from_random)}，慢得多。")

# %% [markdown]
# 这些曲线最后都是直线，也就是每步乘以同一个数，但斜率不同：随机的起点从约 $28.474$<!-- ≈ from_random.losses[0] --> 开始，走 $10$<!-- = len(zero.losses) --> 步降到约 $0.161$<!-- ≈ from_random.losses[len(zero.losses)] -->，往后每步只乘以约 $0.64$<!-- ≈ from_random.losses[-1] / from_random.losses[-2] -->。同样的数据、同样的学习率，为什么换个起点就慢了？

# %% [markdown]
# ## 误差走过的路 { #path }
#
# 把 $X$<!-- = edge_image() --> 的每个 $1\times 2$<!-- shape = K.shape --> 窗口写成一行，得到 $42\times 2$<!-- shape = A.shape --> 的矩阵 $A$<!-- = A -->；互相关就成了矩阵乘法 $Aw$<!-- = corr2d(X, [w]).ravel() for w in weights -->，$w$<!-- = w for w in weights --> 是卷积核的权重。记误差 $e=w-(1,-1)$<!-- for w in weights for e in [w - K[0]] -->，损失和一步梯度下降都只由 $A^\top A$<!-- = gram --> 决定：
#
# <!-- for w in weights for e in [column(w - target)] for L in [[[loss(X, [w], Y)]]] for I in [np.eye(2, dtype=int)] for e_prime in [column(one_step(w, eta) - target)] -->
# $$
# L=e^\top A^\top A\,e,\qquad e'=(I-2\eta A^\top A)\,e,\qquad A^\top A=\begin{bmatrix}18&12\\12&18\end{bmatrix}.
# $$
#
# <!-- setup
# target = np.array([1, -1])
# weights = [np.array(w) for w in [(2, -5), (0, 0), (3, 1), (-4, 7)]]
#
#
# def column(w):
#     return w.reshape(-1, 1)
#
#
# def one_step(w, eta):
#     """A step along the gradient that `gradient` measures, in fractions."""
#     return w - eta * gradient(X, np.array([w]), Y)[0]
#
#
# def descent(start, eta, steps):
#     """The losses of gradient descent, in fractions."""
#     w, losses = np.array([Fraction(x) for x in np.ravel(start)]), []
#     for _ in range(steps):
#         error = A @ w - y
#         losses.append(error @ error)
#         w = w - 2 * eta * A.T @ error
#     return losses
#
#
# def ratio(after, before):
#     """How many times as long a vector has become; another direction is an error."""
#     [times] = {Fraction(a) / Fraction(b) for a, b in zip(after.tolist(), before.tolist())}
#     return times
#
#
# def eigenvalue(v):
#     return ratio(A.T @ A @ v, v)
#
#
# def factor(v, eta):
#     """What a step multiplies an error along v with."""
#     return ratio(one_step(target + v, eta) - target, v)
# -->

# %%
A = np.column_stack([X[:, :-1].ravel(), X[:, 1:].ravel()]).astype(int)
y = Y.ravel().astype(int)
gram = A.T @ A
steep, flat = np.array([1, 1]), np.array([1, -1])
print(gram)
print("乘以", steep, "得", gram @ steep, "，乘以", flat, "得", gram @ flat)

large, small = int((gram @ steep)[0]), int((gram @ flat)[0])
assert (gram @ steep == large * steep).all() and (gram @ flat == small * flat).all()

# %% [markdown]
# 特征向量是 $(1,1)$<!-- = steep --> 和 $(1,-1)$<!-- = flat -->，特征值分别是 $30$<!-- = eigenvalue(steep) --> 和 $6$<!-- = eigenvalue(flat) -->。所以每走一步，误差沿 $(1,1)$<!-- = steep --> 的分量乘以 $1-2\eta\times 30=-0.8$<!-- = factor(steep, eta) -->，沿 $(1,-1)$<!-- = flat --> 的分量乘以 $1-2\eta\times 6=0.64$<!-- = factor(flat, eta) -->，互不相干。把走过的路画在权重平面上：

# %%
def path(start, steps):
    """梯度下降依次经过的卷积核，每行一个。"""
    kernels = [np.ravel(start)]
    for _ in range(steps):
        kernels.append(kernels[-1] - lr * 2 * A.T @ (A @ kernels[-1] - y))
    return np.array(kernels)


def factors(lr):
    """走一步，误差沿 steep 和沿 flat 各乘以多少。"""
    return 1 - 2 * lr * large, 1 - 2 * lr * small


zero_path, random_path = path(origin, 12), path(start, 12)
fitted = fit_kernel(X, Y, (1, 2), lr=lr, steps=12, start=start)
assert np.allclose(random_path[-1], fitted.kernel[0])

# %% fold="画图的代码"
e_1, e_2 = np.meshgrid(np.linspace(-2, 1.5, 71), np.linspace(-1.4, 2.2, 73))
height = gram[0, 0] * e_1 ** 2 + 2 * gram[0, 1] * e_1 * e_2 + gram[1, 1] * e_2 ** 2
target, (steep_factor, flat_factor) = K[0], map(number, factors(lr))

fig, ax = axes("左边的权重", "右边的权重", height=400)
ax.contour(e_1 + target[0], e_2 + target[1], height, levels=[1, 5, 15, 30], colors=LINE, linewidths=1)
for direction in (steep, flat):
    ax.axline(target, target + direction, color=MUTED, linewidth=1, linestyle=(0, (4, 3)))
ax.plot(*random_path.T, "o-", color=AMBER, markersize=4, linewidth=1.4)
ax.plot(*zero_path.T, "s-", color=BLUE, markersize=3.5, linewidth=1.4)
ax.plot(*target, "*", color=GREEN, markersize=12)
ax.text(1.16, -1.06, f"目标 {vector(target)}", color=GREEN)
ax.text(0.06, 0.07, "原点", color=BLUE)
ax.text(-0.6, -0.62, "随机", color=AMBER, ha="center")
ax.text(2.46, 0.64, f"沿 {vector(steep)} ×({steep_factor})", color=MUTED, ha="right")
ax.text(-0.86, 1.02, f"沿 {vector(flat)} ×{flat_factor}", color=MUTED)
ax.set(xlim=(-1, 2.5), ylim=(-2.3, 1.2), aspect="equal", xticks=[-1, 0, 1, 2], yticks=[-2, -1, 0, 1])
show(fig, "path", "误差在权重平面上走过的路",
     f"损失的等高线是椭圆，长轴沿 {vector(flat)}，短轴沿 {vector(steep)}，中心在目标 {vector(target)}。"
     f"原点在长轴上，从它出发笔直走向中心；从随机的起点出发，每步都越过长轴，来回折返。"
     f"误差沿 {vector(steep)} 每步乘以 {steep_factor}，沿 {vector(flat)} 每步乘以 {flat_factor}。")

# %% [markdown]
# 原点的误差是 $(-1,1)$<!-- = zero_path[0] - K[0] -->，恰好落在 $(1,-1)$<!-- = flat --> 这条线上，于是笔直走向目标，损失每步乘以 $0.64^2=0.4096$<!-- = factor(flat, eta) ** 2 -->。随机的起点还带着 $(1,1)$<!-- = steep --> 方向的误差，因子 $-0.8$<!-- = factor(steep, eta) --> 是负的，每一步都越过谷底，左右摆动。这一部分损失每步乘以 $(-0.8)\times(-0.8)=0.64$<!-- = traced(factor(steep, eta)) * traced(factor(steep, eta)) -->，消失得慢，最后只剩下它。前后出现的 $0.64$<!-- = x for x in (factor(flat, eta), factor(steep, eta) ** 2) --> 意思不同：先是误差的因子，后是损失的因子。

# %% [markdown]
# ## 学习率的上限 { #learning-rate }
#
# <!-- setup
# # Where the claims change, 1/36 and 1/30, and close beside them.
# rates = [Fraction(n, 3600) for n in (*range(-60, 181, 30), 99, 100, 101, 119, 121)]
# fastest = min(rates, key=lambda eta: max(abs(factor(v, eta)) for v in (steep, flat)))
# -->
#
# 每个因子的绝对值都小于 $1$<!-- = abs(factor(steep, limit)) -->，误差才会消失。较大的特征值 $30$<!-- = max(map(eigenvalue, (steep, flat))) --> 先碰到边界：$|1-60\eta|<1$<!-- = abs(factor(steep, eta)) < 1 for eta in rates -->，即 $0<\eta<1/30$<!-- = max(abs(factor(v, eta)) for v in (steep, flat)) < 1 for eta in rates -->。收敛最快的学习率让这些因子一样大，$1-12\eta=60\eta-1$<!-- = factor(flat, eta) == -factor(steep, eta) for eta in rates -->，得 $\eta=1/36$<!-- = eta == fastest for eta in rates -->。

# %%
limit, best = Fraction(1, large), Fraction(1, large + small)
for rate in (best, limit):
    for direction, times in zip((steep, flat), factors(rate)):
        print(f"学习率 {rate}，沿 {direction} 的误差乘以 {times}")

# %% fold="画图的代码"
fig, ax = axes("学习率", "每步误差剩下的倍数（绝对值）", height=230, right=20)
bends = np.array([0, 1 / (2 * large), 1 / (2 * small)])       # 折线在这里转弯
for line, colour in zip(factors(bends), (AMBER, BLUE)):
    ax.plot(bends, abs(line), color=colour)
ax.axhline(1, color=MUTED, linewidth=1, linestyle=(0, (4, 3)))
left = {rate: max(map(abs, factors(rate))) for rate in (best, limit)}
for (rate, most), colour in zip(left.items(), (GREEN, RED)):
    ax.plot([rate, rate], [0, most], color=MUTED, linewidth=1)
    ax.plot(rate, most, "o", color=colour)
ax.text(0.0274, 0.05, best, ha="right")
ax.text(0.0338, 0.05, limit)
ax.text(0.0095, 0.22, f"沿 {vector(steep)}", color=AMBER, ha="right")
ax.text(0.0165, 0.84, f"沿 {vector(flat)}", color=BLUE)
ax.set(xlim=(0, 0.04), ylim=(0, 1.4), xticks=[0, 0.01, 0.02, 0.03, 0.04], yticks=[0, 0.5, 1])
show(fig, "factors", "学习率与误差的因子",
     f"沿 {vector(steep)} 的折线在学习率 {limit} 处升到 {left[limit]}，再往右误差就会增大；"
     f"它与另一条折线在 {best} 处相交，那里误差消失得最快，每步剩下 {left[best]}。")

# %% [markdown]
# 恰好取 $1/30$<!-- = limit --> 时，沿 $(1,1)$<!-- = steep --> 的因子是 $-1$<!-- = factor(steep, limit) -->，误差只变号、不变小；取 $0.034$<!-- = decimal(beyond) --> 时是 $-1.04$<!-- = factor(steep, decimal(beyond)) -->，误差越来越大。从 $(1,1)$<!-- = corner[0] --> 出发试一试，这个起点在每个方向上都有误差。

# %%
beyond, corner = 0.034, [[1, 1]]
losses = {}
for rate in (best, lr, limit, beyond):
    fit = fit_kernel(X, Y, (1, 2), lr=float(rate), steps=101, start=corner)
    losses[rate] = fit.losses
    shown = [f"{step} 步 {fit.losses[step]:.3f}" for step in (0, 20, 100)]
    print(f"学习率 {rate!s:>5}，", " → ".join(shown))

# %% [markdown]
# 起初的损失 $72$<!-- = curve[0] for curve in losses.values() --> 里，有 $60$<!-- = part @ gram @ part for part in [(corner[0] - K[0]) @ steep / 2 * steep] --> 来自 $(1,1)$<!-- = steep --> 方向。学习率取 $1/30$<!-- = limit -->，它就永远留在那里；取 $0.034$<!-- = decimal(beyond) -->，走 $100$<!-- = len(losses[beyond]) - 1 --> 步以后损失涨到了约 $153045$<!-- ≈ losses[beyond][-1] -->。先前用的 $0.03$<!-- = eta --> 是上限的 $0.9$<!-- = eta / limit --> 倍，再大一点就要出事。

# %% [markdown]
# ## 从零开始的陷阱 { #zero-start }
#
# 那么，学习率取 $0.1$<!-- = decimal(reckless) -->，已经是上限的 $3$<!-- = decimal(reckless) / limit --> 倍，结果会怎样？

# %%
reckless = 0.1
safe = fit_kernel(X, Y, (1, 2), lr=reckless, steps=10, start=origin)
wild = fit_kernel(X, Y, (1, 2), lr=reckless, steps=10, start=start)
print("原点：    ", " → ".join(f"{loss:.1e}" for loss in safe.losses[::3]))
print("随机的起点：", " → ".join(f"{loss:.1e}" for loss in wild.losses[::3]))

# %% [markdown]
# 从原点出发，收敛得比原来还快；从随机的起点出发，却再也收不住。沿 $(1,1)$<!-- = steep --> 的因子是 $-5$<!-- = factor(steep, decimal(reckless)) -->，可原点在这个方向上没有误差，无从放大；它只看得见沿 $(1,-1)$<!-- = flat --> 的 $-0.2$<!-- = factor(flat, decimal(reckless)) -->，学习率要到 $1/6$<!-- = rate for rate in [Fraction(1, small)] if factor(flat, rate) == -1 --> 才会露馅。只从零开始试过的学习率，等于没有试过。

# %% [markdown]
# ## 不走一步：最小二乘 { #least-squares }
#
# 损失是二次函数，谷底可以直接解出来：$A^\top A\,w=A^\top y$<!-- = (w == K[0]).all() for w in [K[0].astype(int), *weights] -->。这里全是整数，用不着近似。

# %%
b = A.T @ y
determinant = gram[0, 0] * gram[1, 1] - gram[0, 1] * gram[1, 0]
adjugate = np.array([[gram[1, 1], -gram[0, 1]], [-gram[1, 0], gram[0, 0]]])
print(adjugate @ b, "除以", determinant)

white = np.ones_like(A)
print("秩", np.linalg.matrix_rank(A), "；全白的图像，秩", np.linalg.matrix_rank(white))

# %% [markdown]
# $(180,-180)$<!-- = adjugate @ b --> 除以行列式 $180$<!-- = determinant -->，正好是 $(1,-1)$<!-- = K[0] -->。解之所以唯一，是因为 $A$<!-- = A --> 的秩为 $2$<!-- = np.linalg.matrix_rank(A) -->：图像里既有亮度不变的窗口，又有亮度变化的窗口。换成一幅全白的图像，秩只有 $1$<!-- = np.linalg.matrix_rank(white) -->，权重之和相同的卷积核都给出同样的输出，数据再多也分不出来。

# %% [markdown]
# ## 换成严格的卷积 { #true-convolution }
#
# 深度学习里的「卷积层」作的是互相关。如果让这一层真的作卷积，也就是先把卷积核翻转再滑动，会学到什么？

# %%
W = np.zeros((1, 2))
for _ in range(10):
    E = convolve2d(X, W) - Y
    W -= lr * 2 * corr2d(X, E)[::-1, ::-1]
print("互相关学到", zero.kernel.round(4), " 卷积学到", W.round(4))

assert (convolve2d(X, W) == corr2d(X, zero.kernel)).all()

# %% [markdown]
# 学到的卷积核恰好翻转过来，`(W == np.flip(zero.kernel)).all()`，趋向 $(-1,1)$<!-- = np.flip(K)[0] -->；输出逐个元素相等，损失也就一模一样。所以在训练出来的网络里，叫互相关还是叫卷积，输出没有任何差别，差别只在权重的存放顺序。

# %% [markdown]
# ## 加上偏置 { #bias }
#
# 到现在为止都没有偏置。加上它，相当于在 $A$<!-- = A --> 的右边补上元素全是 $1$<!-- = x for x in extended[:, -1] --> 的列，再看新的 $A^\top A$<!-- = gram_bias for A in [extended] --> 有多大的特征值。

# %%
extended = np.column_stack([A, np.ones(len(A), int)])
gram_bias = extended.T @ extended
largest = np.linalg.eigvalsh(gram_bias)[-1]
print(gram_bias)
print(f"最大的特征值 {largest:.2f}，学习率的上限 {1 / largest:.4f}")


def train(lr, steps):
    """从 corner 开始训练带偏置的层，返回每一步之前的损失和这一层。"""
    layer, losses = Conv2D((1, 2)), []
    layer.weight, layer.bias = np.array(corner, float), np.zeros(())
    for _ in range(steps):
        E = layer(X) - Y
        losses.append((E ** 2).sum())
        layer.backward(2 * E)
        layer.weight = layer.weight - lr * layer.grad["weight"]
        layer.bias = layer.bias - lr * layer.grad["bias"]
    return losses, layer


cautious = 0.015
diverged, _ = train(lr, 21)
calm, layer = train(cautious, 400)
print(f"学习率 {lr}，{len(diverged) - 1} 步后损失 {diverged[-1]:.1e}")
print(f"学习率 {cautious}，{len(calm)} 步后", layer.weight.round(4),
      f"偏置 {abs(layer.bias):.4f}")

# %% [markdown]
# 最大的特征值从 $30$<!-- = eigenvalue(steep) --> 涨到约 $62.15$<!-- ≈ largest -->，上限随之降到约 $0.0161$<!-- ≈ 1 / largest -->。$0.03$<!-- = eta --> 现在太大了：沿最大的特征值那个方向，误差每步乘以约 $-2.73$<!-- ≈ 1 - 2 * lr * largest -->，走 $20$<!-- = len(diverged) - 1 --> 步以后损失已经超过 $10^{19}$<!-- = 10 ** int(np.log10(diverged[-1])) -->。把学习率降到 $0.015$<!-- = decimal(cautious) -->，走 $400$<!-- = len(calm) --> 步，卷积核回到 $(1,-1)$<!-- = layer.weight[0].round(4) -->，偏置回到 $0$<!-- = abs(layer.bias).round(4) -->。多一个参数，不只是多学一个数，它会改变整个问题的曲率。

# %% [markdown]
# ## 数据里有噪声 { #noise }
#
# 给 $Y$<!-- = corr2d(X, K) --> 的每个元素加上标准差 $0.1$<!-- = decimal(sigma) --> 的噪声。这时没有哪个卷积核能让误差全部消失，梯度下降停在最小二乘解上。噪声传到权重里，沿每个特征向量的方差是噪声的方差除以特征值：沿 $(1,-1)$<!-- = flat --> 是 $0.1^2/6$<!-- = spread(flat) -->，沿 $(1,1)$<!-- = steep --> 是 $0.1^2/30$<!-- = spread(steep) -->。重复 $300$<!-- = len(learned) --> 次，看看学到的卷积核怎样散布。
#
# <!-- setup
# def spread(v):
#     """The variance of the learned weights along v: each element of the noise adds its part."""
#     along = [Fraction(int(part), int(determinant)) for part in A @ adjugate @ v]
#     return decimal(sigma) ** 2 * sum(part ** 2 for part in along) / int(v @ v)
# -->

# %%
sigma = 0.1
noise = sigma * np.random.default_rng(7).standard_normal((300, len(A)))
learned = (y + noise) @ A @ adjugate / determinant    # 每行一个最小二乘解
once = fit_kernel(X, Y + noise[0].reshape(Y.shape), (1, 2), lr=lr, steps=100)
print("头一次学到", once.kernel.round(4), f"损失停在 {min(once.losses):.3f}")

deviation = sigma / np.sqrt([small, large])
measured = ((learned - K[0]) @ np.array([flat, steep]).T / np.sqrt(2)).std(axis=0)
print("标准差：算出", deviation.round(4), "量出", measured.round(4))

assert np.allclose(once.kernel[0], learned[0])

# %% fold="画图的代码"
drawn, times = learned[:150], 2
fig, ax = axes("左边的权重", "右边的权重", height=340, left=56)
turn = np.linspace(0, 2 * np.pi, 49)
ring = np.column_stack([np.cos(turn), np.sin(turn)]) * deviation @ [flat, steep] / np.sqrt(2)
ax.plot(*drawn.T, "o", color=BLUE, markersize=2.6, markeredgewidth=0)
ax.plot(*(target + times * ring).T, color=AMBER)
ax.plot(*target, "*", color=GREEN, markersize=12)
ax.set(aspect="equal", xlim=(0.88, 1.12), ylim=(-1.1, -0.9), xticks=[0.9, 1, 1.1], yticks=[-1.1, -1, -0.9])
show(fig, "noise", "噪声下学到的卷积核",
     f"每个点是一次带噪声的学习结果，画出前 {len(drawn)} 个，围着 {vector(target)} 散成一个椭圆，长轴沿 {vector(flat)}。"
     f"曲线离中心 {times} 倍标准差。")

# %% [markdown]
# 头一次学到的卷积核离 $(1,-1)$<!-- = K[0] --> 有一点距离，损失停在约 $0.291$<!-- ≈ min(once.losses) -->，再也降不下去。沿 $(1,-1)$<!-- = flat --> 的标准差约 $0.0408$<!-- ≈ deviation[0] -->，沿 $(1,1)$<!-- = steep --> 只有约 $0.0183$<!-- ≈ deviation[1] -->。还是那些特征值：特征值小的方向，梯度下降走得慢，数据也说得少，噪声最容易从那里混进来。

# %% [markdown]
# ## 小结 { #summary }
#
# - 平方损失下，误差沿 $A^\top A$<!-- = gram --> 的每个特征向量各走各的；最大的特征值定学习率的上限，最小的特征值定收敛的快慢。
# - 起点没有误差的方向，训练永远看不见；检验学习率要从随机的起点出发。
# - 互相关与卷积学到互为翻转的卷积核，输出相同。
# - 多一个偏置会改变曲率，学习率要重新算；有噪声时，学不准的正是收敛慢的方向。
#
# 接着可以试：把 `edge_image()` 换成你自己的图像，先算出 $A^\top A$<!-- = gram --> 的特征值，预言学习率的上限，再用 `fit_kernel` 验证。
