using DarkSwap.Messaging.Inbox;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace DarkSwap.Shared.Tests.Messaging.Samples;

/// <summary>Applies each note once, however the notes are joined.</summary>
public sealed class NotingConsumer(SampleDbContext context, SampleFaults faults, TimeProvider timeProvider) : IConsumer<SampleNoted>
{
    /// <summary>Of all notes' effects.</summary>
    public const string Aggregate = "notes";

    public Task Consume(ConsumeContext<SampleNoted> delivery)
    {
        var message = delivery.Message;
        faults.Noted.Enqueue([.. message.Notes.Select(note => note.Number)]);
        return InboxTransaction.RunManyAsync(context, [.. message.Notes.Select(note => note.Id)], nameof(NotingConsumer), timeProvider, ApplyAsync, delivery.CancellationToken);

        async Task ApplyAsync(IReadOnlySet<Guid> claimed, CancellationToken cancellationToken)
        {
            foreach (var note in message.Notes.Where(note => claimed.Contains(note.Id)))
            {
                var known = await context.Effects.SingleOrDefaultAsync(row => row.Aggregate == Aggregate && row.Number == note.Number, cancellationToken);
                var effect = known ?? context.Effects.Add(new SampleEffect { Aggregate = Aggregate, Number = note.Number, Amount = UInt128.One, AppliedAt = message.OccurredAt }).Entity;
                effect.Times++;
            }
        }
    }
}
