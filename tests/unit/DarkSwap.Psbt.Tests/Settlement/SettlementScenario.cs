using System.Buffers.Binary;
using DarkSwap.Bitcoin.Runes;
using DarkSwap.Bitcoin.Scripts;
using DarkSwap.Bitcoin.Transactions;
using DarkSwap.Contracts.Psbts;
using DarkSwap.Primitives;
using DarkSwap.Psbt.Domain.Settlement;

namespace DarkSwap.Psbt.Tests.Settlement;

/// <summary>Terms and holdings made from a seed: every seed is another trade, and the same seed the same one.</summary>
internal sealed class SettlementScenario
{
    private readonly SeededRandomSource random;

    public SettlementScenario(int seed)
    {
        random = new SeededRandomSource((ulong)(uint)seed);
        Rune = new RuneId(1 + Number(900_000), (uint)Number(3_000));
        Fill = 1 + (UInt128)Number(1_000_000_000);
        var hasAssetChange = Number(2) == 0;
        var assetInputs = MakeInputs(1 + (int)Number(4), 546, 20_000);
        var bitcoinInputs = MakeInputs(1 + (int)Number(4), 100_000, 5_000_000);
        Holdings = assetInputs.ToDictionary(input => OutPoint.Parse(input.OutPoint), _ => RuneBalances.Empty);
        var first = OutPoint.Parse(assetInputs[0].OutPoint);
        Holdings[first] = RuneBalances.Of([
            new(Rune, hasAssetChange ? Fill + 1 + (UInt128)Number(1_000) : Fill),
            .. Number(3) == 0 ? new KeyValuePair<RuneId, UInt128>[] { new(new RuneId(Rune.Block + 1, 7), 99) } : []]);
        Terms = new TradeTerms
        {
            TemplateVersion = 1,
            Network = "regtest:0f9188f1",
            TradeId = new Guid(Bytes(16)),
            OrderId = Convert.ToHexStringLower(Bytes(32)),
            Asset = RuneAsset.Format(Rune),
            Fill = Fill,
            QuoteSatoshis = 1_000 + (long)Number(60_000),
            AssetSide = new TradeParty { Inputs = assetInputs, ReceiveScript = MakeScript(), ChangeScript = MakeScript() },
            BitcoinSide = new TradeParty { Inputs = bitcoinInputs, ReceiveScript = MakeScript(), ChangeScript = MakeScript() },
            FeeRate = 1 + (long)Number(20_000),
            Taker = Number(2) == 0 ? TradeRole.GivesAsset : TradeRole.GivesBitcoin,
        };
    }

    public RuneId Rune { get; }

    public UInt128 Fill { get; }

    public TradeTerms Terms { get; init; }

    public Dictionary<OutPoint, RuneBalances> Holdings { get; }

    public RuneBalances AssetSideHoldings => RuneBalances.TrySum(Holdings.Values, out var sum) ? sum : throw new InvalidOperationException();

    public SettlementTerms Read() => SettlementTermsReader.Read(Terms).Value!;

    public SpentCoin CoinOf(SettlementInput input) => new(input.SpentOutput, Holdings.GetValueOrDefault(input.OutPoint, RuneBalances.Empty));

    public static HashSet<Script> ScriptsOf(SettlementParty party) =>
        [party.ReceiveScript, party.ChangeScript, .. party.Inputs.Select(input => input.Script)];

    private List<TradeInput> MakeInputs(int count, long minimum, long spread) =>
    [
        .. Enumerable.Range(0, count).Select(_ => new TradeInput
        {
            OutPoint = new OutPoint(new TransactionId(Bytes(32)), (uint)Number(5)).ToString(),
            Satoshis = minimum + (long)Number((ulong)spread),
            Script = MakeScript(),
            Proof = [],
        }),
    ];

    private byte[] MakeScript() => Number(2) == 0
        ? ScriptTemplate.PayToWitnessPublicKeyHash(Bytes(20)).ToArray()
        : ScriptTemplate.PayToTaproot(Bytes(32)).ToArray();

    private ulong Number(ulong below) => BinaryPrimitives.ReadUInt64LittleEndian(Bytes(8)) % below;

    private byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        random.Fill(bytes);
        return bytes;
    }
}
