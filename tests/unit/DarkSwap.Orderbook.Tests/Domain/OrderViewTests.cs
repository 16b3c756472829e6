using DarkSwap.Contracts.Orders;
using DarkSwap.Contracts.Wire.Orders;
using DarkSwap.Cryptography;
using DarkSwap.Orderbook.Domain;
using static DarkSwap.Orderbook.Tests.OrderExamples;

namespace DarkSwap.Orderbook.Tests.Domain;

public sealed class OrderViewTests : IDisposable
{
    private readonly PrivateKey maker = Key(1);
    private readonly OrderTerms sell;

    public OrderViewTests() => sell = Sell(maker);

    [Fact]
    public void An_update_never_widens_the_terms()
    {
        var view = View(sell, UpdateOf(sell, 1) with { Remaining = UInt128.MaxValue, ExpiresAt = Now.AddDays(30) });

        view.Remaining.ShouldBe((UInt128)1_000);
        view.ExpiresAt.ShouldBe(sell.ExpiresAt);
    }

    [Fact]
    public void An_update_narrows_amount_expiry_and_backing()
    {
        var view = View(sell, UpdateOf(sell, 1) with { Remaining = 400, ExpiresAt = Now.AddHours(1), Backing = [Coin(7)], Proofs = [Proof(7)] });

        view.Remaining.ShouldBe((UInt128)400);
        view.ExpiresAt.ShouldBe(Now.AddHours(1));
        view.Backing.Single().OutPoint.ShouldBe(Coin(7));
    }

    [Fact]
    public void A_sale_without_coins_is_suspended() =>
        View(sell, UpdateOf(sell, 1) with { Backing = [], Proofs = [] }).IsSuspended.ShouldBeTrue();

    [Fact]
    public void A_purchase_has_no_backing_whatever_an_update_says()
    {
        var buy = Buy(maker);
        View(buy, UpdateOf(buy, 1) with { Backing = [Coin(7)], Proofs = [Proof(7)] }).Backing.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(BackingVerdict.Unverified, OrderStatus.Pending)]
    [InlineData(BackingVerdict.Valid, OrderStatus.Open)]
    [InlineData(BackingVerdict.Invalid, OrderStatus.Unbacked)]
    public void A_sale_is_as_open_as_its_coins_are_good(BackingVerdict verdict, OrderStatus status) =>
        View(sell, null).FactsWith(verdict).StatusAt(Now).ShouldBe(status);

    [Fact]
    public void A_purchase_is_open_at_once() =>
        View(Buy(maker), null).FactsWith(BackingVerdict.Unverified).StatusAt(Now).ShouldBe(OrderStatus.Open);

    [Fact]
    public void Nothing_remaining_is_filled_once_it_is_not_suspended_any_more()
    {
        View(sell, UpdateOf(sell, 1) with { Remaining = 0, Backing = [], Proofs = [], IsSuspended = true }).FactsWith(BackingVerdict.Valid).StatusAt(Now).ShouldBe(OrderStatus.Suspended);
        View(sell, UpdateOf(sell, 2) with { Remaining = 0, Backing = [], Proofs = [] }).FactsWith(BackingVerdict.Valid).StatusAt(Now).ShouldBe(OrderStatus.Filled);
    }

    [Fact]
    public void An_order_expires_at_its_expiry_and_not_before()
    {
        var facts = View(sell, null).FactsWith(BackingVerdict.Valid);
        facts.StatusAt(sell.ExpiresAt.AddMicroseconds(-1)).ShouldBe(OrderStatus.Open);
        facts.StatusAt(sell.ExpiresAt).ShouldBe(OrderStatus.Expired);
    }

    [Fact]
    public void A_good_verdict_stays_while_the_same_coins_back_no_more()
    {
        var before = View(sell, null);
        BackingRule.After(BackingVerdict.Valid, before, View(sell, UpdateOf(sell, 1) with { Remaining = 500 })).ShouldBe(BackingVerdict.Valid);
        BackingRule.After(BackingVerdict.Valid, View(sell, UpdateOf(sell, 1) with { Remaining = 500 }), View(sell, UpdateOf(sell, 2))).ShouldBe(BackingVerdict.Unverified);
        BackingRule.After(BackingVerdict.Valid, before, View(sell, UpdateOf(sell, 1) with { Backing = [Coin(7)], Proofs = [Proof(7)] })).ShouldBe(BackingVerdict.Unverified);
        BackingRule.After(BackingVerdict.Valid, before, View(sell, UpdateOf(sell, 1) with { Proofs = [Proof(7)] })).ShouldBe(BackingVerdict.Unverified);
    }

    [Fact]
    public void A_bad_verdict_is_looked_at_again_with_the_next_update()
    {
        BackingRule.After(BackingVerdict.Invalid, View(sell, null), View(sell, UpdateOf(sell, 1))).ShouldBe(BackingVerdict.Unverified);
        BackingRule.After(BackingVerdict.Invalid, View(sell, null), View(sell, null)).ShouldBe(BackingVerdict.Invalid);
    }

    public void Dispose() => maker.Dispose();

    private OrderView View(OrderTerms terms, OrderUpdateTerms? update)
    {
        var events = new List<OrderEvent> { OrderEventReader.Read(Create(maker, terms), Network, Now).Value! };
        if (update is not null)
        {
            events.Add(OrderEventReader.Read(Update(maker, update), Network, Now).Value!);
        }

        return OrderView.Of(OrderKnowledge.Collect(events).Values.Single())!;
    }
}
