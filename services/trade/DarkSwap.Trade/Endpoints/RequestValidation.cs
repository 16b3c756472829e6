using DarkSwap.Contracts.Orders;
using DarkSwap.Contracts.Wire.Orders;
using DarkSwap.Contracts.Wire.Trades;
using DarkSwap.Contracts.Wire.Values;
using DarkSwap.Trade.Desk;
using DarkSwap.Trade.Domain;

namespace DarkSwap.Trade.Endpoints;

/// <summary>What is wrong with a request, field by field, before anything is done with it.</summary>
internal static class RequestValidation
{
    public const int MaximumAddressLength = 128;
    private const int MaximumConfirmations = 6;
    private const int LongestAcceptanceSeconds = 3600;
    private const int ShortestAcceptanceSeconds = 5;

    public static Dictionary<string, string[]> Check(StartTradeRequest request)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        Require(errors, "tradeId", request.TradeId != Guid.Empty, "is a UUID that is not zero");
        Require(errors, "orderId", HashText.IsHash(request.OrderId), "is 64 lower-case hex digits");
        Require(errors, "fill", request.Fill > UInt128.Zero, "is at least 1");
        CheckFeeRate(errors, request.FeeRate);
        Require(errors, "confirmations", request.Confirmations is >= 1 and <= MaximumConfirmations, $"is 1 to {MaximumConfirmations}");
        Require(errors, "makerCoinConfirmations", request.MakerCoinConfirmations is >= 1 and <= MaximumConfirmations, $"is 1 to {MaximumConfirmations}");
        Require(
            errors,
            "acceptWithinSeconds",
            request.AcceptWithinSeconds is null or (>= ShortestAcceptanceSeconds and <= LongestAcceptanceSeconds),
            $"is {ShortestAcceptanceSeconds} to {LongestAcceptanceSeconds}");
        CheckSettlement(errors, request.Settlement);
        return errors;
    }

    public static void CheckFeeRate(Dictionary<string, string[]> errors, long feeRate) =>
        Require(errors, "feeRate", feeRate is > 0 and <= OrderLimits.MaximumFeeRate, $"is 1 to {OrderLimits.MaximumFeeRate}");

    public static Dictionary<string, string[]> Check(ReasonRequest? request)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var reason = request?.Reason ?? string.Empty;
        Require(errors, "reason", reason.Length <= TradeReasons.MaximumLength && !reason.Any(IsUnfit), $"has at most {TradeReasons.MaximumLength} printable characters");
        return errors;
    }

    public static Dictionary<string, string[]> Check(SignaturesRequest request)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var isPsbt = request.Psbt.Length <= TradeMessages.MaximumPsbtLength && request.Psbt.AsSpan().StartsWith("psbt"u8);
        Require(errors, "psbt", isPsbt, $"is a PSBT (BIP-174) of at most {TradeMessages.MaximumPsbtLength} bytes, in base64");
        return errors;
    }

    public static TradeRequest ToTradeRequest(StartTradeRequest request) => new()
    {
        TradeId = request.TradeId,
        OrderId = request.OrderId,
        Fill = request.Fill,
        FeeRate = request.FeeRate,
        Settlement = new Settlement
        {
            Coins = [.. request.Settlement.Coins.Select(coin => new SettlementCoin(coin.OutPoint, coin.Proof))],
            ReceiveAddress = request.Settlement.ReceiveAddress,
            ChangeAddress = request.Settlement.ChangeAddress,
        },
        Confirmations = request.Confirmations,
        MakerCoinConfirmations = request.MakerCoinConfirmations,
        AcceptWithinSeconds = request.AcceptWithinSeconds,
    };

    private static void CheckSettlement(Dictionary<string, string[]> errors, SettlementRequest settlement)
    {
        var coins = settlement.Coins;
        Require(errors, "settlement.coins", coins.Count is > 0 and <= TradeMessages.MaximumInputs, $"has 1 to {TradeMessages.MaximumInputs} coins");
        for (var index = 0; index < Math.Min(coins.Count, TradeMessages.MaximumInputs); index++)
        {
            var coin = coins[index];
            if (coin is null)
            {
                errors[$"settlement.coins[{index}]"] = ["is required"];
                continue;
            }

            Require(errors, $"settlement.coins[{index}].outPoint", OutPointText.IsOutPoint(coin.OutPoint), "is a transaction id, a colon and an index");
            Require(errors, $"settlement.coins[{index}].proof", coin.Proof.Length is > 0 and <= OrderLimits.MaximumProofLength, $"has 1 to {OrderLimits.MaximumProofLength} bytes");
        }

        Require(errors, "settlement.coins", coins.Where(coin => coin is not null).Select(coin => coin.OutPoint).Distinct().Count() == coins.Count, "names each coin once");
        Require(errors, "settlement.receiveAddress", IsAddress(settlement.ReceiveAddress), "is an address");
        Require(errors, "settlement.changeAddress", IsAddress(settlement.ChangeAddress), "is an address");
    }

    private static bool IsAddress(string address) => address.Length is > 0 and <= MaximumAddressLength && address.All(char.IsAsciiLetterOrDigit);

    private static bool IsUnfit(char character) => char.IsControl(character) || char.IsSurrogate(character);

    private static void Require(Dictionary<string, string[]> errors, string field, bool holds, string reason)
    {
        if (!holds)
        {
            errors.TryAdd(field, [reason]);
        }
    }
}
