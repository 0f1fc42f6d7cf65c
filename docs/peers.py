"""What the pages know of the libraries whose code they show beside NumPy's."""

import json
import tomllib
from pathlib import Path

HERE = Path(__file__).parent
PEERS = tomllib.loads((HERE / "foreign.toml").read_text(encoding="utf-8"))["peers"]
RECORD = json.loads((HERE / "peers.json").read_text(encoding="utf-8"))                # `make record` writes it
for library, told in PEERS.items():
    known = RECORD.get(library, {})
    told["record"] = known["runs"] if known.get("version") == told["version"] else []
# The names as pages write them: what follows `import torch.nn.functional as F`, `from torch import nn` and `from torch import Tensor`.
SHORT = {"torch.nn.functional.": "F.", "torch.nn.": "nn.", "torch.Tensor.": "Tensor."}
TORCH = {next((short + name.removeprefix(long) for long, short in SHORT.items() if name.startswith(long)), name) for name in PEERS["torch"]["names"]}
