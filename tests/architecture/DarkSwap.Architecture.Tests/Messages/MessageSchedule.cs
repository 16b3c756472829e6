namespace DarkSwap.Architecture.Tests.Messages;

/// <summary>
/// An order in which messages may come at worst: what a queue holds is handed over as it was sent, but dead letters are replayed whenever somebody thinks of
/// them. So everything comes at any time, and whatever came may come again at any later one, alone or together with something else.
/// </summary>
internal static class MessageSchedule
{
    /// <param name="earlier">What was sent before, and may come again too.</param>
    public static IEnumerable<SentMessage> Of(IReadOnlyList<SentMessage> sent, IReadOnlyList<SentMessage> earlier, Random random)
    {
        var waiting = sent.OrderBy(_ => random.Next()).ToList();
        List<SentMessage> delivered = [.. earlier];
        while (waiting.Count > 0)
        {
            if (delivered.Count > 0 && random.Next(3) == 0)
            {
                yield return delivered[random.Next(delivered.Count)];
                continue;
            }

            delivered.Add(waiting[^1]);
            var together = waiting.Count > 1 && random.Next(2) == 0 ? waiting[^1].JoinedWith(waiting[^2]) : null;
            yield return together ?? waiting[^1];
            waiting.RemoveAt(waiting.Count - 1);
        }

        foreach (var again in delivered.OrderBy(_ => random.Next()).Take(delivered.Count / 2))
        {
            yield return again;
        }
    }
}
