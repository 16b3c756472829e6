using System.Text.Json;
using DarkSwap.Contracts.Wire.Trades;
using DarkSwap.Contracts.Wire.V1;

namespace DarkSwap.Integration.Tests.Kill;

/// <summary>A trade's signed messages as one side's node keeps them, verified from the first to the last.</summary>
public sealed class Transcript
{
    /// <summary>A trade that went as agreed, from the proposal to the broadcast.</summary>
    private static readonly TradeMessage.ContentOneofCase[] Whole =
    [
        TradeMessage.ContentOneofCase.Propose, TradeMessage.ContentOneofCase.Accept, TradeMessage.ContentOneofCase.PsbtCreate, TradeMessage.ContentOneofCase.Signature,
        TradeMessage.ContentOneofCase.Signature, TradeMessage.ContentOneofCase.PsbtSign, TradeMessage.ContentOneofCase.PsbtFinalize, TradeMessage.ContentOneofCase.PsbtBroadcast,
    ];

    private readonly List<string> envelopes = [];
    private readonly List<string> faults = [];

    private Transcript()
    {
    }

    public static async Task<Transcript> ReadAsync(Robot side, Robot other, Guid tradeId, string network)
    {
        var answer = await side.PersistAsync(HttpMethod.Get, $"trades/{tradeId}/transcript", null);
        var transcript = new Transcript();
        var kinds = new List<TradeMessage.ContentOneofCase>();
        var hash = TradeMessages.FirstHash();
        foreach (var (position, item) in answer.Body.GetProperty("items").EnumerateArray().Index())
        {
            var envelope = item.GetProperty("envelope").GetBytesFromBase64();
            transcript.envelopes.Add(Convert.ToHexStringLower(envelope));
            if (!TradeMessages.TryOpen(envelope, network, out var signer, out var message, out var payload))
            {
                transcript.faults.Add($"message {position} does not verify");
                continue;
            }

            hash = TradeMessages.NextHash(hash, payload);
            kinds.Add(message.ContentCase);
            transcript.Check(item, position, hash, signer.ToString() == (item.GetProperty("isOwn").GetBoolean() ? side : other).Node.PeerId, message, tradeId);
        }

        transcript.IsWhole = kinds.SequenceEqual(Whole);
        return transcript;
    }

    public bool IsWhole { get; private set; }

    public IReadOnlyList<string> Faults => faults;

    public bool IsSameAs(Transcript other) => envelopes.SequenceEqual(other.envelopes);

    private void Check(JsonElement item, int position, byte[] hash, bool isOfItsSide, TradeMessage message, Guid tradeId)
    {
        if (item.GetProperty("position").GetInt32() != position)
        {
            faults.Add($"message {position} has another place");
        }

        if (item.GetProperty("hash").GetString() != Convert.ToHexStringLower(hash))
        {
            faults.Add($"message {position} breaks the chain of hashes");
        }

        if (!isOfItsSide || !TradeMessages.TryReadTradeId(message.TradeId, out var named) || named != tradeId)
        {
            faults.Add($"message {position} is another's, or of another trade");
        }
    }
}
