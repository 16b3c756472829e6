using DarkSwap.Connectivity.Persistence;
using DarkSwap.Connectivity.Telemetry;
using DarkSwap.Cryptography;
using Microsoft.EntityFrameworkCore;

namespace DarkSwap.Connectivity.Delivery;

/// <summary>Forgets messages that their recipient has stored.</summary>
internal sealed class Acknowledgements(IDbContextFactory<ConnectivityDbContext> contexts, ConnectivityMetrics metrics)
{
    public async Task AcceptAsync(PeerId sender, IReadOnlyList<Guid> messageIds, CancellationToken cancellationToken)
    {
        var recipient = sender.ToString();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var count = await context.OutboundMessages
            .Where(message => message.Recipient == recipient && messageIds.Contains(message.MessageId))
            .ExecuteDeleteAsync(cancellationToken);
        metrics.MessagesAcknowledged(count);
    }
}
