namespace DarkSwap.Messaging.Delivery.Broker;

/// <summary>
/// Tells when silence has lasted long enough for a restart. Each restart that did not help doubles the patience, so that a machine too busy to start in time gets its time;
/// once everything is read again it is short again.
/// </summary>
internal sealed class RestartPatience
{
    /// <summary>The library notices after 20 s that the broker has left a question of its own unanswered, and may help itself then.</summary>
    internal static readonly TimeSpan Shortest = TimeSpan.FromSeconds(25);
    internal static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    private TimeSpan patience = Shortest;
    private TimeSpan? silentSince;

    /// <param name="isBrokerThere">Without a broker silence means nothing.</param>
    /// <param name="isSilent">Somebody who should read a queue does not.</param>
    /// <param name="now">On a clock that never goes back.</param>
    public bool IsOver(bool isBrokerThere, bool isSilent, TimeSpan now)
    {
        if (!isBrokerThere || !isSilent)
        {
            silentSince = null;
            patience = isBrokerThere ? Shortest : patience;
            return false;
        }

        silentSince ??= now;
        if (now - silentSince < patience)
        {
            return false;
        }

        silentSince = null;
        patience = patience * 2 < Longest ? patience * 2 : Longest;
        return true;
    }
}
