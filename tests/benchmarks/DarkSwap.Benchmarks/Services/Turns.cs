namespace DarkSwap.Benchmarks.Services;

/// <summary>Takes loads in turn, several rounds, so that what else the machine does meets them all alike. Who begins changes from round to round.</summary>
internal static class Turns
{
    /// <param name="warmUps">Rounds before those that count.</param>
    /// <returns>For each load its results, a result a round: those of one place belong to one round.</returns>
    public static async Task<IReadOnlyList<IReadOnlyList<LoadResult>>> TakeAsync(int warmUps, int rounds, params IReadOnlyList<Func<Task<LoadResult>>> loads)
    {
        var results = loads.Select(_ => new List<LoadResult>()).ToList();
        for (var round = -warmUps; round < rounds; round++)
        {
            for (var turn = 0; turn < loads.Count; turn++)
            {
                var index = (round + warmUps + turn) % loads.Count;
                var result = await loads[index]();
                if (round >= 0)
                {
                    results[index].Add(result);
                }
            }
        }

        return results;
    }
}
