using System.Buffers.Binary;
using DarkSwap.Contracts.Psbts;
using DarkSwap.Contracts.Wire.Values;
using DarkSwap.Trade.Domain;

namespace DarkSwap.Trade.Tests.Simulation;

/// <summary>Small transactions in the real encoding, and stand-ins for the PSBTs around them, as a wallet and the psbt service would make them.</summary>
internal static class ModelTransactions
{
    private const byte Nobody = (byte)'U';
    private const byte Both = (byte)'M';

    /// <summary>A transaction that spends these outpoints; the value of its one output tells transactions apart.</summary>
    public static byte[] Spend(IEnumerable<string> outPoints, long value)
    {
        var inputs = outPoints.Order(StringComparer.Ordinal).ToList();
        var bytes = new List<byte> { 2, 0, 0, 0, (byte)inputs.Count };
        foreach (var outPoint in inputs)
        {
            OutPointText.TryRead(outPoint, out var wire).ShouldBeTrue();
            bytes.AddRange(wire!.TransactionId.Span);
            var index = new byte[4];
            BinaryPrimitives.WriteUInt32LittleEndian(index, wire.Index);
            bytes.AddRange(index);
            bytes.AddRange([0, 0xFD, 0xFF, 0xFF, 0xFF]);
        }

        var amount = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(amount, value);
        bytes.AddRange([1, .. amount, 1, 0x51, 0, 0, 0, 0]);
        return [.. bytes];
    }

    public static string IdOf(byte[] transaction)
    {
        TransactionIdentifier.TryCompute(transaction, out var transactionId).ShouldBeTrue();
        return transactionId!;
    }

    /// <summary>What both sides build from the same terms.</summary>
    public static TemplatePrepared Template(TradeTerms terms)
    {
        var transaction = Spend(terms.AssetSide.Inputs.Concat(terms.BitcoinSide.Inputs).Select(input => input.OutPoint), terms.FeeRate);
        var transactionId = IdOf(transaction);
        return new TemplatePrepared
        {
            Psbt = Unsigned(transaction),
            TemplateHash = System.Security.Cryptography.SHA256.HashData(transaction),
            TransactionId = transactionId,
            FeeSatoshis = terms.FeeRate,
            AssetChangeOutPoint = transactionId + ":2",
        };
    }

    public static byte[] Unsigned(byte[] transaction) => [.. "psbt"u8, Nobody, .. transaction];

    public static byte[] Sign(byte[] unsignedPsbt, TradeRole role) => [.. "psbt"u8, MarkOf(role), .. unsignedPsbt.AsSpan(5)];

    /// <summary>Both sides' signatures in one PSBT.</summary>
    public static byte[] Merge(byte[] unsignedPsbt) => [.. "psbt"u8, Both, .. unsignedPsbt.AsSpan(5)];

    public static bool IsSignedBy(byte[] psbt, TradeRole role, byte[] unsignedPsbt) => psbt.AsSpan().SequenceEqual(Sign(unsignedPsbt, role));

    /// <summary>The asset side's input is the first, the other side's the second.</summary>
    public static IReadOnlyList<int> SignedInputsOf(byte[] psbt) => psbt[4] switch
    {
        Both => [0, 1],
        var mark when mark == MarkOf(TradeRole.GivesAsset) => [0],
        var mark when mark == MarkOf(TradeRole.GivesBitcoin) => [1],
        _ => [],
    };

    public static int InputOf(TradeRole role) => role == TradeRole.GivesAsset ? 0 : 1;

    public static byte[] TransactionOf(byte[] psbt) => psbt[5..];

    private static byte MarkOf(TradeRole role) => (byte)(role == TradeRole.GivesAsset ? 'A' : 'B');
}
