"""backtrader: orders fill at the next open, what is open at the end is worth the last close."""
import backtrader as bt

from turns import frame, job, load, serve

given = job()
bars = frame(load(given))


class Crossing(bt.Strategy):
    def __init__(self):
        fast = bt.ind.SMA(self.data.close, period=given["fast"])
        slow = bt.ind.SMA(self.data.close, period=given["slow"])
        self.cross = bt.ind.CrossOver(fast, slow)

    def next(self):
        if self.cross[0] > 0 and not self.position:
            self.buy(size=given["qty"])
        elif self.cross[0] < 0 and self.position:
            self.close()


def run():
    cerebro = bt.Cerebro(stdstats=False)
    cerebro.adddata(bt.feeds.PandasData(dataname=bars))
    cerebro.addstrategy(Crossing)
    cerebro.broker.setcash(given["cash"])
    cerebro.broker.setcommission(commission=given["feeBps"] / 1e4)
    cerebro.addanalyzer(bt.analyzers.TradeAnalyzer, _name="trades")
    strategy = cerebro.run()[0]
    return strategy.analyzers.trades.get_analysis().total.closed, cerebro.broker.getvalue()


serve("backtrader", {"whole": run})
