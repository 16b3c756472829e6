using DarkSwap.Contracts.Assets;
using DarkSwap.Contracts.Orders;
using DarkSwap.Psbt.Domain.Settlement;

namespace DarkSwap.Psbt.Tests.Settlement;

public sealed class QuoteAmountTests
{
    [Theory]
    [InlineData(OrderSide.Sell, 34)]
    [InlineData(OrderSide.Buy, 33)]
    public void Rounds_in_favour_of_the_maker(OrderSide side, long expected) =>
        QuoteAmount.InSatoshis(100, new Price(1, 3), side).ShouldBe(expected);

    [Theory]
    [InlineData(OrderSide.Sell)]
    [InlineData(OrderSide.Buy)]
    public void Leaves_whole_amounts_alone(OrderSide side) =>
        QuoteAmount.InSatoshis(400, new Price(25, 1), side).ShouldBe(10_000);

    [Fact]
    public void Multiplies_without_overflow() =>
        QuoteAmount.InSatoshis(UInt128.MaxValue, new Price(UInt128.MaxValue, UInt128.MaxValue), OrderSide.Sell).ShouldBeNull();

    [Fact]
    public void Is_exact_where_products_are_over_128_bits() =>
        QuoteAmount.InSatoshis(UInt128.MaxValue, new Price(5_000, UInt128.MaxValue), OrderSide.Buy).ShouldBe(5_000);

    [Fact]
    public void Refuses_less_than_one_satoshi() =>
        QuoteAmount.InSatoshis(1, new Price(1, 3), OrderSide.Buy).ShouldBeNull();
}
