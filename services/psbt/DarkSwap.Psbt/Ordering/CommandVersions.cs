using DarkSwap.Psbt.Persistence;
using MassTransit;
using MessageHeaders = DarkSwap.Messaging.Delivery.MessageHeaders;

namespace DarkSwap.Psbt.Ordering;

/// <summary>
/// Keeps a command that comes late, as a replayed dead letter does, from undoing what a newer one did; within a transaction that the caller holds. A command
/// without a version counts as the newest.
/// </summary>
public sealed class CommandVersions(PsbtDbContext context, TimeProvider timeProvider)
{
    /// <summary>Whether nothing newer was carried out about the subject; then the delivery's version is the newest.</summary>
    public async Task<bool> AdvanceAsync(string subject, ConsumeContext delivery, CancellationToken cancellationToken)
    {
        if (MessageHeaders.AggregateVersionOf(delivery) is not { } given)
        {
            return true;
        }

        var now = timeProvider.GetUtcNow();
        var known = await context.FindAsync<CommandVersion>([subject], cancellationToken);
        if (known is null)
        {
            context.Add(new CommandVersion { Subject = subject, Version = given, ChangedAt = now });
            return true;
        }

        if (given < known.Version)
        {
            return false;
        }

        known.Version = given;
        known.ChangedAt = now;
        return true;
    }

    /// <summary>Whether something newer was carried out about the subject.</summary>
    public async Task<bool> IsOutdatedAsync(string subject, ConsumeContext delivery, CancellationToken cancellationToken) =>
        MessageHeaders.AggregateVersionOf(delivery) is { } given && await context.FindAsync<CommandVersion>([subject], cancellationToken) is { } known && given < known.Version;
}
