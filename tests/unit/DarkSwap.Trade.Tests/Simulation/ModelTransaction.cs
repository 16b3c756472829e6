namespace DarkSwap.Trade.Tests.Simulation;

internal sealed record ModelTransaction(string Id, IReadOnlyList<string> Inputs, long Fee)
{
    public bool Contradicts(ModelTransaction other) => other.Id != Id && other.Inputs.Any(Inputs.Contains);
}
