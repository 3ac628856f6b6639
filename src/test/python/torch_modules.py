"""Makes the .safetensors files of gradflow.exchange's tests with PyTorch.

python3 torch_modules.py src/test/resources/gradflow/exchange/torch

For each module NAME.safetensors holds its state_dict, and NAME.expected.safetensors, in float64,
its input x and its output y, both [batch, time, size], computed in float64 from the weights as
the file holds them. Made with PyTorch 2.13.0; needs PyTorch alone.
"""

import json
import struct
import sys
from pathlib import Path

import torch
from torch import nn

DTYPES = {torch.float16: "F16", torch.bfloat16: "BF16", torch.float32: "F32", torch.float64: "F64"}

MODULES = {
    "rnn-tanh": (nn.RNN(3, 4), torch.float32),
    "rnn-relu-2": (nn.RNN(3, 4, num_layers=2, nonlinearity="relu"), torch.float64),
    "rnn-both": (nn.RNN(3, 4, bidirectional=True, batch_first=True), torch.float32),
    "lstm": (nn.LSTM(3, 4), torch.float32),
    "lstm-2-both-no-bias": (nn.LSTM(3, 4, num_layers=2, bidirectional=True, bias=False), torch.float64),
    "lstm-half": (nn.LSTM(3, 4, num_layers=2), torch.float16),
    "gru": (nn.GRU(3, 4), torch.float32),
    "gru-2-both": (nn.GRU(3, 4, num_layers=2, bidirectional=True, batch_first=True), torch.float32),
    "gru-3-no-bias": (nn.GRU(3, 4, num_layers=3, bias=False), torch.float64),
    "gru-bfloat": (nn.GRU(3, 4, num_layers=2), torch.bfloat16),
}


def save(tensors, path):
    arrays = {name: t.detach().contiguous() for name, t in tensors.items()}
    data = {name: bytes(t.flatten().view(torch.uint8).tolist()) for name, t in arrays.items()}
    header, end = {}, 0
    for name, t in arrays.items():
        begin, end = end, end + len(data[name])
        header[name] = {"dtype": DTYPES[t.dtype], "shape": list(t.shape), "data_offsets": [begin, end]}
    text = json.dumps(header).encode()
    path.write_bytes(struct.pack("<Q", len(text)) + text + b"".join(data.values()))


def main(folder):
    for number, (name, (module, dtype)) in enumerate(MODULES.items()):
        torch.manual_seed(number)
        for parameter in module.parameters():
            nn.init.uniform_(parameter, -0.9, 0.9)
        module.to(dtype)
        save(module.state_dict(), folder / f"{name}.safetensors")
        module.to(torch.float64)
        x = torch.rand(2, 6, 3, dtype=torch.float64) * 2 - 1
        with torch.no_grad():
            y = module(x)[0] if module.batch_first else module(x.transpose(0, 1))[0].transpose(0, 1)
        save({"x": x, "y": y}, folder / f"{name}.expected.safetensors")
    # A whole model, with tensors of other layers between and two recurrent modules.
    torch.manual_seed(99)
    model = nn.ModuleDict(
        {
            "embed": nn.Embedding(5, 3),
            "encoder": nn.GRU(3, 4, num_layers=2),
            "norm": nn.BatchNorm1d(4),
            "decoder": nn.LSTM(4, 2),
        }
    )
    DTYPES[torch.int64] = "I64"
    save(model.state_dict(), folder / "model.safetensors")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
