using DarkSwap.Messaging.Outbox;

namespace DarkSwap.Messaging.DeadLetters;

/// <summary>The dead letters of one service: rows in its database, whichever way they came.</summary>
public interface IDeadLetterStore
{
    /// <summary>Whose they are.</summary>
    string Service { get; }

    /// <summary>Keeps a letter; one of the same message and recipient is replaced, so that it counts once however often it dies.</summary>
    Task StoreAsync(DeadLetter letter, CancellationToken cancellationToken);

    /// <summary>Newest first.</summary>
    /// <param name="after">The last letter of the page before; null for the first page.</param>
    Task<IReadOnlyList<DeadLetter>> ListAsync(int limit, DeadLetterPosition? after, CancellationToken cancellationToken);

    Task<DeadLetter?> FindAsync(DeadLetterKey key, CancellationToken cancellationToken);

    /// <param name="deadAt">Only the letter that died then; null: whichever is there.</param>
    /// <returns>False if there is none.</returns>
    Task<bool> RemoveAsync(DeadLetterKey key, DateTimeOffset? deadAt, CancellationToken cancellationToken);
}
