namespace DarkSwap.Messaging.Delivery.Broker;

/// <summary>
/// Tells when silence has lasted long enough. It counts looks and not time: a machine that is too busy to look is too busy to start reading, and is waited for.
/// </summary>
internal sealed class SilencePatience
{
    /// <summary>Looks between which some queue is unread and no queue that was unread is read again.</summary>
    public const int LooksWithoutProgress = 12;

    /// <summary>Looks at one unread queue, whatever the others do.</summary>
    public const int LooksAtOneQueue = 5 * LooksWithoutProgress;

    private readonly Dictionary<string, int> looks = new(StringComparer.Ordinal);
    private int looksWithoutProgress;

    /// <param name="isBrokerThere">Without a broker silence means nothing.</param>
    /// <param name="silent">The queues that nobody reads.</param>
    public bool IsOver(bool isBrokerThere, IReadOnlyCollection<string> silent)
    {
        if (!isBrokerThere || silent.Count == 0)
        {
            looks.Clear();
            looksWithoutProgress = 0;
            return false;
        }

        foreach (var readAgain in looks.Keys.Except(silent).ToList())
        {
            looks.Remove(readAgain);
            looksWithoutProgress = 0;
        }

        foreach (var queue in silent)
        {
            looks[queue] = looks.GetValueOrDefault(queue) + 1;
        }

        looksWithoutProgress++;
        return looksWithoutProgress > LooksWithoutProgress || looks.Values.Any(count => count > LooksAtOneQueue);
    }
}
