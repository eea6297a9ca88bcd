"""NautilusTrader: orders fill at the close of their bar, what is open at the end is worth the last close."""
from decimal import Decimal

from nautilus_trader.backtest.engine import BacktestEngine, BacktestEngineConfig
from nautilus_trader.config import LoggingConfig, RiskEngineConfig
from nautilus_trader.indicators import SimpleMovingAverage
from nautilus_trader.model.currencies import USDT
from nautilus_trader.model.data import BarType
from nautilus_trader.model.enums import AccountType, AssetClass, OmsType, OrderSide
from nautilus_trader.model.identifiers import InstrumentId, Symbol, Venue
from nautilus_trader.model.instruments import Cfd
from nautilus_trader.model.objects import Money, Price, Quantity
from nautilus_trader.persistence.wranglers import BarDataWrangler
from nautilus_trader.trading.strategy import Strategy

from turns import frame, job, load, serve

given = job()
venue = Venue("SIM")
market = InstrumentId(Symbol("FUTURE"), venue)
rate = Decimal(given["feeBps"]) / 10_000

# USDT has eight decimals, so that fees are not rounded to cents.
instrument = Cfd(
    instrument_id=market,
    raw_symbol=market.symbol,
    asset_class=AssetClass.INDEX,
    quote_currency=USDT,
    price_precision=2,
    price_increment=Price.from_str("0.25"),
    size_precision=0,
    size_increment=Quantity.from_int(1),
    margin_init=Decimal(0),
    margin_maint=Decimal(0),
    maker_fee=rate,
    taker_fee=rate,
    ts_event=0,
    ts_init=0,
)
minute = BarType.from_str("FUTURE.SIM-1-MINUTE-LAST-EXTERNAL")
# What an order takes beyond a quarter of a bar's volume fills a tick worse: without volumes every bar has a million.
prices = frame(load(given), ("open", "high", "low", "close"))
bars = BarDataWrangler(minute, instrument).process(prices, ts_init_delta=60_000_000_000)


class Crossing(Strategy):
    def on_start(self):
        self.fast = SimpleMovingAverage(given["fast"])
        self.slow = SimpleMovingAverage(given["slow"])
        self.register_indicator_for_bars(minute, self.fast)
        self.register_indicator_for_bars(minute, self.slow)
        self.subscribe_bars(minute)
        self.qty = Quantity.from_int(given["qty"])
        self.before = None
        self.held = False

    def on_bar(self, bar):
        if not self.slow.initialized:
            return
        distance = self.fast.value - self.slow.value
        before, self.before = self.before, distance
        if before is None:
            return
        if before <= 0 < distance and not self.held:
            self.send(OrderSide.BUY)
        elif before >= 0 > distance and self.held:
            self.send(OrderSide.SELL)

    def send(self, side):
        self.submit_order(self.order_factory.market(market, side, self.qty))
        self.held = not self.held


def run():
    config = BacktestEngineConfig(
        logging=LoggingConfig(bypass_logging=True),
        run_analysis=False,
        risk_engine=RiskEngineConfig(bypass=True),
    )
    engine = BacktestEngine(config=config)
    cash = Money(given["cash"], USDT)
    engine.add_venue(venue, OmsType.NETTING, AccountType.MARGIN, [cash], base_currency=USDT, default_leverage=Decimal(1))
    engine.add_instrument(instrument)
    engine.add_data(bars, validate=False, sort=False)
    engine.add_strategy(Crossing())
    engine.run()
    fills = len(engine.cache.orders_closed())
    trips = fills // 2
    equity = engine.portfolio.account(venue).balance_total(USDT).as_double()
    unrealised = engine.portfolio.unrealized_pnl(market)
    if unrealised is not None:
        equity += unrealised.as_double()
    engine.dispose()
    return trips, equity


serve("nautilus_trader", {"whole": run})
