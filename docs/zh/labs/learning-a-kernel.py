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
# # 实验：从数据学习卷积核 { #learning-a-kernel }
#
# [图像卷积](../chapters/image-convolution.md)一章里的边缘检测器是人想出来的。在这个实验里，我们把它藏起来，只留下输入和输出，让梯度下降把它找回来，并且看清楚误差沿着哪条路消失，又在什么时候不肯消失。
#
# **要做什么**：用梯度下降学出卷积核，画出损失曲线和误差走过的路；推出学习率的上限，再故意越过它；最后依次换成严格的卷积、加上偏置、给数据掺进噪声，看看结论还剩多少。
#
# **会学到什么**：同一个学习率为什么在两个方向上快慢不同；上限从哪里来；从零开始训练又为什么会把这个上限藏起来。
#
# **需要什么**：NumPy，以及特征值的概念。每格代码末尾的 `assert` 核对旁边文字里的数；网站每次构建都会把整个实验重新运行一遍，只要有一处不成立，构建就停下来。
#
# 想自己动手，可以[下载 notebook](learning-a-kernel.ipynb)。它用到的 `convdoc` 不在 PyPI 上：先克隆本项目的仓库，再在仓库目录里运行 `pip install -e ".[site]"`。

# %% [markdown]
# ## 数据：一个输入，一个输出 { #data }
#
# 输入 $X$ 是一幅 $6\times 8$ 的黑白图像，中间有一条黑带；输出 $Y$ 由卷积核 $[1, -1]$ 与它作互相关得到。

# %%
from fractions import Fraction

import numpy as np

from convdoc import Conv2D, convolve2d, corr2d, edge_image, edge_kernel, fit_kernel
from convdoc.site.plots import AMBER, BLUE, GREEN, LINE, MUTED, RED, axes, show

X = edge_image()
K = edge_kernel("vertical")
Y = corr2d(X, K)
print(X[0], "每行都一样")
print(Y[0], "每行都一样")

assert X.shape == (6, 8) and X.tolist() == [[1, 1, 0, 0, 0, 0, 1, 1]] * 6
assert K.tolist() == [[1, -1]]
assert Y.tolist() == [[0, 1, 0, 0, 0, -1, 0]] * 6

# %% [markdown]
# 从这里起，假装不知道 $K$，手里只有 $X$ 和 $Y$。

# %% [markdown]
# ## 十步梯度下降 { #ten-steps }
#
# 对一个候选的卷积核 $W$，把误差的平方加起来作为损失，再沿着负梯度走一小步：
#
# $$L(W)=\sum_{i,j}\bigl((X\star W)_{i,j}-Y_{i,j}\bigr)^2,\qquad W\leftarrow W-\eta\,\nabla L(W).$$
#
# `fit_kernel` 做的就是这件事。学习率 $\eta$ 取 $0.03$，从全零的卷积核出发，走 $10$ 步。

# %%
zero = fit_kernel(X, Y, (1, 2), lr=0.03, steps=10)
for step in range(1, 10, 2):
    print(f"走完 {step} 步，损失 {zero.losses[step]:.3f}")
print("卷积核", zero.kernel.round(4))

assert len(zero.losses) == 10 and zero.losses[0] == 12
assert [f"{loss:.3f}" for loss in zero.losses[1::2]] == [
    "4.915", "0.825", "0.138", "0.023", "0.004"]
assert {f"{ratio:.4f}" for ratio in zero.losses[1:] / zero.losses[:-1]} == {"0.4096"}
assert [f"{weight:.4f}" for weight in zero.kernel[0]] == ["0.9885", "-0.9885"]

# %% [markdown]
# 起初的损失是 $12$，以后每走一步就乘以 $0.4096$，分毫不差。走完 $10$ 步得到 $[0.9885, -0.9885]$，离 $[1, -1]$ 已经很近。
#
# 一般的训练从随机的卷积核开始。用 `Conv2D` 的初始值再来一次，多走几步，把两条损失曲线画在一起。

# %%
start = Conv2D((1, 2), bias=False, rng=3).weight
from_zero = fit_kernel(X, Y, (1, 2), lr=0.03, steps=25)
from_random = fit_kernel(X, Y, (1, 2), lr=0.03, steps=25, start=start)
print("随机的起点", start.round(3))

slope = from_random.losses[-1] / from_random.losses[-2]
assert f"{slope:.4f}" == "0.6400"
assert [f"{from_random.losses[t]:.3f}" for t in (0, 10)] == ["28.474", "0.161"]

# %% fold="画图的代码"
fig, ax = axes("走过的步数", "损失（对数刻度）")
ax.semilogy(from_random.losses, "o-", color=AMBER, markersize=4)
ax.semilogy(from_zero.losses, "s-", color=BLUE, markersize=3.5)
ax.text(15.4, 4e-2, "随机的起点", color=AMBER)
ax.text(9.6, 3e-5, "全零的起点", color=BLUE, ha="right")
ax.set(xticks=range(0, 25, 4), ylim=(1e-9, 1e2))
ax.set_yticks([1e-8, 1e-6, 1e-4, 1e-2, 1], ["10⁻⁸", "10⁻⁶", "10⁻⁴", "10⁻²", "1"])
ax.minorticks_off()
show(fig, "loss", "损失曲线",
     "对数刻度下，两条损失曲线最后都成直线。"
     "全零的起点每步乘以 0.4096，随机的起点最后每步乘以 0.64，慢得多。")

# %% [markdown]
# 两条曲线最后都是直线，也就是每步乘以同一个数，但斜率不同：随机的起点从 $28.474$ 开始，走 $10$ 步降到 $0.161$，往后每步只乘以 $0.64$。同样的数据、同样的学习率，为什么换个起点就慢了？

# %% [markdown]
# ## 误差走过的路 { #path }
#
# 把 $X$ 的每个 $1\times 2$ 窗口写成一行，得到 $42\times 2$ 的矩阵 $A$；互相关就成了矩阵乘法 $Aw$。记误差 $e=w-[1,-1]$，损失和一步梯度下降都只由 $A^\top A$ 决定：
#
# $$L=e^\top A^\top A\,e,\qquad e\leftarrow(I-2\eta A^\top A)\,e,\qquad A^\top A=\begin{bmatrix}18&12\\12&18\end{bmatrix}.$$

# %%
A = np.column_stack([X[:, :-1].ravel(), X[:, 1:].ravel()]).astype(int)
y = Y.ravel().astype(int)
gram = A.T @ A
print(gram)

assert A.shape == (42, 2) and (A @ [1, -1] == y).all()
assert gram.tolist() == [[18, 12], [12, 18]]
assert (gram @ [1, 1]).tolist() == [30, 30]
assert (gram @ [1, -1]).tolist() == [6, -6]

eta = Fraction("0.03")
assert 1 - 2 * eta * 30 == Fraction("-0.8")
assert 1 - 2 * eta * 6 == Fraction("0.64")
assert Fraction("0.64") ** 2 == Fraction("0.4096")
assert Fraction("-0.8") ** 2 == Fraction("0.64")

# %% [markdown]
# 特征向量是 $(1,1)$ 和 $(1,-1)$，特征值分别是 $30$ 和 $6$。所以每走一步，误差沿 $(1,1)$ 的分量乘以 $1-2\eta\times 30=-0.8$，沿 $(1,-1)$ 的分量乘以 $1-2\eta\times 6=0.64$，互不相干。把两条路画在权重平面上：

# %%
def path(start, lr, steps):
    """梯度下降依次经过的卷积核，一行一个。"""
    kernels = [np.ravel(start)]
    for _ in range(steps):
        kernels.append(kernels[-1] - lr * 2 * A.T @ (A @ kernels[-1] - y))
    return np.array(kernels)


zero_path, random_path = path([0, 0], 0.03, 12), path(start, 0.03, 12)
error = random_path - [1, -1]
along, across = error @ [1, 1] / 2, error @ [1, -1] / 2

assert {f"{ratio:.4f}" for ratio in along[1:] / along[:-1]} == {"-0.8000"}
assert {f"{ratio:.4f}" for ratio in across[1:] / across[:-1]} == {"0.6400"}
assert (zero_path[0] - [1, -1]).tolist() == [-1, 1]
assert (zero_path @ [1, 1] == 0).all()
fitted = fit_kernel(X, Y, (1, 2), lr=0.03, steps=12, start=start)
assert np.allclose(random_path[-1], fitted.kernel[0], rtol=1e-12)

# %% fold="画图的代码"
e_1, e_2 = np.meshgrid(np.linspace(-2, 1.5, 71), np.linspace(-1.4, 2.2, 73))
loss = gram[0, 0] * e_1 ** 2 + 2 * gram[0, 1] * e_1 * e_2 + gram[1, 1] * e_2 ** 2

fig, ax = axes("第一个权重", "第二个权重", height=400)
ax.contour(e_1 + 1, e_2 - 1, loss, levels=[1, 5, 15, 30], colors=LINE, linewidths=1)
for slope in (1, -1):
    ax.axline((1, -1), slope=slope, color=MUTED, linewidth=1, linestyle=(0, (4, 3)))
ax.plot(*random_path.T, "o-", color=AMBER, markersize=4, linewidth=1.4)
ax.plot(*zero_path.T, "s-", color=BLUE, markersize=3.5, linewidth=1.4)
ax.plot(1, -1, "*", color=GREEN, markersize=12)
ax.text(1.16, -1.06, "目标 (1, −1)", color=GREEN)
ax.text(0.06, 0.07, "全零", color=BLUE)
ax.text(-0.64, -0.62, "随机", color=AMBER)
ax.text(2.46, 0.64, "沿 (1, 1) ×(−0.8)", color=MUTED, ha="right")
ax.text(-0.86, 1.02, "沿 (1, −1) ×0.64", color=MUTED)
ax.set(xlim=(-1, 2.5), ylim=(-2.3, 1.2), aspect="equal")
ax.set_xticks([-1, 0, 1, 2], ["−1", "0", "1", "2"])
ax.set_yticks([-2, -1, 0, 1], ["−2", "−1", "0", "1"])
show(fig, "path", "误差在权重平面上走过的路",
     "损失的等高线是椭圆，长轴沿 (1, −1)，短轴沿 (1, 1)，中心在目标 (1, −1)。"
     "全零的起点在长轴上，笔直走向中心；随机的起点每步越过长轴一次，来回折返。"
     "误差沿 (1, 1) 每步乘以 −0.8，沿 (1, −1) 每步乘以 0.64。")

# %% [markdown]
# 全零的起点误差是 $[-1, 1]$，恰好落在 $(1,-1)$ 这条线上，于是笔直走向目标，损失每步乘以 $0.64^2=0.4096$。随机的起点还带着 $(1,1)$ 方向的误差，因子 $-0.8$ 是负的，每一步都越过谷底，左右摆动。这一部分损失每步乘以 $(-0.8)^2=0.64$，消失得慢，最后只剩下它。两处的 $0.64$ 不是一回事：一处是误差的因子，一处是损失的因子。

# %% [markdown]
# ## 学习率的上限 { #learning-rate }
#
# 两个因子的绝对值都小于 1，误差才会消失。较大的特征值 $30$ 先碰到边界：$|1-60\eta|<1$，即 $0<\eta<1/30$。收敛最快的学习率让两个因子一样大，$1-12\eta=60\eta-1$，得 $\eta=1/36$。

# %%
def factors(lr):
    """走一步，误差沿 (1, −1) 和沿 (1, 1) 各乘以多少。"""
    return 1 - 12 * lr, 1 - 60 * lr


assert [2 * value for value in (6, 30)] == [12, 60]
assert factors(0) == (1, 1)
assert factors(Fraction(1, 30)) == (Fraction("0.6"), -1)
assert factors(Fraction(1, 36)) == (Fraction(2, 3), Fraction(-2, 3))
assert factors(Fraction("0.034"))[1] == Fraction("-1.04")

# %% fold="画图的代码"
fig, ax = axes("学习率", "每步误差剩下的倍数（绝对值）", height=230, right=20)
rates = np.array([0, 1 / 60, 1 / 12])                         # 两条折线的折点
for line, colour in zip(factors(rates), (BLUE, AMBER)):
    ax.plot(rates, abs(line), color=colour)
ax.axhline(1, color=MUTED, linewidth=1, linestyle=(0, (4, 3)))
for lr, height, colour in [(1 / 36, 2 / 3, GREEN), (1 / 30, 1, RED)]:
    ax.plot([lr, lr], [0, height], color=MUTED, linewidth=1)
    ax.plot(lr, height, "o", color=colour)
ax.text(0.0274, 0.05, "1/36", ha="right")
ax.text(0.0338, 0.05, "1/30")
ax.text(0.0095, 0.22, "沿 (1, 1)", color=AMBER, ha="right")
ax.text(0.0165, 0.84, "沿 (1, −1)", color=BLUE)
ax.set(xlim=(0, 0.04), ylim=(0, 1.4))
ax.set_xticks([0, 0.01, 0.02, 0.03, 0.04], ["0", "0.01", "0.02", "0.03", "0.04"])
ax.set_yticks([0, 0.5, 1], ["0", "0.5", "1"])
show(fig, "factors", "学习率与误差的因子",
     "沿 (1, 1) 的折线在学习率 1/30 处升到 1，再往右误差就会增大；"
     "两条线在 1/36 处相交，那里误差消失得最快，每步剩下三分之二。")

# %% [markdown]
# 恰好取 $1/30$ 时，沿 $(1,1)$ 的因子是 $-1$，误差只变号、不变小；取 $0.034$ 时是 $-1.04$，误差越来越大。从 $[1, 1]$ 出发试一试，这个起点在两个方向上都有误差。

# %%
for name in ("1/36", "0.03", "1/30", "0.034"):
    lr = float(Fraction(name))
    loss = fit_kernel(X, Y, (1, 2), lr=lr, steps=101, start=[[1, 1]]).losses
    print(f"{name:>5}：{loss[0]:.0f} → 20 步 {loss[20]:.3f} → 100 步 {loss[100]:.3f}")

at_bound = fit_kernel(X, Y, (1, 2), lr=1 / 30, steps=101, start=[[1, 1]]).losses
beyond = fit_kernel(X, Y, (1, 2), lr=0.034, steps=101, start=[[1, 1]]).losses
assert Fraction("0.03") / Fraction(1, 30) == Fraction("0.9")
assert at_bound[0] == 72 and f"{at_bound[100]:.6f}" == "60.000000"
assert f"{beyond[100]:.0f}" == "153045"

# %% [markdown]
# 起初的损失 $72$ 里，有 $60$ 来自 $(1,1)$ 方向。学习率取 $1/30$，它就永远留在那里；取 $0.034$，走 $100$ 步以后损失涨到了 $153045$。先前用的 $0.03$ 是上限的 $0.9$ 倍，只差一成就要出事。

# %% [markdown]
# ## 从零开始的陷阱 { #zero-start }
#
# 那么，学习率取 $0.1$，已经是上限的 $3$ 倍，结果会怎样？

# %%
safe = fit_kernel(X, Y, (1, 2), lr=0.1, steps=10)
wild = fit_kernel(X, Y, (1, 2), lr=0.1, steps=10, start=start)
print("全零的起点：", " → ".join(f"{loss:.1e}" for loss in safe.losses[::3]))
print("随机的起点：", " → ".join(f"{loss:.1e}" for loss in wild.losses[::3]))

assert Fraction("0.1") / Fraction(1, 30) == 3
assert factors(Fraction("0.1")) == (Fraction("-0.2"), -5)
assert [f"{run.losses[9]:.1e}" for run in (safe, wild)] == ["3.1e-12", "5.3e+13"]
assert factors(Fraction(1, 6))[0] == -1

# %% [markdown]
# 全零的起点收敛得比原来还快，随机的起点却一发不可收拾。沿 $(1,1)$ 的因子是 $-5$，可全零的起点在这个方向上没有误差，无从放大；它只看得见沿 $(1,-1)$ 的 $-0.2$，要到 $1/6$ 才会露馅。只从零开始试过的学习率，等于没有试过。

# %% [markdown]
# ## 不走一步：最小二乘 { #least-squares }
#
# 损失是二次函数，谷底可以直接解出来：$A^\top A\,w=A^\top y$。这里全是整数，用不着近似。

# %%
b = A.T @ y
determinant = gram[0, 0] * gram[1, 1] - gram[0, 1] * gram[1, 0]
adjugate = np.array([[gram[1, 1], -gram[0, 1]], [-gram[1, 0], gram[0, 0]]])
print(adjugate @ b, "除以", determinant)

assert b.tolist() == [6, -6] and determinant == 180
assert (adjugate @ b).tolist() == [180, -180]

flat = np.ones((42, 2), int)
assert np.linalg.matrix_rank(A) == 2 and np.linalg.matrix_rank(flat) == 1

# %% [markdown]
# $[180, -180]$ 除以行列式 $180$，正好是 $[1, -1]$。解之所以唯一，是因为 $A$ 的秩为 $2$：图像里既有亮度不变的窗口，又有亮度变化的窗口。换成一幅全白的图像，秩只有 $1$，任何两个权重之和为零的卷积核都同样好，数据再多也分不出来。

# %% [markdown]
# ## 换成严格的卷积 { #true-convolution }
#
# 深度学习里的「卷积层」作的是互相关。如果让这一层真的作卷积，也就是先把卷积核翻转再滑动，会学到什么？

# %%
W = np.zeros((1, 2))
for _ in range(10):
    E = convolve2d(X, W) - Y
    W -= 0.03 * 2 * corr2d(X, E)[::-1, ::-1]
print("互相关学到", zero.kernel.round(4), " 卷积学到", W.round(4))

assert np.array_equal(W, np.flip(zero.kernel))
assert np.array_equal(convolve2d(X, W), corr2d(X, zero.kernel))
assert np.array_equal(convolve2d(X, [[-1, 1]]), Y)

# %% [markdown]
# 学到的卷积核恰好翻转过来，趋向 $[-1, 1]$；两层的输出逐个元素相等，损失也就一模一样。所以在训练出来的网络里，叫互相关还是叫卷积，输出没有任何差别，差别只在权重的存放顺序。

# %% [markdown]
# ## 加上偏置 { #bias }
#
# 到现在为止都没有偏置。加上它，相当于给 $A$ 添一列 1，再看三个参数的 $A^\top A$ 有多大的特征值。

# %%
extended = np.column_stack([A, np.ones(42, int)])
gram_3 = extended.T @ extended
largest = np.linalg.eigvalsh(gram_3)[-1]
print(gram_3)
print(f"最大的特征值 {largest:.2f}，学习率的上限 1/{largest:.2f} = {1 / largest:.4f}")

assert gram_3.tolist() == [[18, 12, 18], [12, 18, 18], [18, 18, 42]]
assert f"{largest:.2f}" == f"{36 + 6 * 19 ** 0.5:.2f}" == "62.15"
assert f"{1 / largest:.4f}" == "0.0161"
assert f"{1 - 2 * 0.03 * largest:.2f}" == "-2.73"


def train(lr, steps):
    """从卷积核 [1, 1]、偏置 0 开始训练一层，返回每一步之前的损失和这一层。"""
    layer, losses = Conv2D((1, 2)), []
    layer.weight, layer.bias = np.ones((1, 2)), np.zeros(())
    for _ in range(steps):
        E = layer(X) - Y
        losses.append((E ** 2).sum())
        layer.backward(2 * E)
        layer.weight = layer.weight - lr * layer.grad["weight"]
        layer.bias = layer.bias - lr * layer.grad["bias"]
    return losses, layer


diverged, _ = train(0.03, 21)
_, layer = train(0.015, 400)
print(f"学习率 0.03，20 步后损失 {diverged[20]:.1e}")
print("学习率 0.015，400 步后", layer.weight.round(4), f"偏置 {abs(layer.bias):.4f}")

assert f"{diverged[20]:.1e}" == "1.3e+19"
assert [f"{weight:.4f}" for weight in layer.weight[0]] == ["1.0000", "-1.0000"]
assert f"{abs(layer.bias):.4f}" == "0.0000"

# %% [markdown]
# 最大的特征值从 $30$ 涨到 $36+6\sqrt{19}\approx 62.15$，上限随之降到 $0.0161$。$0.03$ 现在太大了：每步乘以 $-2.73$，走 $20$ 步以后损失已是 $1.3\times 10^{19}$。把学习率降到 $0.015$，走 $400$ 步，卷积核回到 $[1, -1]$，偏置回到 $0$。多一个参数，不只是多学一个数，它会改变整个问题的曲率。

# %% [markdown]
# ## 数据里有噪声 { #noise }
#
# 给 $Y$ 的每个元素加上标准差 $0.1$ 的噪声。这时没有哪个卷积核能让损失降到零，梯度下降停在最小二乘解上。噪声传到权重里，协方差是 $0.1^2\,(A^\top A)^{-1}$；重复 $300$ 次，看看学到的卷积核怎样散布。

# %%
noise = 0.1 * np.random.default_rng(7).standard_normal((300, 42))
learned = (y + noise) @ A @ adjugate / determinant    # 最小二乘解，一行一个
once = fit_kernel(X, Y + noise[0].reshape(Y.shape), (1, 2), lr=0.03, steps=100)
print("第一次学到", once.kernel.round(4), f"损失停在 {min(once.losses):.3f}")

deviation = 0.1 / np.sqrt([6, 30])
measured = ((learned - [1, -1]) @ [[1, 1], [-1, 1]] / np.sqrt(2)).std(axis=0)
print("两个方向的标准差：算出", deviation.round(4), "量出", measured.round(4))

assert len(learned) == 300 and np.allclose(once.kernel[0], learned[0], rtol=1e-9)
assert f"{min(once.losses):.3f}" == "0.291"
assert [f"{value:.4f}" for value in deviation] == ["0.0408", "0.0183"]
assert measured[0] > 2 * measured[1]

# %% fold="画图的代码"
fig, ax = axes("第一个权重", "第二个权重", height=340, left=56)
turn = np.linspace(0, 2 * np.pi, 49)
ring = np.column_stack([np.cos(turn), np.sin(turn)]) * deviation @ [[1, -1], [1, 1]] / np.sqrt(2)
ax.plot(*learned[:150].T, "o", color=BLUE, markersize=2.6, markeredgewidth=0)
ax.plot(*([1, -1] + 2 * ring).T, color=AMBER)
ax.plot(1, -1, "*", color=GREEN, markersize=12)
ax.set(aspect="equal", xlim=(0.88, 1.12), ylim=(-1.1, -0.9))
ax.set_xticks([0.9, 1, 1.1], ["0.9", "1", "1.1"])
ax.set_yticks([-1.1, -1, -0.9], ["−1.1", "−1", "−0.9"])
show(fig, "noise", "噪声下学到的卷积核",
     "每个点是一次带噪声的学习结果，画出前 150 个，围着 (1, −1) 散成一个椭圆，长轴沿 (1, −1)。"
     "橙色的线离中心两倍标准差。")

# %% [markdown]
# 头一次学到的卷积核离 $[1, -1]$ 有一点距离，损失停在 $0.291$，再也降不下去。沿 $(1,-1)$ 的标准差是 $0.1/\sqrt{6}\approx 0.0408$，沿 $(1,1)$ 只有 $0.1/\sqrt{30}\approx 0.0183$。还是那两个特征值：特征值小的方向，梯度下降走得慢，数据也说得少，噪声最容易从那里混进来。

# %% [markdown]
# ## 小结 { #summary }
#
# - 平方损失下，误差沿 $A^\top A$ 的每个特征向量各走各的；最大的特征值定学习率的上限，最小的特征值定收敛的快慢。
# - 起点没有误差的方向，训练永远看不见；检验学习率要从随机的起点出发。
# - 互相关与卷积学到互为翻转的卷积核，输出相同。
# - 多一个偏置会改变曲率，学习率要重新算；有噪声时，学不准的正是收敛慢的方向。
#
# 接着可以试：把 `edge_image()` 换成你自己的图像，先算出 $A^\top A$ 的特征值，预言学习率的上限，再用 `fit_kernel` 验证。
