"""How a peer is talked to: it loads, says that it is ready, and runs once for each line that it reads."""
import gc
import json
import resource
import sys
import time
from importlib.metadata import version

import numpy as np

COLUMNS = ("time", "open", "high", "low", "close", "volume")


def job():
    """What to do: the folder of the columns, how many rows to take of them, and the terms of the crossing."""
    return json.loads(sys.argv[1])


def load(given):
    """Columns of doubles by name; time is the opening of the bar, epoch ms."""
    return {name: np.fromfile(f"{given['folder']}/{name}.f64", count=given["rows"]) for name in COLUMNS}


def frame(columns, names=("Open", "High", "Low", "Close", "Volume")):
    """The same as pandas has it, indexed by time."""
    import pandas as pd

    index = pd.to_datetime(columns["time"].astype("int64"), unit="ms")
    return pd.DataFrame({name: columns[name.lower()] for name in names}, index=index)


def serve(package, ways):
    """Calls `ways[name]()` for each name that comes as a line; it returns round trips and the equity at the end."""
    say({"version": version(package)})
    for line in sys.stdin:
        run = ways[line.strip()]
        gc.collect()
        before, cpu, begin = collections(), time.process_time(), time.perf_counter()
        trips, equity = run()
        spent = {"seconds": time.perf_counter() - begin, "cpu": time.process_time() - cpu}
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        say({"trips": int(trips), "equity": float(equity), **spent, "collections": collections() - before, "peak": peak})


def collections():
    return sum(generation["collections"] for generation in gc.get_stats())


def say(what):
    print(json.dumps(what), flush=True)
