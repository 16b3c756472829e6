using System.Diagnostics.CodeAnalysis;
using DarkSwap.Contracts.Connectivity;
using DarkSwap.Contracts.Psbts;
using DarkSwap.Contracts.Wire.V1;
using DarkSwap.Contracts.Wire.Values;
using Google.Protobuf;
using Google.Protobuf.Collections;

namespace DarkSwap.Trade.Domain;

/// <summary>Between the messages of the wire and what the services speak of.</summary>
public static class TradeContents
{
    public static PeerMessageKind KindOf(TradeMessage message) => message.ContentCase switch
    {
        TradeMessage.ContentOneofCase.Propose => PeerMessageKind.TradePropose,
        TradeMessage.ContentOneofCase.Accept => PeerMessageKind.TradeAccept,
        TradeMessage.ContentOneofCase.Reject => PeerMessageKind.TradeReject,
        TradeMessage.ContentOneofCase.Cancel => PeerMessageKind.TradeCancel,
        TradeMessage.ContentOneofCase.Signature => PeerMessageKind.TradeSignature,
        TradeMessage.ContentOneofCase.PsbtCreate => PeerMessageKind.PsbtCreate,
        TradeMessage.ContentOneofCase.PsbtUpdate => PeerMessageKind.PsbtUpdate,
        TradeMessage.ContentOneofCase.PsbtSign => PeerMessageKind.PsbtSign,
        TradeMessage.ContentOneofCase.PsbtFinalize => PeerMessageKind.PsbtFinalize,
        TradeMessage.ContentOneofCase.PsbtBroadcast => PeerMessageKind.PsbtBroadcast,
        TradeMessage.ContentOneofCase.None => throw new ArgumentException("A trade message without content", nameof(message)),
    };

    public static WireTradeInput ToWire(TradeInput input)
    {
        if (!OutPointText.TryRead(input.OutPoint, out var outPoint))
        {
            throw new ArgumentException($"{input.OutPoint} is not an outpoint", nameof(input));
        }

        return new WireTradeInput
        {
            OutPoint = outPoint,
            Satoshis = input.Satoshis,
            Script = ByteString.CopyFrom(input.Script),
            PreviousTransaction = ByteString.CopyFrom(input.PreviousTransaction ?? []),
            Proof = ByteString.CopyFrom(input.Proof),
        };
    }

    /// <summary>False when an outpoint is malformed or comes twice.</summary>
    public static bool TryReadParty(
        RepeatedField<WireTradeInput> inputs, ByteString receiveScript, ByteString changeScript, [NotNullWhen(true)] out TradeParty? party)
    {
        party = null;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var read = new List<TradeInput>(inputs.Count);
        foreach (var input in inputs)
        {
            if (input.OutPoint is null || OutPointText.Of(input.OutPoint) is not { } outPoint || !seen.Add(outPoint))
            {
                return false;
            }

            read.Add(new TradeInput
            {
                OutPoint = outPoint,
                Satoshis = input.Satoshis,
                Script = input.Script.ToByteArray(),
                PreviousTransaction = input.PreviousTransaction.IsEmpty ? null : input.PreviousTransaction.ToByteArray(),
                Proof = input.Proof.ToByteArray(),
            });
        }

        party = new TradeParty { Inputs = read, ReceiveScript = receiveScript.ToByteArray(), ChangeScript = changeScript.ToByteArray() };
        return read.Count > 0;
    }
}
