using DarkSwap.Contracts;

namespace DarkSwap.Architecture.Tests.Messages;

/// <param name="Version">Of the sender's aggregate after the change, where it has one.</param>
internal sealed record SentMessage(IMessage Message, long? Version = null)
{
    /// <summary>Both as the outbox may send them, or null if they always go alone.</summary>
    public SentMessage? JoinedWith(SentMessage next) => (Message, next.Message, Version, next.Version) is (IJoinable first, IJoinable second, null, null) && first.CanJoin(second)
        ? new SentMessage(first.Join(Guid.CreateVersion7(Message.OccurredAt), [first, second]))
        : null;
}
