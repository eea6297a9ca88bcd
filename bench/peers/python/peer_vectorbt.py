"""vectorbt: orders fill at the close of their row, what is open at the end is worth the last close."""
import numpy as np
import vectorbt as vbt
from vectorbt.portfolio import dispatch
from vectorbt.portfolio.nb import build_call_seq_nb

from turns import frame, job, load, serve

given = job()
bars = frame(load(given))
close = bars["Close"]
rate = given["feeBps"] / 1e4


def signals():
    fast = vbt.MA.run(close, given["fast"])
    slow = vbt.MA.run(close, given["slow"])
    return fast.ma_crossed_above(slow), fast.ma_crossed_below(slow)


def portfolio():
    entries, exits = signals()
    return vbt.Portfolio.from_signals(
        close, entries, exits, size=given["qty"], fees=rate, init_cash=given["cash"], freq="1min"
    )


def ends():
    """From bars to the trades and the equity at the end."""
    made = portfolio()
    return made.trades.closed.count(), made.final_value()


def whole():
    """The same with the table of statistics that its guide shows."""
    stats = portfolio().stats()
    return stats["Total Closed Trades"], stats["End Value"]


kept = {}


def kernel(engine):
    """The loop over signals that are there already, and nothing else: it returns records of orders."""
    if not kept:
        entries, exits = signals()
        kept["entries"] = np.ascontiguousarray(entries.values.reshape(-1, 1))
        kept["exits"] = np.ascontiguousarray(exits.values.reshape(-1, 1))
        kept["close"] = np.ascontiguousarray(close.values.reshape(-1, 1))
        kept["sequence"] = build_call_seq_nb(kept["close"].shape, np.array([1]))
    orders, _ = dispatch.simulate_from_signals(
        kept["close"].shape,
        np.array([1]),
        np.array([float(given["cash"])]),
        kept["sequence"],
        entries=kept["entries"],
        exits=kept["exits"],
        size=np.asarray(float(given["qty"])),
        fees=np.asarray(rate),
        close=kept["close"],
        max_orders=given["ordersMax"],
        use_stops=False,
        engine=engine,
    )
    value = np.where(orders["side"] == 0, -1, 1) * orders["size"] * orders["price"] - orders["fees"]
    cash = given["cash"] + value.sum()
    held = orders["size"][-1] if orders["side"][-1] == 0 else 0
    return (orders["side"] == 1).sum(), cash + held * kept["close"][-1, 0]


serve("vectorbt", {"ends": ends, "whole": whole, "kernel-numba": lambda: kernel("numba"), "kernel-rust": lambda: kernel("rust")})
