using DarkSwap.Contracts.Connectivity;
using DarkSwap.Contracts.Wire.Trades;
using DarkSwap.Contracts.Wire.V1;
using DarkSwap.Trade.Domain;
using DarkSwap.Trade.Tests.Simulation;
using Google.Protobuf;

namespace DarkSwap.Trade.Tests.Domain;

/// <summary>Messages that a side signs although its own machine would not say them.</summary>
internal static class Forgery
{
    /// <summary>What <paramref name="sender"/> sent last of a kind, changed and signed anew.</summary>
    public static PeerMessage Change(ModelPair pair, ModelNode sender, PeerMessageKind kind, Action<TradeMessage> change)
    {
        var original = sender.Sent.Last(packet => packet.Message.Kind == kind).Message;
        TradeMessages.TryOpen(original.Envelope, ModelWorld.Network, out _, out var message, out _).ShouldBeTrue();
        change(message!);
        return original with { Envelope = TradeMessages.Seal(pair.World.KeyOf(sender.Side), ModelWorld.Network, message!) };
    }

    /// <summary>A message that continues <paramref name="receiver"/>'s transcript.</summary>
    public static PeerMessage Next(ModelPair pair, ModelNode receiver, TradeMessage message)
    {
        var trade = receiver.Trade!;
        message.TradeId = TradeMessages.ToBytes(trade.TradeId);
        message.Sequence = (uint)trade.NextSequence;
        message.PreviousHash = ByteString.CopyFrom(trade.TranscriptHash);
        var sender = receiver == pair.Maker ? pair.Taker : pair.Maker;
        return new PeerMessage(Guid.Empty, TradeContents.KindOf(message), TradeMessages.Seal(pair.World.KeyOf(sender.Side), ModelWorld.Network, message));
    }
}
