using System.Security.Cryptography;
using System.Text;
using DarkSwap.Contracts.Wire.Orders;
using DarkSwap.Contracts.Wire.V1;
using DarkSwap.Contracts.Wire.Values;
using DarkSwap.Cryptography;
using Google.Protobuf;

namespace DarkSwap.Contracts.Wire.Trades;

/// <summary>Lengths and ranges that every trade message keeps, so that whoever reads one need not ask again.</summary>
internal static class TradeMessageShape
{
    private const int MaximumScriptLength = 64;
    private const int MaximumNonceLength = 32;
    private const int MaximumReasonLength = 256;

    public static bool IsValid(TradeMessage message) =>
        TradeMessages.TryReadTradeId(message.TradeId, out _) && IsHash(message.PreviousHash) && HasValidContent(message);

    private static bool HasValidContent(TradeMessage message) => message.ContentCase switch
    {
        TradeMessage.ContentOneofCase.Propose => IsValid(message.Propose),
        TradeMessage.ContentOneofCase.Accept => IsValid(message.Accept),
        TradeMessage.ContentOneofCase.Reject => IsReason(message.Reject.Detail),
        TradeMessage.ContentOneofCase.Cancel => IsReason(message.Cancel.Reason) && IsHash(message.Cancel.LastSeenHash),
        TradeMessage.ContentOneofCase.Signature => IsHash(message.Signature.TemplateHash) && IsHash(message.Signature.TransactionId),
        TradeMessage.ContentOneofCase.PsbtCreate => IsPsbt(message.PsbtCreate.Psbt),
        TradeMessage.ContentOneofCase.PsbtUpdate => IsPsbt(message.PsbtUpdate.Psbt) && message.PsbtUpdate.FeeRate > 0 && IsTime(message.PsbtUpdate.SignBy),
        TradeMessage.ContentOneofCase.PsbtSign => IsPsbt(message.PsbtSign.Psbt),
        TradeMessage.ContentOneofCase.PsbtFinalize => IsPsbt(message.PsbtFinalize.Transaction),
        TradeMessage.ContentOneofCase.PsbtBroadcast => IsHash(message.PsbtBroadcast.TransactionId),
        TradeMessage.ContentOneofCase.None => false,
    };

    private static bool IsValid(TradePropose propose) =>
        IsHash(propose.OrderId)
        && (propose.UpdateSequence == 0 ? propose.UpdateHash.IsEmpty : IsHash(propose.UpdateHash))
        && AmountBytes.TryRead(propose.Fill, out var fill) && fill > UInt128.Zero
        && propose.QuoteSatoshis is > 0 and <= OrderLimits.MaximumSatoshis
        && PublicKey.TryReadEd25519(propose.Taker.Span, out _)
        && propose.Delegation.Length <= OrderLimits.MaximumEnvelopeLength
        && AreInputs(propose.Inputs)
        && IsScript(propose.ReceiveScript) && IsScript(propose.ChangeScript)
        && propose.FeeRate is > 0 and <= OrderLimits.MaximumFeeRate
        && IsTime(propose.AcceptBy) && IsTime(propose.SignBy)
        && propose.Nonce.Length <= MaximumNonceLength;

    private static bool IsValid(TradeAccept accept) =>
        IsHash(accept.ProposalHash)
        && AreInputs(accept.Inputs)
        && IsScript(accept.ReceiveScript) && IsScript(accept.ChangeScript)
        && IsTime(accept.AcceptUntil)
        && IsHash(accept.TemplateHash) && IsHash(accept.TransactionId);

    private static bool AreInputs(IReadOnlyList<WireTradeInput> inputs) =>
        inputs.Count is > 0 and <= TradeMessages.MaximumInputs && inputs.All(IsInput);

    private static bool IsInput(WireTradeInput input) =>
        input.OutPoint is { } outPoint && IsHash(outPoint.TransactionId)
        && input.Satoshis is >= 0 and <= OrderLimits.MaximumSatoshis
        && IsScript(input.Script)
        && input.Proof.Length is > 0 and <= OrderLimits.MaximumProofLength;

    private static bool IsHash(ByteString bytes) => bytes.Length == SHA256.HashSizeInBytes;

    private static bool IsPsbt(ByteString bytes) => bytes.Length is > 0 and <= TradeMessages.MaximumPsbtLength;

    private static bool IsScript(ByteString bytes) => bytes.Length is > 0 and <= MaximumScriptLength;

    private static bool IsTime(long microseconds) => UnixMicroseconds.TryRead(microseconds, out _);

    private static bool IsReason(string text) => Encoding.UTF8.GetByteCount(text) <= MaximumReasonLength;
}
