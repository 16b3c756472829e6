namespace DarkSwap.Sdk.Problems;

/// <summary>The node refused: its problem details (RFC 9457). Switch on <see cref="Type"/>, which is stable.</summary>
public sealed class ProblemException(Problem problem) : Exception(problem.Describe())
{
    public Problem Problem { get; } = problem;

    /// <summary>For example <c>urn:darkswap:problem:order-closed</c>.</summary>
    public string Type => Problem.Type;

    public int Status => Problem.Status;

    /// <summary>Reasons by field as the request wrote it; empty unless input was wrong.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Errors => Problem.Errors;
}
