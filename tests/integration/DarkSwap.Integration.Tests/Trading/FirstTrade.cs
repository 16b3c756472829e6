using DarkSwap.Testing;

namespace DarkSwap.Integration.Tests.Trading;

/// <summary>Alice gives runes and Bob bitcoin, over two nodes of whatever kind the stack makes them, a real chain and wallets that are not ours.</summary>
public abstract class FirstTrade<TStack>(TStack stack) : IClassFixture<TStack>
    where TStack : TradingStack
{
    private const long Premine = 21_000;
    private const long Offered = 1_000;
    private const long Fill = 400;
    private const long SatoshisEach = 25;

    [Theory]
    [InlineData("p2wpkh")]
    [InlineData("p2tr")]
    public async Task The_seller_of_runes_makes_the_offer_and_the_buyer_pays_the_fee(string keyType)
    {
        var pair = await stack.CreatePairAsync($"seller makes {keyType}", keyType, Premine);
        var order = await pair.Alice.PlaceOrderAsync(new OrderTerms(pair.Asset, "sell", Offered, SatoshisEach, 100), pair.RuneCoin);
        await pair.Bob.OrderAsync(order.OrderId, seen => seen.Status == "open");

        var before = await stack.HoldingsOnChainAsync(pair);
        var (_, feeSatoshis) = await stack.TradeAsync(pair.Bob, pair.BitcoinCoin, pair.Alice, order.OrderId, Fill);

        await stack.ShouldHoldAsync(pair, before, aliceSatoshis: Fill * SatoshisEach, bobSatoshis: -(Fill * SatoshisEach) - feeSatoshis, runes: Fill);
    }

    [Theory]
    [InlineData("p2wpkh")]
    [InlineData("p2tr")]
    public async Task The_buyer_of_runes_makes_the_offer_and_the_seller_pays_the_fee(string keyType)
    {
        var pair = await stack.CreatePairAsync($"buyer makes {keyType}", keyType, Premine);
        var order = await pair.Bob.PlaceOrderAsync(new OrderTerms(pair.Asset, "buy", Offered, SatoshisEach, 100), pair.BitcoinCoin);
        await pair.Alice.OrderAsync(order.OrderId, seen => seen.Status == "open");

        var before = await stack.HoldingsOnChainAsync(pair);
        var (_, feeSatoshis) = await stack.TradeAsync(pair.Alice, pair.RuneCoin, pair.Bob, order.OrderId, Offered);

        await stack.ShouldHoldAsync(pair, before, aliceSatoshis: (Offered * SatoshisEach) - feeSatoshis, bobSatoshis: -(Offered * SatoshisEach), runes: Offered);
    }

    [Fact]
    public async Task What_a_partial_fill_leaves_is_offered_again_backed_by_the_change()
    {
        var pair = await stack.CreatePairAsync("partial", "p2tr", Offered);
        var order = await pair.Alice.PlaceOrderAsync(new OrderTerms(pair.Asset, "sell", Offered, SatoshisEach, 100), pair.RuneCoin);
        await pair.Bob.OrderAsync(order.OrderId, seen => seen.Status == "open");
        var before = await stack.HoldingsOnChainAsync(pair);

        var (first, firstFee) = await stack.TradeAsync(pair.Bob, pair.BitcoinCoin, pair.Alice, order.OrderId, Fill);
        var rest = await pair.Bob.OrderAsync(order.OrderId, seen => seen.Status == "open" && seen.Remaining == $"{Offered - Fill}");
        rest.Backing.ShouldBe([$"{first.TransactionId}:2"]);

        var change = await pair.Bob.CoinAsync($"{first.TransactionId}:3", "available");
        var bobsChange = new WalletCoin(first.TransactionId!, 3, long.Parse(change.Satoshis), pair.Bob.CoinKey);
        var (_, secondFee) = await stack.TradeAsync(pair.Bob, bobsChange, pair.Alice, order.OrderId, Offered - Fill);

        await stack.ShouldHoldAsync(pair, before, Offered * SatoshisEach, -(Offered * SatoshisEach) - firstFee - secondFee, Offered);
        await pair.Bob.OrderAsync(order.OrderId, seen => seen.Status == "filled");
    }
}
