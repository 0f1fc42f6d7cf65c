"""What the figures say, in each language. Everything between braces is computed from the arrays."""

COMMON = {
    "zh": {"input": "输入", "padded": "填充后的输入", "kernel": "卷积核", "output": "输出"},
    "en": {"input": "input", "padded": "padded input", "kernel": "kernel", "output": "output"},
}

# What is announced at each step.
STEP = {
    "zh": {
        "says": "Y[{i}, {j}] = {sum}。第 {step} 步，共 {steps} 步：窗口盖住{input}的{rows}、{columns}。",
        "rows": ("第 {} 行", "第 {} 至 {} 行"), "columns": ("第 {} 列", "第 {} 至 {} 列"),
    },
    "en": {
        "says": "Y[{i}, {j}] = {sum}. Step {step} of {steps}: the window covers {rows} and {columns} of the {input}.",
        "rows": ("row {}", "rows {} to {}"), "columns": ("column {}", "columns {} to {}"),
    },
}

CROSS_CORRELATION = {
    "zh": {
        "title": "互相关：{X_shape} 的输入与 {K_shape} 的卷积核得到 {Y_shape} 的输出",
        "desc": "输入 X 各行为 {X}。卷积核 K 各行为 {K}。输出 Y 各行为 {Y}。"
                "阴影窗口盖住 X 的 {window}，与 K 逐元素相乘再相加：{sum}，即 Y[{i}, {j}]。",
    },
    "en": {
        "title": "Cross-correlation: a {X_shape} input and a {K_shape} kernel give a {Y_shape} output",
        "desc": "The rows of the input X are {X}. The rows of the kernel K are {K}. The rows of the output Y are {Y}. "
                "The shaded window covers {window} of X; multiplied by K element by element and added up: {sum}, "
                "which is Y[{i}, {j}].",
    },
}

PADDING = {
    "zh": {
        "title": "填充：每边补 {p_h} 行、{p_w} 列零以后，输出为 {Y_shape}",
        "desc": "{X_shape} 的输入补零成 {padded_shape}，各行为 {padded}；虚线格子是补上的零。"
                "卷积核 K 各行为 {K}。输出 Y 为 {Y_shape}，各行为 {Y}。第一个窗口的和：{sum}，即 Y[0, 0]。",
    },
    "en": {
        "title": "Padding: zeros, {p_h} deep above and below and {p_w} deep left and right, make the output {Y_shape}",
        "desc": "The {X_shape} input, padded with zeros to {padded_shape}, has the rows {padded}; dashed cells are the "
                "zeros added. The rows of the kernel K are {K}. The output Y is {Y_shape} with the rows {Y}. "
                "The sum of the first window: {sum}, which is Y[0, 0].",
    },
}

STRIDE = {
    "zh": {
        "title": "步幅：窗口每次下移 {s_h} 行、右移 {s_w} 列，输出为 {Y_shape}",
        "desc": "填充后的 {padded_shape} 输入各行为 {padded}。卷积核 K 各行为 {K}。步幅为 ({s_h}, {s_w})，"
                "输出 Y 为 {Y_shape}，各行为 {Y}。从 Y[0, 0] 的窗口右移 {s_w} 列是 Y[0, 1] 的窗口：{right_sum}；"
                "下移 {s_h} 行是 Y[1, 0] 的窗口：{down_sum}。",
        "moves": {"right": "右移 {s_w} 列", "down": "下移", "rows": "{s_h} 行"},
    },
    "en": {
        "title": "Stride: the window moves {s_h} rows down and {s_w} columns to the right at a time; the output is {Y_shape}",
        "desc": "The rows of the input padded to {padded_shape} are {padded}. The rows of the kernel K are {K}. "
                "With stride ({s_h}, {s_w}) the output Y is {Y_shape} with the rows {Y}. {s_w} columns to the right of "
                "the window of Y[0, 0] lies that of Y[0, 1]: {right_sum}; {s_h} rows down lies that of Y[1, 0]: "
                "{down_sum}.",
        "moves": {"right": "{s_w} columns right", "down": "{s_h} rows", "rows": "down"},
    },
}

EDGES = {
    "zh": {
        "title": "边缘检测：{X_shape} 的黑白图像与卷积核 {K} 得到 {Y_shape} 的输出",
        "desc": "输入 X 有 {n_h} 行，每行都是 {X_row}（1 是白，0 是黑）。卷积核 K 为 {K}。"
                "输出 Y 有 {o_h} 行，每行都是 {Y_row}。第 {up} 列的 +1 是从白到黑的边缘，"
                "第 {down} 列的 −1 是从黑到白的边缘，其余为 0。列从 0 数起。框出的窗口的和：{sum}，即 Y[{i}, {j}]。",
        "positive": "白 → 黑", "negative": "黑 → 白", "zero": "无变化",
    },
    "en": {
        "title": "Edge detection: a black and white {X_shape} image and the kernel {K} give a {Y_shape} output",
        "desc": "The input X has {n_h} rows, each of them {X_row} (1 is white, 0 is black). The kernel K is {K}. "
                "The output Y has {o_h} rows, each of them {Y_row}. +1 in column {up} is an edge from white to black, "
                "−1 in column {down} an edge from black to white, all else is 0. Columns count from 0. "
                "The sum of the framed window: {sum}, which is Y[{i}, {j}].",
        "positive": "to black", "negative": "to white", "zero": "no change",
    },
}

RECEPTIVE_FIELD = {
    "zh": {
        "title": "感受野：两层 {K_shape} 卷积，一个输出看到 {X_shape} 的输入",
        "desc": "{X_shape} 的输入 X 经第一层得到 {H_shape} 的 H，再经第二层得到 {Y_shape} 的 Y，两层的卷积核都是 "
                "{K_shape} 的全 1 矩阵。把一个元素加 1，看 Y 增加多少：X 的各行是 {X}，H 的各行是 {H}。"
                "X 中有 {field} 个不为 0，都在 Y 的感受野里；H[0, 0] 的感受野是 X 左上角的 {near} 个元素。",
        "H": "第一层", "Y": "第二层",
        "before": "", "after": " 的感受野：{shape} = {field} 个输入元素",
        "remark": "格中的数：该元素加 1 时，输出增加多少",
    },
    "en": {
        "title": "Receptive field: through two layers of {K_shape} convolution, one output sees a {X_shape} input",
        "desc": "Layer 1 turns the {X_shape} input X into the {H_shape} H, layer 2 turns that into the {Y_shape} Y; "
                "both kernels are {K_shape} and all ones. Add 1 to one element and see how much Y grows: the rows of X "
                "give {X}, those of H give {H}. In X {field} are not 0: they are the receptive field of Y; that of "
                "H[0, 0] is the {near} elements at the top left of X.",
        "H": "layer 1", "Y": "layer 2",
        "before": "receptive field of", "after": ": {shape} = {field} elements",
        "remark": "in each cell: what adding 1 to it adds to Y",
    },
}
