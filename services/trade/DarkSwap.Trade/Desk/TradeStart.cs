using System.Security.Cryptography;
using System.Text.Json;
using DarkSwap.Contracts.Orders;
using DarkSwap.Contracts.Psbts;
using DarkSwap.Contracts.Trades;
using DarkSwap.Contracts.Wire;
using DarkSwap.Contracts.Wire.Orders;
using DarkSwap.Contracts.Wire.V1;
using DarkSwap.Primitives;
using DarkSwap.Trade.Domain;
using DarkSwap.Trade.Driving;
using DarkSwap.Trade.Options;
using DarkSwap.Trade.Persistence;
using Microsoft.Extensions.Options;

namespace DarkSwap.Trade.Desk;

/// <summary>Begins trades as their taker.</summary>
public sealed class TradeStart(TradeStore store, ServiceQuestions questions, TradeWakeUp wakeUp, IRandomSource random, IOptions<TradeOptions> options)
{
    private const int NonceLength = 16;

    public async Task<Result<StartedTrade, TradeFailure>> BeginAsync(TradeRequest request, CancellationToken cancellationToken)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(request)));
        if (await FindEarlierAsync(request.TradeId, hash, cancellationToken) is { } earlier)
        {
            return earlier;
        }

        var chain = await questions.GetChainStatusAsync(cancellationToken);
        if (chain.Network is not { } network || !chain.IsReady)
        {
            return new TradeFailure(TradeFailureKind.ChainUnavailable, chain.Detail);
        }

        if (chain.IsAssetSourceMissing)
        {
            return new TradeFailure(TradeFailureKind.AssetSourceMissing);
        }

        if ((await questions.GetOrderAsync(request.OrderId, cancellationToken)).Order is not { } order || order.Network != network)
        {
            return new TradeFailure(TradeFailureKind.UnknownOrder);
        }

        var quoteSatoshis = QuoteAmount.InSatoshis(order.Side == OrderSide.Sell, request.Fill, order.Price.Quote, order.Price.Base) ?? 0;
        if (await RefusalOfAsync(request, order, quoteSatoshis, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        var trade = await MakeAsync(request, order, quoteSatoshis, cancellationToken);
        return await StoreAsync(trade, hash, cancellationToken);
    }

    private async Task<Result<StartedTrade, TradeFailure>?> FindEarlierAsync(Guid tradeId, string hash, CancellationToken cancellationToken)
    {
        if (await store.FindRowAsync(tradeId, cancellationToken) is not { } row)
        {
            return null;
        }

        return row.RequestHash == hash ? new StartedTrade(TradeStorage.Read(row.Document), IsNew: false) : new TradeFailure(TradeFailureKind.TradeIdTaken);
    }

    private async Task<TradeFailure?> RefusalOfAsync(TradeRequest request, OrderSnapshot order, long quoteSatoshis, CancellationToken cancellationToken)
    {
        if (order.IsOwn)
        {
            return new TradeFailure(TradeFailureKind.OwnOrder);
        }

        // A price that cannot be told means that the fill is worth less than a satoshi.
        if (ProposalRules.RefusalOf(order, request.Fill, quoteSatoshis, request.FeeRate, store.Now) is { } reason)
        {
            return new TradeFailure(TradeFailureKind.OrderRefused, Describe(reason, order));
        }

        var selected = await questions.SelectInputsAsync(
            new SelectTradeInputs
            {
                Network = order.Network,
                Role = TradeView.RoleOf(order, TradeSide.Taker),
                Asset = order.Base,
                Fill = request.Fill,
                QuoteSatoshis = quoteSatoshis,
                FeeRate = request.FeeRate,
                Settlement = request.Settlement,
                ProofMessage = SigningDomains.TradeProofMessage(order.Network, request.TradeId),
            },
            cancellationToken);
        return selected.Refusal is { IsTransient: false } refused
            ? new TradeFailure(TradeFailureKind.InputsRefused, $"{CheckNames.Of(refused)}: {refused.Detail}")
            : null;
    }

    private async Task<NewTrade> MakeAsync(TradeRequest request, OrderSnapshot order, long quoteSatoshis, CancellationToken cancellationToken)
    {
        var identity = await questions.GetIdentityAsync(cancellationToken);
        var nonce = new byte[NonceLength];
        random.Fill(nonce);
        return new NewTrade
        {
            TradeId = request.TradeId,
            Order = order,
            Fill = request.Fill,
            QuoteSatoshis = quoteSatoshis,
            FeeRate = request.FeeRate,
            Settlement = request.Settlement,
            TakerKey = identity.PublicKey,
            Nonce = nonce,
            ConfirmationsWanted = request.Confirmations,
            MakerCoinConfirmations = request.MakerCoinConfirmations,
            TakerCoinConfirmations = 1,
            AcceptWithin = TimeSpan.FromSeconds(request.AcceptWithinSeconds ?? options.Value.AcceptanceSeconds),
        };
    }

    private async Task<Result<StartedTrade, TradeFailure>> StoreAsync(NewTrade trade, string hash, CancellationToken cancellationToken)
    {
        var result = await store.RetryAsync<Result<StartedTrade, TradeFailure>>(
            async token =>
            {
                if (await FindEarlierAsync(trade.TradeId, hash, token) is { } earlier)
                {
                    return earlier;
                }

                var decision = TradeMachine.Start(trade, store.Times, store.Now);
                store.Add(decision, hash);
                return new StartedTrade(decision.Trade, IsNew: true);
            },
            cancellationToken);
        wakeUp.Set(trade.TradeId);
        return result;
    }

    private static string Describe(TradeRejectReason reason, OrderSnapshot order) => reason switch
    {
        TradeRejectReason.OrderClosed => $"The order is {order.Status} or has expired.",
        TradeRejectReason.Busy => "The order is suspended: another trade is settling.",
        TradeRejectReason.Unavailable => "The order's coins are still being checked.",
        TradeRejectReason.FillRefused => $"{order.Remaining} remain; at least {order.MinimumFill}, or all that remains, can be filled at once.",
        TradeRejectReason.PriceMismatch => "The fill is worth less than a satoshi, or more than there are.",
        TradeRejectReason.FeeRefused => $"The maker signs fee rates from {order.MinimumFeeRate} to {order.MaximumFeeRate}.",
        TradeRejectReason.Unsupported => "Only runes are traded, for bitcoin.",
        TradeRejectReason.Unspecified or TradeRejectReason.OrderUnknown or TradeRejectReason.OrderStale or TradeRejectReason.CheckFailed
            or TradeRejectReason.Declined or TradeRejectReason.Expired => reason.ToString(),
    };
}
