"""Trains the hand-made network of samples/mnist-mlp with numpy, as the deck's Python does, on made-up digits.

Usage: python3 numpyNetwork.py [records]; prints one line of JSON with the records learnt per second.
"""

import json
import sys
import time

import numpy

INPUTS, HIDDEN, OUTPUTS, LEARNING_RATE = 784, 200, 10, 0.1


def sigmoid(x):
    return 1.0 / (1.0 + numpy.exp(-x))


def train(wih, who, inputs, targets):
    inputs = inputs.reshape(-1, 1)
    targets = targets.reshape(-1, 1)
    hidden_outputs = sigmoid(numpy.dot(wih, inputs))
    final_outputs = sigmoid(numpy.dot(who, hidden_outputs))
    output_errors = targets - final_outputs
    hidden_errors = numpy.dot(who.T, output_errors)
    who += LEARNING_RATE * numpy.dot(output_errors * final_outputs * (1.0 - final_outputs), hidden_outputs.T)
    wih += LEARNING_RATE * numpy.dot(hidden_errors * hidden_outputs * (1.0 - hidden_outputs), inputs.T)


def new_weights(random):
    wih = random.normal(0.0, INPUTS**-0.5, (HIDDEN, INPUTS))
    who = random.normal(0.0, HIDDEN**-0.5, (OUTPUTS, HIDDEN))
    return wih, who


def made_up_records(random, count):
    inputs = random.randint(0, 256, (count, INPUTS)) / 255.0 * 0.99 + 0.01
    targets = numpy.full((count, OUTPUTS), 0.01)
    targets[numpy.arange(count), random.randint(0, OUTPUTS, count)] = 0.99
    return inputs, targets


def main(records):
    random = numpy.random.RandomState(42)
    wih, who = new_weights(random)
    inputs, targets = made_up_records(random, records)

    warm_up = records // 10
    for record in range(warm_up):
        train(wih, who, inputs[record], targets[record])
    start = time.perf_counter()
    for record in range(warm_up, records):
        train(wih, who, inputs[record], targets[record])
    seconds = time.perf_counter() - start
    print(json.dumps({"recordsPerSecond": (records - warm_up) / seconds, "numpy": numpy.__version__}))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5000)
