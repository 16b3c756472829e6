using System.Security.Cryptography;
using DarkSwap.Bitcoin.Scripts;
using DarkSwap.Bitcoin.Transactions;
using DarkSwap.Testing;

namespace DarkSwap.Integration.Tests.Psbt;

/// <summary>Coins that need no signature (P2WSH of OP_TRUE), so that a test can send any transaction it likes through a real node.</summary>
internal sealed class AnyoneCoins(BitcoinNode node)
{
    private const long FeeSatoshis = 1_000;
    private static readonly byte[] True = [(byte)Opcode.Push1];

    public static Script AnyoneScript { get; } = ScriptTemplate.PayToWitnessScriptHash(SHA256.HashData(True));

    public static Witness Witness { get; } = new([True]);

    public async Task<string> AddressAsync() =>
        (await node.CallAsync("decodescript", [AnyoneScript.ToString()], CancellationToken.None)).GetProperty("address").GetString()!;

    /// <summary>Mined in a block of its own.</summary>
    public async Task<Coin> FundAsync(long satoshis)
    {
        var funded = await node.FundAsync([(await AddressAsync(), satoshis)], CancellationToken.None);
        return new Coin(OutPoint.Parse(funded[0].ToString()), satoshis);
    }

    /// <summary>Pays 5,000 satoshis to each script that isn't OP_RETURN; what is left over a fee goes to the last of them that can be spent.</summary>
    public static Transaction Spend(IReadOnlyList<Coin> coins, params Script[] scripts)
    {
        const long Postage = 5_000;
        var last = Array.FindLastIndex(scripts, script => !script.IsOpReturn);
        var rest = coins.Sum(coin => coin.Satoshis) - FeeSatoshis - (Postage * (scripts.Count(script => !script.IsOpReturn) - 1));
        var outputs = scripts.Select((script, index) => new TransactionOutput(script.IsOpReturn ? 0 : index == last ? rest : Postage, script));
        var inputs = coins.Select(coin => new TransactionInput(coin.OutPoint, TransactionInput.ReplaceableSequence) with { Witness = Witness });
        return new Transaction(2, [.. inputs], [.. outputs], 0);
    }

    public static Coin Output(Transaction transaction, int index) =>
        new(new OutPoint(transaction.Id, (uint)index), transaction.Outputs[index].ValueSatoshis);

    public Task SendAsync(Transaction transaction) => node.SendAsync(transaction.ToString(), CancellationToken.None);

    public async Task MineAsync(params Transaction[] transactions)
    {
        foreach (var transaction in transactions)
        {
            await SendAsync(transaction);
        }

        await node.MineAsync(1, CancellationToken.None);
    }

    public sealed record Coin(OutPoint OutPoint, long Satoshis);
}
