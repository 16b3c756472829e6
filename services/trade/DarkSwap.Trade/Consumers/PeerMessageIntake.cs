using DarkSwap.Contracts.Connectivity;
using DarkSwap.Contracts.Wire.Trades;
using DarkSwap.Contracts.Wire.V1;
using DarkSwap.Trade.Domain;
using DarkSwap.Trade.Options;
using DarkSwap.Trade.Persistence;
using DarkSwap.Trade.Telemetry;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace DarkSwap.Trade.Consumers;

/// <summary>Looks at one message of a peer: signature, sender, and which trade it is for. Whatever is wrong with it is written down and changes nothing.</summary>
public sealed partial class PeerMessageIntake(TradeStore store, IOptions<TradeOptions> options, TradeMetrics metrics, ILogger<PeerMessageIntake> logger)
{
    /// <returns>The trade that the message was given to; null when there was none for it.</returns>
    public async Task<Guid?> TakeAsync(string sender, string network, PeerMessage peerMessage, CancellationToken cancellationToken)
    {
        if (!TradeMessages.TryOpen(peerMessage.Envelope, network, out var signer, out var message, out var payload)
            || !TradeMessages.TryReadTradeId(message.TradeId, out var tradeId))
        {
            return Refuse(sender, "malformed");
        }

        if (signer.ToString() != sender || TradeContents.KindOf(message) != peerMessage.Kind)
        {
            return Refuse(sender, "sender");
        }

        var signal = new TradeSignal.PeerMessage(sender, message, payload, peerMessage.Envelope);
        var row = store.Context.ChangeTracker.Entries<TradeRow>().Select(entry => entry.Entity).FirstOrDefault(entity => entity.TradeId == tradeId)
            ?? await store.FindRowAsync(tradeId, cancellationToken);
        if (row is null)
        {
            return await BeginAsync(signal, tradeId, network, cancellationToken);
        }

        var decision = await store.ApplyAsync(row, signal, cancellationToken);
        if (decision.Fault is { } fault)
        {
            LogFault(tradeId, sender, peerMessage.Kind, fault);
        }

        return tradeId;
    }

    private async Task<Guid?> BeginAsync(TradeSignal.PeerMessage signal, Guid tradeId, string network, CancellationToken cancellationToken)
    {
        if (signal.Message.ContentCase != TradeMessage.ContentOneofCase.Propose)
        {
            return Refuse(signal.Sender, "no trade");
        }

        var minuteAgo = store.Now - TimeSpan.FromMinutes(1);
        if (await store.Context.Trades.CountAsync(row => row.Counterparty == signal.Sender && row.CreatedAt > minuteAgo, cancellationToken) >= options.Value.ProposalsPerMinute)
        {
            return Refuse(signal.Sender, "too many proposals");
        }

        if (Receive(signal, tradeId, network, isBusy: false) is not { } decision)
        {
            return Refuse(signal.Sender, "no proposal");
        }

        var claims = TradeClaims.Of(decision.Trade);
        if (claims.Count > 0 && await IsClaimedAsync(claims, cancellationToken))
        {
            decision = Receive(signal, tradeId, network, isBusy: true)!;
        }

        store.Add(decision, requestHash: null);
        LogProposal(tradeId, signal.Sender, decision.Trade.OrderId, decision.Trade.Stage.ToString(), decision.Trade.Reason);
        return tradeId;
    }

    private TradeDecision? Receive(TradeSignal.PeerMessage signal, Guid tradeId, string network, bool isBusy) =>
        TradeMachine.Receive(signal, tradeId, network, options.Value.Confirmations, options.Value.TakerCoinConfirmations, isBusy, store.Times, store.Now);

    /// <summary>Also looks at what this very transaction adds.</summary>
    private async Task<bool> IsClaimedAsync(IReadOnlyList<string> claims, CancellationToken cancellationToken) =>
        store.Context.Claims.Local.Any(row => claims.Contains(row.Claim)) || await store.IsClaimedAsync(claims, cancellationToken);

    private Guid? Refuse(string sender, string reason)
    {
        metrics.MessageRefused(reason);
        LogRefused(sender, reason);
        return null;
    }

    [LoggerMessage(EventId = 2430, Level = LogLevel.Information, Message = "Trade {TradeId} proposed by {Sender} for order {OrderId}: {Stage} ({Reason})")]
    private partial void LogProposal(Guid tradeId, string sender, string orderId, string stage, string? reason);

    [LoggerMessage(EventId = 2431, Level = LogLevel.Warning, Message = "A message of {Sender} is not looked at: {Reason}")]
    private partial void LogRefused(string sender, string reason);

    [LoggerMessage(EventId = 2432, Level = LogLevel.Warning, Message = "Trade {TradeId}: {Sender} broke the protocol with {Kind}: {Fault}")]
    private partial void LogFault(Guid tradeId, string sender, PeerMessageKind kind, string fault);
}
