using DarkSwap.Integration.Tests.Sdk;
using DarkSwap.Integration.Tests.Trading;

namespace DarkSwap.Integration.Tests.CommandLine;

/// <summary>A whole trade by nothing but the command line, and what it shows of it.</summary>
[Collection(OneTradingStack.Name)]
[Trait("Category", "Server")]
public sealed class TradeByCommandLineTests(TradingStack stack)
{
    [Fact]
    public async Task Two_operators_trade_with_darkswap_and_their_wallets()
    {
        var pair = await stack.CreatePairAsync("darkswap trades", "p2wpkh", 100_000);
        using var alice = new CommandLine(stack.AliceNode);
        using var bob = new CommandLine(stack.BobNode);

        var order = await alice.JsonAsync(
            SignedBy(pair.Alice),
            "orders", "place", "--side", "sell", "--base", pair.Asset, "--amount", "1000", "--price", "2/1", "--minimum-fill", "100",
            "--coin", pair.RuneCoin.OutPoint, "--receive", pair.Alice.ReceiveKey.Address, "--change", pair.Alice.CoinKey.Address, "--prove-change");
        var orderId = order.GetProperty("orderId").GetString()!;
        await Waiting.ForAsync("the order in Bob's book", async () => (await bob.RunAsync("orders", "list", "--base", pair.Asset, "--side", "sell")).Output.Contains(orderId, StringComparison.Ordinal) ? "there" : null);
        (await bob.RunAsync("markets", "depth", pair.Asset)).Output.ShouldContain("2/1");
        (await bob.JsonAsync("markets", "quote", pair.Asset, "--side", "buy", "--amount", "400")).GetProperty("quoteSatoshis").GetString().ShouldBe("800");

        var trade = await bob.JsonAsync(
            SignedBy(pair.Bob),
            "trades", "start", orderId, "--fill", "400", "--fee-rate", "2000", "--accept-within", $"{TradingStack.AutomaticAcceptanceSeconds}",
            "--coin", pair.BitcoinCoin.OutPoint, "--receive", pair.Bob.ReceiveKey.Address, "--change", pair.Bob.CoinKey.Address);
        var tradeId = trade.GetProperty("tradeId").GetString()!;
        await SignAsync(bob, pair.Bob, tradeId, "bitcoinjs");
        await SignAsync(alice, pair.Alice, tradeId, "scure");
        await pair.Bob.TradeAsync(Guid.Parse(tradeId), state => state.IsBroadcast);
        await stack.ConfirmAsync(Guid.Parse(tradeId), pair.Bob, pair.Alice);

        (await bob.RunAsync("trades", "list", "--state", "completed")).Output.ShouldContain(tradeId);
        var transcript = await bob.JsonAsync("trades", "transcript", tradeId);
        transcript.GetProperty("items")[0].GetProperty("kind").GetString().ShouldBe("tradePropose");
        (await bob.RunAsync("trades", "show", tradeId)).Output.ShouldContain("completed");
        (await bob.RunAsync("markets", "trades", pair.Asset)).Output.ShouldContain("800");
        (await bob.RunAsync("assets", "holder", pair.Asset, pair.Bob.ReceiveKey.Address)).Output.ShouldContain("400");
    }

    private AnsweringReader SignedBy(Trader trader) => new(message => stack.Wallet.SignMessageAsync(trader.CoinKey, message, CancellationToken.None));

    /// <summary>Waits for the turn, and looks at the PSBT in every way before the wallet signs it.</summary>
    private async Task SignAsync(CommandLine side, Trader trader, string tradeId, string library)
    {
        await Waiting.ForAsync($"{trader.Name}'s turn", async () => (await side.RunAsync("trades", "list", "--needs", "signature")).Output.Contains(tradeId, StringComparison.Ordinal) ? "turn" : null);
        var file = side.FilePath($"{tradeId}.psbt");
        var shown = await side.JsonAsync("trades", "psbt", tradeId, "--output", file);
        var inputs = shown.GetProperty("inputsToSign").EnumerateArray().Select(input => input.GetProperty("index").GetInt32()).ToArray();
        (await side.JsonAsync("psbts", "decode", file)).GetProperty("transactionId").GetString().ShouldBe(shown.GetProperty("transactionId").GetString());
        (await side.JsonAsync("psbts", "analyse", file)).GetProperty("feeSatoshis").GetString().ShouldBe(shown.GetProperty("feeSatoshis").GetString());
        (await side.JsonAsync("psbts", "verify", file)).GetProperty("isValid").GetBoolean().ShouldBeTrue();
        (await side.JsonAsync("psbts", "simulate", file)).GetProperty("isCenotaph").GetBoolean().ShouldBeFalse();

        var signed = await stack.Wallet.SignPsbtAsync((await File.ReadAllTextAsync(file)).Trim(), trader.CoinKey, inputs, library, CancellationToken.None);
        var signedFile = side.FilePath($"{tradeId}.signed");
        await File.WriteAllTextAsync(signedFile, signed);
        (await side.JsonAsync("psbts", "combine", file, signedFile)).GetProperty("transactionId").GetString().ShouldBe(shown.GetProperty("transactionId").GetString());
        (await side.RunAsync("trades", "sign", tradeId, signedFile)).Code.ShouldBe(0);
    }
}
