using DarkSwap.Bitcoin.Fees;
using DarkSwap.Bitcoin.Scripts;
using DarkSwap.Bitcoin.Transactions;

namespace DarkSwap.Bitcoin.Tests.Fees;

public class FeeTests
{
    [Theory]
    [InlineData("0014000102030405060708090a0b0c0d0e0f10111213", 294)]
    [InlineData("5120000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f", 330)]
    [InlineData("0020000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f", 330)]
    [InlineData("a914000102030405060708090a0b0c0d0e0f1011121387", 540)]
    [InlineData("76a914000102030405060708090a0b0c0d0e0f1011121388ac", 546)]
    [InlineData("51024e73", 240)]
    [InlineData("6a5d0101", 0)]
    public void Knows_the_dust_limit_of_every_script(string script, long satoshis)
    {
        DustLimit.SatoshisOf(Script.Parse(script)).ShouldBe(satoshis);
        DustLimit.IsDust(new(satoshis, Script.Parse(script))).ShouldBeFalse();
        DustLimit.IsDust(new(satoshis - 1, Script.Parse(script))).ShouldBeTrue();
    }

    [Theory]
    [InlineData(1000, 400, 100)]
    [InlineData(1000, 401, 101)]
    [InlineData(1, 1, 1)]
    [InlineData(0, 4000, 0)]
    [InlineData(2_500_000_000_000, 400_000, 250_000_000_000_000)]
    public void Rounds_fees_up(long rate, int weight, long fee) => TransactionFee.SatoshisFor(rate, weight).ShouldBe(fee);

    [Theory]
    [InlineData(100, 400, 1000)]
    [InlineData(101, 400, 1010)]
    [InlineData(100, 401, 998)]
    public void Rounds_rates_up(long fee, int weight, long rate) => TransactionFee.RateFor(fee, weight).ShouldBe(rate);

    [Fact]
    public void Weighs_unknown_scripts_not_at_all()
    {
        var transaction = new Transaction(2, [new(OutPoint.Coinbase, 0)], [new(1, default)], 0);
        SignedWeight.Of(transaction, [ScriptTemplate.PayToWitnessScriptHash(new byte[32])]).ShouldBeNull();
        SignedWeight.Of(transaction, [ScriptTemplate.PayToTaproot(new byte[32])]).ShouldBe((transaction.BaseSize * 4) + 2 + 66);
        SignedWeight.Of(transaction, [ScriptTemplate.PayToWitnessPublicKeyHash(new byte[20])]).ShouldBe((transaction.BaseSize * 4) + 2 + 108);
    }
}
