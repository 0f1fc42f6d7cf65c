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
# # Lab: Learning a Kernel from Data { #learning-a-kernel }
#
# In the chapter [Image Convolution](../chapters/image-convolution.md), the edge detector was thought up by hand.
# In this lab we hide it, keep only the input and the output, and let gradient descent find it again, while we watch along which path the error disappears and when it refuses to.
#
# **What you’ll do**: learn a kernel by gradient descent and draw the loss curve and the path of the error; derive the limit of the learning rate, then overstep it on purpose; and at last switch to a true convolution, add a bias, and put noise into the data, to see how much of what we found still holds.
#
# **What you’ll learn**: why the same learning rate is fast in some directions and slow in others; where its limit comes from; and why training from zero hides that limit.
#
# **What you need**: NumPy, and the idea of an eigenvalue.
# Every formula and every number in the text is checked by code; each time the site is built, the whole lab runs again, and if anything in it does not hold, the build stops.
#
# To try it yourself, [download the notebook](learning-a-kernel.ipynb).
# The `convdoc` it uses is not on PyPI: clone the repository of this project, then run `pip install -e ".[site]"`<!-- in INSTALLS --> inside it.

# %% [markdown]
# ## The data: an input and an output { #data }
#
# The input $X$<!-- = edge_image() --> is a $6\times 8$<!-- shape = X.shape --> black-and-white image with a black band in the middle.
# The output $Y$<!-- = corr2d(X, K) --> is its cross-correlation with a $1\times 2$<!-- shape = K.shape --> kernel whose weights are $(1,-1)$<!-- = K[0] -->.

# %%
from fractions import Fraction

import numpy as np

from convdoc import Conv2D, convolve2d, corr2d, edge_image, edge_kernel, fit_kernel

X = edge_image()
K = edge_kernel("vertical")
Y = corr2d(X, K)
print("each row of the input ", X[0])
print("each row of the output", Y[0])

assert (X == X[0]).all() and (Y == Y[0]).all()

# %% [markdown]
# From here on we pretend not to know $K$<!-- = edge_kernel("vertical") -->; all we have is $X$<!-- = edge_image() --> and $Y$<!-- = corr2d(X, K) -->.

# %% [markdown]
# ## Gradient descent { #ten-steps }
#
# For a candidate kernel $W$<!-- = W -->, the loss is the sum of the squared errors of the output; a small step against the gradient gives a new kernel:
#
# <!-- for X, W in pairs for Y_hat in [corr2d(X, W)] for Y in [ints(*Y_hat.shape)] for eta in (1 / 8, 1 / 32) for fit in [fit_kernel(X, Y, W.shape, lr=eta, steps=1, start=W)] for L in fit.losses for W_prime in [fit.kernel] for dL_dW in [gradient(X, W, Y)] for star in [corr2d] for i, j in [tuple(map(range, Y.shape))] -->
# $$
# \hat Y=X\star W,\qquad L=\sum_{i,j}(\hat Y_{i,j}-Y_{i,j})^2,\qquad W'=W-\eta\,\frac{\partial L}{\partial W}.
# $$
#
# This is what `fit_kernel` does.
# With the learning rate $\eta$<!-- = eta --> set to $0.03$<!-- = eta -->, we start at the origin of the plane of weights and take $10$<!-- = len(zero.losses) --> steps.
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
    print(f"step {step}: loss {zero.losses[step]:.3f}")
print("kernel", zero.kernel.round(4))

# %% [markdown]
# <!-- setup
# eta = decimal(lr)
# -->
#
# The loss begins at $12$<!-- = zero.losses[0] -->, and every step multiplies it by $0.4096$<!-- = after / before for before, after in pairwise(descent(origin, eta, 10)) -->, exactly.
# After $10$<!-- = len(zero.losses) --> steps we get `[0.9885, -0.9885]`<!-- = zero.kernel[0].round(4).tolist() -->, already close to $(1,-1)$<!-- = K[0] -->.
#
# Training usually begins with a random kernel.
# We start over from the initial weight of a `Conv2D`, take a few more steps, and draw the loss curves together.

# %%
start = Conv2D((1, 2), bias=False, rng=3).weight
from_zero = fit_kernel(X, Y, (1, 2), lr=lr, steps=25, start=origin)
from_random = fit_kernel(X, Y, (1, 2), lr=lr, steps=25, start=start)
print("random start", start.round(3))

# %% fold="Plotting code"
from convdoc.site.plots import AMBER, BLUE, GREEN, LINE, MUTED, RED
from convdoc.site.plots import axes, number, power, show, vector


def last_factor(fit):
    return number(fit.losses[-1] / fit.losses[-2])


fig, ax = axes("steps taken", "loss (logarithmic scale)")
ax.semilogy(from_random.losses, "o-", color=AMBER, markersize=4)
ax.semilogy(from_zero.losses, "s-", color=BLUE, markersize=3.5)
ax.text(15.4, 4e-2, "random start", color=AMBER)
ax.text(9.6, 3e-5, "origin", color=BLUE, ha="right")
ax.set(xticks=range(0, 25, 4), ylim=(1e-9, 1e2), yticks=[1e-8, 1e-6, 1e-4, 1e-2, 1])
ax.yaxis.set_major_formatter(power)
ax.minorticks_off()
show(fig, "loss", "Loss curves",
     f"On a logarithmic scale, the loss curves end as straight lines. "
     f"From the origin, each step multiplies the loss by {last_factor(from_zero)}; "
     f"from the random start, in the end, by {last_factor(from_random)}, which is much slower.")

# %% [markdown]
# In the end all these curves are straight lines, which means that each step multiplies the loss by the same number, but their slopes differ.
# From the random start, the loss begins at about $28.474$<!-- ≈ from_random.losses[0] --> and takes $10$<!-- = len(zero.losses) --> steps to fall to about $0.161$<!-- ≈ from_random.losses[len(zero.losses)] -->; from then on, each step only multiplies it by about $0.64$<!-- ≈ from_random.losses[-1] / from_random.losses[-2] -->.
# The data and the learning rate are the same, so why does another start make it slower?

# %% [markdown]
# ## The path of the error { #path }
#
# Take $X$<!-- = edge_image() --> and write each of its $1\times 2$<!-- shape = K.shape --> windows as a row; this gives the $42\times 2$<!-- shape = A.shape --> matrix $A$<!-- = A -->.
# Cross-correlation then becomes the matrix product $Aw$<!-- = corr2d(X, [w]).ravel() for w in weights -->, where $w$<!-- = w for w in weights --> holds the weights of the kernel.
# Call $e=w-(1,-1)$<!-- for w in weights for e in [w - K[0]] --> the error; the loss and a step of gradient descent depend only on $A^\top A$<!-- = gram -->:
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
print("times", steep, "gives", gram @ steep, "and times", flat, "gives",
      gram @ flat)

large, small = int((gram @ steep)[0]), int((gram @ flat)[0])
assert (gram @ steep == large * steep).all() and (gram @ flat == small * flat).all()

# %% [markdown]
# The eigenvectors are $(1,1)$<!-- = steep --> and $(1,-1)$<!-- = flat -->, with the eigenvalues $30$<!-- = eigenvalue(steep) --> and $6$<!-- = eigenvalue(flat) -->.
# So each step multiplies the component of the error along $(1,1)$<!-- = steep --> by $1-2\eta\times 30=-0.8$<!-- = factor(steep, eta) --> and the component along $(1,-1)$<!-- = flat --> by $1-2\eta\times 6=0.64$<!-- = factor(flat, eta) -->, independently of each other.
# This is what the paths look like in the plane of the weights:

# %%
def path(start, steps):
    """The kernels that gradient descent passes through, each in a row."""
    kernels = [np.ravel(start)]
    for _ in range(steps):
        kernels.append(kernels[-1] - lr * 2 * A.T @ (A @ kernels[-1] - y))
    return np.array(kernels)


def factors(lr):
    """What a step multiplies the error along steep and along flat by."""
    return 1 - 2 * lr * large, 1 - 2 * lr * small


zero_path, random_path = path(origin, 12), path(start, 12)
fitted = fit_kernel(X, Y, (1, 2), lr=lr, steps=12, start=start)
assert np.allclose(random_path[-1], fitted.kernel[0])

# %% fold="Plotting code"
e_1, e_2 = np.meshgrid(np.linspace(-2, 1.5, 71), np.linspace(-1.4, 2.2, 73))
height = gram[0, 0] * e_1 ** 2 + 2 * gram[0, 1] * e_1 * e_2 + gram[1, 1] * e_2 ** 2
target, (steep_factor, flat_factor) = K[0], map(number, factors(lr))

fig, ax = axes("left weight", "right weight", height=400)
ax.contour(e_1 + target[0], e_2 + target[1], height, levels=[1, 5, 15, 30], colors=LINE, linewidths=1)
for direction in (steep, flat):
    ax.axline(target, target + direction, color=MUTED, linewidth=1, linestyle=(0, (4, 3)))
ax.plot(*random_path.T, "o-", color=AMBER, markersize=4, linewidth=1.4)
ax.plot(*zero_path.T, "s-", color=BLUE, markersize=3.5, linewidth=1.4)
ax.plot(*target, "*", color=GREEN, markersize=12)
ax.text(1.16, -1.06, f"target {vector(target)}", color=GREEN)
ax.text(0.06, 0.07, "origin", color=BLUE)
ax.text(-0.6, -0.62, "random", color=AMBER, ha="center")
ax.text(2.46, 0.64, f"along {vector(steep)} ×({steep_factor})", color=MUTED, ha="right")
ax.text(-0.86, 1.02, f"along {vector(flat)} ×{flat_factor}", color=MUTED)
ax.set(xlim=(-1, 2.5), ylim=(-2.3, 1.2), aspect="equal", xticks=[-1, 0, 1, 2], yticks=[-2, -1, 0, 1])
show(fig, "path", "The path of the error in the plane of the weights",
     f"The contour lines of the loss are ellipses, long along {vector(flat)}, short along {vector(steep)}, "
     f"centered on the target {vector(target)}. "
     f"The origin lies on the long axis, and the path from there runs straight to the center; "
     f"from the random start, each step crosses the long axis, to and fro. "
     f"Each step multiplies the error along {vector(steep)} by {steep_factor} and along {vector(flat)} by {flat_factor}.")

# %% [markdown]
# The error of the origin is $(-1,1)$<!-- = zero_path[0] - K[0] -->, right on the line along $(1,-1)$<!-- = flat -->, so its path runs straight to the target, and each step multiplies the loss by $0.64^2=0.4096$<!-- = factor(flat, eta) ** 2 -->.
# The random start also has an error along $(1,1)$<!-- = steep -->.
# The factor $-0.8$<!-- = factor(steep, eta) --> is negative: each step crosses the bottom of the valley, and the path swings from side to side.
# This part of the loss is multiplied by $(-0.8)\times(-0.8)=0.64$<!-- = traced(factor(steep, eta)) * traced(factor(steep, eta)) --> with every step; it fades slowly and in the end is all that is left.
# Note that $0.64$<!-- = x for x in (factor(flat, eta), factor(steep, eta) ** 2) --> has stood for different things: before, it was the factor of an error; here it is the factor of a loss.

# %% [markdown]
# ## The limit of the learning rate { #learning-rate }
#
# <!-- setup
# # Where the claims change, 1/36 and 1/30, and close beside them.
# rates = [Fraction(n, 3600) for n in (*range(-60, 181, 30), 99, 100, 101, 119, 121)]
# fastest = min(rates, key=lambda eta: max(abs(factor(v, eta)) for v in (steep, flat)))
# -->
#
# The error disappears only if the absolute value of every factor is less than $1$<!-- = abs(factor(steep, limit)) -->.
# The larger eigenvalue $30$<!-- = max(map(eigenvalue, (steep, flat))) --> reaches the boundary before the other: $|1-60\eta|<1$<!-- = abs(factor(steep, eta)) < 1 for eta in rates -->, that is $0<\eta<1/30$<!-- = max(abs(factor(v, eta)) for v in (steep, flat)) < 1 for eta in rates -->.
# Convergence is fastest when the factors are equal in absolute value, $1-12\eta=60\eta-1$<!-- = factor(flat, eta) == -factor(steep, eta) for eta in rates -->, which gives $\eta=1/36$<!-- = eta == fastest for eta in rates -->.

# %%
limit, best = Fraction(1, large), Fraction(1, large + small)
for rate in (best, limit):
    for direction, times in zip((steep, flat), factors(rate)):
        print(f"learning rate {rate}: error along {direction} times {times}")

# %% fold="Plotting code"
fig, ax = axes("learning rate", "part of the error that a step leaves (absolute value)", height=230, right=20)
bends = np.array([0, 1 / (2 * large), 1 / (2 * small)])       # where the lines bend
for line, colour in zip(factors(bends), (AMBER, BLUE)):
    ax.plot(bends, abs(line), color=colour)
ax.axhline(1, color=MUTED, linewidth=1, linestyle=(0, (4, 3)))
left = {rate: max(map(abs, factors(rate))) for rate in (best, limit)}
for (rate, most), colour in zip(left.items(), (GREEN, RED)):
    ax.plot([rate, rate], [0, most], color=MUTED, linewidth=1)
    ax.plot(rate, most, "o", color=colour)
ax.text(0.0274, 0.05, best, ha="right")
ax.text(0.0338, 0.05, limit)
ax.text(0.0095, 0.22, f"along {vector(steep)}", color=AMBER, ha="right")
ax.text(0.0165, 0.84, f"along {vector(flat)}", color=BLUE)
ax.set(xlim=(0, 0.04), ylim=(0, 1.4), xticks=[0, 0.01, 0.02, 0.03, 0.04], yticks=[0, 0.5, 1])
show(fig, "factors", "Learning rate and the factors of the error",
     f"The line along {vector(steep)}, at the learning rate {limit}, reaches {left[limit]}; farther right the error grows. "
     f"It meets the other line at {best}, where the error disappears fastest: each step leaves {left[best]} of it.")

# %% [markdown]
# At exactly $1/30$<!-- = limit -->, the factor along $(1,1)$<!-- = steep --> is $-1$<!-- = factor(steep, limit) -->: the error only changes its sign and never shrinks.
# At $0.034$<!-- = decimal(beyond) --> it is $-1.04$<!-- = factor(steep, decimal(beyond)) -->, and the error grows and grows.
# We try it from $(1,1)$<!-- = corner[0] -->, a start that has an error in every direction.

# %%
beyond, corner = 0.034, [[1, 1]]
losses = {}
for rate in (best, lr, limit, beyond):
    fit = fit_kernel(X, Y, (1, 2), lr=float(rate), steps=101, start=corner)
    losses[rate] = fit.losses
    shown = [f"step {step}: {fit.losses[step]:.3f}" for step in (0, 20, 100)]
    print(f"learning rate {rate!s:>5},", " → ".join(shown))

# %% [markdown]
# Of the initial loss $72$<!-- = curve[0] for curve in losses.values() -->, a part of $60$<!-- = part @ gram @ part for part in [(corner[0] - K[0]) @ steep / 2 * steep] --> comes from the direction $(1,1)$<!-- = steep -->.
# With the learning rate $1/30$<!-- = limit -->, that part stays forever; with $0.034$<!-- = decimal(beyond) -->, after $100$<!-- = len(losses[beyond]) - 1 --> steps, the loss has grown to about $153045$<!-- ≈ losses[beyond][-1] -->.
# The $0.03$<!-- = eta --> that we used before is $0.9$<!-- = eta / limit --> times the limit; not much more, and there would have been trouble.

# %% [markdown]
# ## The trap of starting from zero { #zero-start }
#
# What happens, then, with a learning rate of $0.1$<!-- = decimal(reckless) -->, which is $3$<!-- = decimal(reckless) / limit --> times the limit?

# %%
reckless = 0.1
safe = fit_kernel(X, Y, (1, 2), lr=reckless, steps=10, start=origin)
wild = fit_kernel(X, Y, (1, 2), lr=reckless, steps=10, start=start)
print("origin:      ", " → ".join(f"{loss:.1e}" for loss in safe.losses[::3]))
print("random start:", " → ".join(f"{loss:.1e}" for loss in wild.losses[::3]))

# %% [markdown]
# From the origin it converges even faster than before; from the random start it runs away.
# The factor along $(1,1)$<!-- = steep --> is $-5$<!-- = factor(steep, decimal(reckless)) -->, but the origin has no error in that direction, so there is nothing to amplify.
# All it sees is the direction $(1,-1)$<!-- = flat --> with the factor $-0.2$<!-- = factor(flat, decimal(reckless)) -->, which gives nothing away until the learning rate reaches $1/6$<!-- = rate for rate in [Fraction(1, small)] if factor(flat, rate) == -1 -->.
# A learning rate that was tried only from zero has not been tried.

# %% [markdown]
# ## Without a single step: least squares { #least-squares }
#
# The loss is a quadratic function, so the bottom of the valley can be found directly, by solving $A^\top A\,w=A^\top y$<!-- = (w == K[0]).all() for w in [K[0].astype(int), *weights] -->.
# All of these are integers; nothing has to be approximated.

# %%
b = A.T @ y
determinant = gram[0, 0] * gram[1, 1] - gram[0, 1] * gram[1, 0]
adjugate = np.array([[gram[1, 1], -gram[0, 1]], [-gram[1, 0], gram[0, 0]]])
print(adjugate @ b, "divided by", determinant)

white = np.ones_like(A)
print("rank", np.linalg.matrix_rank(A), "and, for an all-white image, rank",
      np.linalg.matrix_rank(white))

# %% [markdown]
# Dividing $(180,-180)$<!-- = adjugate @ b --> by the determinant $180$<!-- = determinant --> gives exactly $(1,-1)$<!-- = K[0] -->.
# The solution is unique because $A$<!-- = A --> has rank $2$<!-- = np.linalg.matrix_rank(A) -->: the image contains windows where the brightness stays the same and windows where it changes.
# For an all-white image the rank is only $1$<!-- = np.linalg.matrix_rank(white) -->: all kernels whose weights have the same sum give the same output, and no amount of data can tell them apart.

# %% [markdown]
# ## A true convolution instead { #true-convolution }
#
# What deep learning calls a convolutional layer takes a cross-correlation.
# What would it learn if it really took a convolution, that is, if it flipped the kernel before sliding it?

# %%
W = np.zeros((1, 2))
for _ in range(10):
    E = convolve2d(X, W) - Y
    W -= lr * 2 * corr2d(X, E)[::-1, ::-1]
print("cross-correlation:", zero.kernel.round(4), " convolution:", W.round(4))

assert (convolve2d(X, W) == corr2d(X, zero.kernel)).all()

# %% [markdown]
# The kernel it learns comes out exactly flipped, `(W == np.flip(zero.kernel)).all()`, and tends to $(-1,1)$<!-- = np.flip(K)[0] -->; the outputs are equal element by element, and so the losses are identical.
# In a trained network, the output is therefore the same whether we say cross-correlation or convolution; the only difference is the order in which the weights are stored.

# %% [markdown]
# ## Adding a bias { #bias }
#
# So far there has been no bias.
# Adding it amounts to extending $A$<!-- = A --> on the right by a column whose elements are all $1$<!-- = x for x in extended[:, -1] -->; let us see how large the eigenvalues of the new $A^\top A$<!-- = gram_bias for A in [extended] --> are.

# %%
extended = np.column_stack([A, np.ones(len(A), int)])
gram_bias = extended.T @ extended
largest = np.linalg.eigvalsh(gram_bias)[-1]
print(gram_bias)
print(f"largest eigenvalue {largest:.2f}, "
      f"limit of the learning rate {1 / largest:.4f}")


def train(lr, steps):
    """Train a layer with a bias from corner; return its losses, and itself."""
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
print(f"learning rate {lr}: after {len(diverged) - 1} steps, "
      f"loss {diverged[-1]:.1e}")
print(f"learning rate {cautious}: after {len(calm)} steps, "
      "kernel", layer.weight.round(4),
      f"and bias {abs(layer.bias):.4f}")

# %% [markdown]
# The largest eigenvalue has gone from $30$<!-- = eigenvalue(steep) --> to about $62.15$<!-- ≈ largest -->, and the limit drops to about $0.0161$<!-- ≈ 1 / largest --> accordingly.
# Now $0.03$<!-- = eta --> is too large: along the direction of that eigenvalue, each step multiplies the error by about $-2.73$<!-- ≈ 1 - 2 * lr * largest -->, and after $20$<!-- = len(diverged) - 1 --> steps the loss has passed $10^{19}$<!-- = 10 ** int(np.log10(diverged[-1])) -->.
# Lower the learning rate to $0.015$<!-- = decimal(cautious) --> and take $400$<!-- = len(calm) --> steps, and the kernel is back at $(1,-1)$<!-- = layer.weight[0].round(4) --> and the bias at $0$<!-- = abs(layer.bias).round(4) -->.
# Another parameter is more than another number to learn: it changes the curvature of the whole problem.

# %% [markdown]
# ## Noise in the data { #noise }
#
# To every element of $Y$<!-- = corr2d(X, K) --> we now add noise with a standard deviation of $0.1$<!-- = decimal(sigma) -->.
# No kernel makes all the errors disappear any more, and gradient descent ends at the least-squares solution.
# The noise carries over into the weights, and along each eigenvector its variance there is the variance of the noise divided by the eigenvalue: along $(1,-1)$<!-- = flat --> it is $0.1^2/6$<!-- = spread(flat) -->, along $(1,1)$<!-- = steep --> it is $0.1^2/30$<!-- = spread(steep) -->.
# Let us repeat this $300$<!-- = len(learned) --> times and see how the learned kernels scatter.
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
learned = (y + noise) @ A @ adjugate / determinant    # solutions, in rows
once = fit_kernel(X, Y + noise[0].reshape(Y.shape), (1, 2), lr=lr, steps=100)
print("training once learns", once.kernel.round(4),
      f"and its loss stays at {min(once.losses):.3f}")

deviation = sigma / np.sqrt([small, large])
measured = ((learned - K[0]) @ np.array([flat, steep]).T / np.sqrt(2)).std(axis=0)
print("standard deviation: computed", deviation.round(4),
      "measured", measured.round(4))

assert np.allclose(once.kernel[0], learned[0])

# %% fold="Plotting code"
drawn, times = learned[:150], 2
fig, ax = axes("left weight", "right weight", height=340, left=56)
turn = np.linspace(0, 2 * np.pi, 49)
ring = np.column_stack([np.cos(turn), np.sin(turn)]) * deviation @ [flat, steep] / np.sqrt(2)
ax.plot(*drawn.T, "o", color=BLUE, markersize=2.6, markeredgewidth=0)
ax.plot(*(target + times * ring).T, color=AMBER)
ax.plot(*target, "*", color=GREEN, markersize=12)
ax.set(aspect="equal", xlim=(0.88, 1.12), ylim=(-1.1, -0.9), xticks=[0.9, 1, 1.1], yticks=[-1.1, -1, -0.9])
show(fig, "noise", "Kernels learned from noisy data",
     f"Each dot is a kernel learned from noisy data; those of the first {len(drawn)} runs are drawn. "
     f"They scatter around {vector(target)} in an ellipse that is long along {vector(flat)}. "
     f"The curve runs {times} standard deviations from the center.")

# %% [markdown]
# The kernel learned at first is a little away from $(1,-1)$<!-- = K[0] -->, and the loss stays at about $0.291$<!-- ≈ min(once.losses) --> and falls no further.
# Along $(1,-1)$<!-- = flat --> the standard deviation is about $0.0408$<!-- ≈ deviation[0] -->, along $(1,1)$<!-- = steep --> only about $0.0183$<!-- ≈ deviation[1] -->.
# It is those eigenvalues again: in a direction whose eigenvalue is small, gradient descent is slow, the data say little, and noise slips in most easily.

# %% [markdown]
# ## Summary { #summary }
#
# - With a squared loss, the error goes its own way along each eigenvector of $A^\top A$<!-- = gram -->; the largest eigenvalue sets the limit of the learning rate, the smallest sets the speed of convergence.
# - Training never sees a direction in which the start has no error; test a learning rate from a random start.
# - Cross-correlation and convolution learn kernels that are flipped versions of each other, with the same output.
# - A bias changes the curvature, and the learning rate has to be worked out anew; with noise, the directions that are learned poorly are the very directions that converge slowly.
#
# What to try next: put an image of your own in place of `edge_image()`, compute the eigenvalues of $A^\top A$<!-- = gram --> to predict the limit of the learning rate, and then test it with `fit_kernel`.
