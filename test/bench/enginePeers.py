"""Trains the workloads of samples/workloads.ts with PyTorch, or the hand-made network with numpy, a moment at a time.

Usage: python3 enginePeers.py torch THREADS | numpy
Each line of standard input is {"row": "mlp-50", "milliseconds": 250}; it is answered with one line
{"records": ..., "seconds": ...}. In between the process waits for input and takes no time.
"""

import json
import math
import sys
import time


def torch_steps(threads):
    import torch
    from torch import nn

    torch.set_num_threads(threads)
    torch.manual_seed(1)

    class Recurrent(nn.Module):
        def __init__(self, kind):
            super().__init__()
            self.recurrent = kind(60, 128, batch_first=True)
            self.logits = nn.Linear(128, 60)

        def forward(self, inputs):
            return self.logits(self.recurrent(inputs)[0][:, -1])

    class Attention(nn.Module):
        def __init__(self, symbols=60, width=64, heads=4):
            super().__init__()
            self.width, self.heads = width, heads
            self.embedding = nn.Embedding(symbols, width)
            linear = lambda inputs, outputs: nn.Linear(inputs, outputs, bias=False)
            self.query, self.key, self.value, self.output = [linear(width, width) for _ in range(4)]
            self.widen, self.narrow = linear(width, 4 * width), linear(4 * width, width)
            self.logits = linear(width, symbols)

        def forward(self, inputs):
            batch, tokens = inputs.shape
            split = lambda x: x.view(batch, tokens, self.heads, -1).transpose(1, 2)
            x = self.embedding(inputs)
            q, k, v = split(self.query(x)), split(self.key(x)), split(self.value(x))
            weights = torch.softmax(q @ k.transpose(2, 3) / math.sqrt(self.width / self.heads), -1)
            x = x + self.output((weights @ v).transpose(1, 2).reshape(batch, tokens, self.width))
            x = nn.functional.layer_norm(x, (self.width,))
            return self.logits(x + self.narrow(torch.relu(self.widen(x))))

    pixels = lambda *shape: torch.clamp(torch.rand(*shape) * 5 - 4, min=0)
    symbols = lambda *shape: torch.randint(0, 60, shape)
    digits = lambda batch: torch.randint(0, 10, (batch,))

    def mlp(batch):
        model = nn.Sequential(
            nn.Linear(784, 300), nn.ReLU(), nn.Linear(300, 100), nn.ReLU(), nn.Linear(100, 10)
        )
        return model, torch.optim.SGD, 0.01, lambda: (pixels(batch, 784), digits(batch))

    def cnn(batch):
        model = nn.Sequential(
            *(nn.Conv2d(1, 8, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2)),
            *(nn.Conv2d(8, 16, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2)),
            *(nn.Flatten(), nn.Linear(784, 10)),
        )
        return model, torch.optim.SGD, 0.01, lambda: (pixels(batch, 1, 28, 28), digits(batch))

    def recurrent(kind):
        def create(batch):
            one_hot = lambda: nn.functional.one_hot(symbols(batch, 40), 60).float()
            return Recurrent(kind), torch.optim.Adam, 0.001, lambda: (one_hot(), symbols(batch))

        return create

    def attention(batch):
        return Attention(), torch.optim.Adam, 0.001, lambda: (symbols(batch, 32), symbols(batch, 32))

    models = {"mlp": mlp, "cnn": cnn, "lstm": recurrent(nn.LSTM), "gru": recurrent(nn.GRU), "attention": attention}

    def steps(row):
        name, batch_size = row.split("-")
        batch_size = int(batch_size)
        model, optimizer_class, learning_rate, make = models[name](batch_size)
        optimizer = optimizer_class(model.parameters(), lr=learning_rate)
        batches = [make() for _ in range(8)]  # Ready before the clock starts.
        while True:
            for inputs, targets in batches:
                optimizer.zero_grad()
                outputs = model(inputs)
                loss = nn.functional.cross_entropy(outputs.reshape(-1, outputs.shape[-1]), targets.reshape(-1))
                loss.backward()
                optimizer.step()
                yield batch_size

    return steps


def numpy_steps(_row):
    import numpy
    from numpyNetwork import made_up_records, new_weights, train

    random = numpy.random.RandomState(1)
    wih, who = new_weights(random)
    inputs, targets = made_up_records(random, 4000)
    while True:
        for record in range(len(inputs)):
            train(wih, who, inputs[record], targets[record])
            yield 1


def main(library, threads="1"):
    make_steps = torch_steps(int(threads)) if library == "torch" else numpy_steps
    row, steps = None, None
    for line in sys.stdin:
        request = json.loads(line)
        if request["row"] != row:
            row = request["row"]
            steps = make_steps(row)
        records = 0
        start = time.perf_counter()
        end = start + request["milliseconds"] / 1000
        now = start
        while now < end:
            records += next(steps)
            now = time.perf_counter()
        print(json.dumps({"records": records, "seconds": now - start}), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
