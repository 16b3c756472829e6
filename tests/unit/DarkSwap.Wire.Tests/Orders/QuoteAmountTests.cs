using DarkSwap.Contracts.Wire.Orders;

namespace DarkSwap.Wire.Tests.Orders;

public sealed class QuoteAmountTests
{
    [Theory]
    [InlineData(true, 100, 1, 3, 34)]
    [InlineData(false, 100, 1, 3, 33)]
    [InlineData(true, 3, 5, 7, 3)]
    [InlineData(false, 3, 5, 7, 2)]
    [InlineData(true, 14, 5, 7, 10)]
    [InlineData(false, 14, 5, 7, 10)]
    public void Rounds_in_the_makers_favour(bool isMakerSelling, ulong amount, ulong priceQuote, ulong priceBase, long expected) =>
        QuoteAmount.InSatoshis(isMakerSelling, amount, priceQuote, priceBase).ShouldBe(expected);

    [Fact]
    public void Is_exact_where_products_are_over_128_bits() =>
        QuoteAmount.InSatoshis(false, UInt128.MaxValue, 5_000, UInt128.MaxValue).ShouldBe(5_000);

    [Fact]
    public void Refuses_what_no_money_can_pay()
    {
        QuoteAmount.InSatoshis(true, UInt128.MaxValue, UInt128.MaxValue, 1).ShouldBeNull();
        QuoteAmount.InSatoshis(true, UInt128.MaxValue, UInt128.MaxValue, UInt128.MaxValue).ShouldBeNull();
        QuoteAmount.InSatoshis(false, 1, 1, 3).ShouldBeNull();
        QuoteAmount.InSatoshis(false, 1, 1, 0).ShouldBeNull();
    }
}
