"""What the pages know of the libraries whose code they show beside NumPy's."""

import tomllib
from pathlib import Path

PEERS = tomllib.loads((Path(__file__).parent / "foreign.toml").read_text(encoding="utf-8"))["peers"]
# The names as pages write them: what follows `import torch.nn.functional as F`, `from torch import nn` and `from torch import Tensor`.
SHORT = {"torch.nn.functional.": "F.", "torch.nn.": "nn.", "torch.Tensor.": "Tensor."}
TORCH = {next((short + name.removeprefix(long) for long, short in SHORT.items() if name.startswith(long)), name) for name in PEERS["torch"]["names"]}
