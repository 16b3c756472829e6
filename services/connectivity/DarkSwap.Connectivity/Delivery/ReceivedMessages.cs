using DarkSwap.Connectivity.Persistence;
using DarkSwap.Contracts.Connectivity;
using DarkSwap.Cryptography;
using Microsoft.EntityFrameworkCore;

namespace DarkSwap.Connectivity.Delivery;

/// <summary>Stores a peer's trade and PSBT messages and hands on those that are new, in one transaction; only then may they be acknowledged.</summary>
internal sealed class ReceivedMessages(IDbContextFactory<ConnectivityDbContext> contexts, TimeProvider timeProvider)
{
    public async Task StoreAsync(PeerId sender, IReadOnlyList<PeerMessage> messages, CancellationToken cancellationToken)
    {
        var senderText = sender.ToString();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.RunInTransactionAsync(
            async token =>
            {
                var ids = messages.Select(message => message.MessageId).ToList();
                var known = await context.ReceivedMessages
                    .Where(received => received.Sender == senderText && ids.Contains(received.MessageId))
                    .Select(received => received.MessageId).ToHashSetAsync(token);
                var now = timeProvider.GetUtcNow();
                var fresh = messages.Where(message => known.Add(message.MessageId)).ToList();
                context.ReceivedMessages.AddRange(fresh.Select(message => new ReceivedMessage { Sender = senderText, MessageId = message.MessageId, ReceivedAt = now }));
                if (fresh.Count > 0)
                {
                    context.AddToOutbox(
                        new PeerMessagesReceived { EventId = Guid.CreateVersion7(now), OccurredAt = now, Sender = senderText, Messages = fresh },
                        $"peer:{senderText}");
                }

                return fresh.Count;
            },
            cancellationToken);
    }
}
