using System.Numerics;
using DarkSwap.Contracts.Orders;
using DarkSwap.Orderbook.Domain;
using FsCheck;
using FsCheck.Fluent;
using static DarkSwap.Orderbook.Tests.OrderExamples;

namespace DarkSwap.Orderbook.Tests.Domain;

public sealed class BookTests
{
    [Fact]
    public void Prices_compare_exactly_where_products_need_256_bits()
    {
        var greatest = new ExactPrice(UInt128.MaxValue, UInt128.MaxValue - 1);
        var less = new ExactPrice(UInt128.MaxValue - 1, UInt128.MaxValue - 2);
        greatest.CompareTo(less).ShouldBe(-1);
        new ExactPrice(1, UInt128.MaxValue).CompareTo(new ExactPrice(UInt128.MaxValue, 1)).ShouldBe(-1);
        new ExactPrice(2, 4).ShouldBe(new ExactPrice(1, 2));
        new ExactPrice(2, 4).GetHashCode().ShouldBe(new ExactPrice(1, 2).GetHashCode());
    }

    [Fact]
    public void Sort_keys_order_as_prices_do() =>
        Prop.ForAll(Prices().Two().ToArbitrary(), pair =>
        {
            var byKey = string.CompareOrdinal(pair.Item1.SortKey, pair.Item2.SortKey);
            var byPrice = pair.Item1.CompareTo(pair.Item2);
            return pair.Item1.SortKey.Length == ExactPrice.SortKeyLength && (byKey == 0 || Math.Sign(byKey) == Math.Sign(byPrice)) && (byPrice != 0 || byKey == 0);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Depth_adds_up_equal_prices_and_shows_the_best_first()
    {
        var depth = Depth.Of(
            [Ask("a", 30, 10), Ask("b", 20, 5), Ask("c", 40, 7, per: 2), Bid("d", 10, 3), Bid("e", 15, 4)],
            levels: 10);

        depth.Asks.ShouldBe([new DepthLevel(new ExactPrice(20, 1), 12, 2), new DepthLevel(new ExactPrice(30, 1), 10, 1)]);
        depth.Bids.ShouldBe([new DepthLevel(new ExactPrice(15, 1), 4, 1), new DepthLevel(new ExactPrice(10, 1), 3, 1)]);
    }

    [Fact]
    public void Depth_shows_so_many_levels_and_whole_ones()
    {
        var depth = Depth.Of([Ask("a", 20, 10), Ask("b", 20, 5), Ask("c", 30, 7)], levels: 1);

        depth.Asks.ShouldBe([new DepthLevel(new ExactPrice(20, 1), 15, 2)]);
    }

    [Fact]
    public void A_level_of_more_than_there_are_numbers_stays_at_the_greatest() =>
        Depth.Of([Ask("a", 1, UInt128.MaxValue), Ask("b", 1, 5)], 1).Asks.Single().Amount.ShouldBe(UInt128.MaxValue);

    [Fact]
    public void Equal_prices_go_by_age_then_by_id()
    {
        var older = Ask("b", 20, 1) with { CreatedAt = Now.AddMinutes(-1) };
        BookOrder[] ordered = [.. new[] { Ask("c", 20, 1), Ask("a", 20, 1), older }.Order(PriceTimeOrder.Instance)];
        ordered.Select(order => order.OrderId).ShouldBe(["b", "a", "c"]);
    }

    [Fact]
    public void A_buyer_is_filled_by_the_cheapest_and_a_seller_by_the_dearest()
    {
        BookOrder[] book = [Ask("dear", 30, 10), Ask("cheap", 20, 10), Bid("low", 5, 10), Bid("high", 9, 10)];

        Fill(OrderSide.Buy, 15, book).ShouldBe([new("cheap", 10, 200), new("dear", 5, 150)]);
        Fill(OrderSide.Sell, 15, book).ShouldBe([new("high", 10, 90), new("low", 5, 25)]);
    }

    [Fact]
    public void A_minimum_fill_is_honoured_and_what_is_left_may_always_be_taken_whole()
    {
        BookOrder[] book = [Ask("picky", 20, 10) with { MinimumFill = 8 }, Ask("easy", 30, 10)];
        Fill(OrderSide.Buy, 5, book).ShouldBe([new("easy", 5, 150)]);

        BookOrder[] rest = [Ask("rest", 20, 4) with { MinimumFill = 8 }];
        Fill(OrderSide.Buy, 5, rest).ShouldBe([new("rest", 4, 80)]);
    }

    [Fact]
    public void Own_orders_are_never_suggested()
    {
        var plan = FillPlan.Of(OrderSide.Buy, 5, [Ask("own", 1, 10) with { IsOwn = true }], 32);

        plan.Fills.ShouldBeEmpty();
        plan.Missing.ShouldBe((UInt128)5);
    }

    [Fact]
    public void Each_fill_is_rounded_as_its_settlement_rounds_it()
    {
        Fill(OrderSide.Buy, 1, [Ask("a", 1, 10, per: 3)]).ShouldBe([new("a", 1, 1)]);
        Fill(OrderSide.Sell, 4, [Bid("b", 1, 10, per: 3)]).ShouldBe([new("b", 4, 1)]);
        Fill(OrderSide.Sell, 2, [Bid("b", 1, 10, per: 3)]).ShouldBeEmpty();
    }

    [Fact]
    public void A_plan_never_fills_more_than_asked_or_than_an_order_has() =>
        Prop.ForAll(Books().ToArbitrary(), book =>
        {
            var plan = FillPlan.Of(OrderSide.Buy, 1_000, book, 5);
            return plan.Filled + plan.Missing == 1_000
                && plan.Fills.Count <= 5
                && plan.Fills.Aggregate(UInt128.Zero, (sum, fill) => sum + fill.Fill) == plan.Filled
                && plan.Fills.All(fill => book.Single(order => order.OrderId == fill.OrderId) is var order
                    && fill.Fill <= order.Remaining && (fill.Fill >= order.MinimumFill || fill.Fill == order.Remaining) && !order.IsOwn)
                && plan.QuoteSatoshis == plan.Fills.Aggregate(BigInteger.Zero, (sum, fill) => sum + fill.QuoteSatoshis);
        }).QuickCheckThrowOnFailure();

    private static IReadOnlyList<SuggestedFill> Fill(OrderSide side, UInt128 amount, BookOrder[] book) => FillPlan.Of(side, amount, book, 32).Fills;

    private static BookOrder Ask(string id, UInt128 price, UInt128 remaining, UInt128? per = null) => new()
    {
        OrderId = id,
        Side = OrderSide.Sell,
        Price = new ExactPrice(price, per ?? 1),
        Remaining = remaining,
        MinimumFill = 1,
        CreatedAt = Now,
        IsOwn = false,
    };

    private static BookOrder Bid(string id, UInt128 price, UInt128 remaining, UInt128? per = null) => Ask(id, price, remaining, per) with { Side = OrderSide.Buy };

    private static Gen<ExactPrice> Prices() =>
        from quote in Amounts()
        from @base in Amounts()
        select new ExactPrice(quote, @base);

    private static Gen<UInt128> Amounts() =>
        from upper in Gen.OneOf(Gen.Constant(0UL), ArbMap.Default.GeneratorFor<ulong>())
        from lower in ArbMap.Default.GeneratorFor<ulong>()
        select UInt128.Max(new UInt128(upper, lower), 1);

    private static Gen<BookOrder[]> Books() =>
        from count in Gen.Choose(0, 12)
        from orders in Gen.ArrayOf(
            from price in Gen.Choose(1, 50)
            from remaining in Gen.Choose(1, 400)
            from minimum in Gen.Choose(1, 400)
            from isOwn in ArbMap.Default.GeneratorFor<bool>()
            select Ask("?", (UInt128)price, (UInt128)remaining) with { MinimumFill = (UInt128)minimum, IsOwn = isOwn },
            count)
        select orders.Select((order, index) => order with { OrderId = $"order {index}" }).ToArray();
}
