"""backtesting.py: orders fill at the next open, what is open at the end is closed at the last bar's open."""
import pandas as pd
from backtesting import Backtest, Strategy

from turns import frame, job, load, serve

given = job()
bars = frame(load(given))


def average(values, period):
    return pd.Series(values).rolling(period).mean()


class Crossing(Strategy):
    def init(self):
        self.fast = self.I(average, self.data.Close, given["fast"])
        self.slow = self.I(average, self.data.Close, given["slow"])

    def next(self):
        before = self.fast[-2] - self.slow[-2]
        distance = self.fast[-1] - self.slow[-1]
        if before <= 0 < distance and not self.position:
            self.buy(size=given["qty"])
        elif before >= 0 > distance and self.position:
            self.position.close()


def run():
    rate = given["feeBps"] / 1e4
    stats = Backtest(bars, Crossing, cash=given["cash"], commission=rate, finalize_trades=True).run()
    return stats["# Trades"], stats["Equity Final [$]"]


serve("backtesting", {"whole": run})
