using System.Text;

namespace DarkSwap.Sdk.Problems;

/// <summary>Problem details (RFC 9457).</summary>
public sealed record Problem
{
    /// <summary>Where every type of DarkSwap begins.</summary>
    public const string Prefix = "urn:darkswap:problem:";

    public required string Type { get; init; }

    public required string Title { get; init; }

    public required int Status { get; init; }

    public string? Detail { get; init; }

    /// <summary>Finds the request in the node's log.</summary>
    public string? TraceId { get; init; }

    public IReadOnlyDictionary<string, IReadOnlyList<string>> Errors { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>How long the node asked to wait before another try.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The type without its prefix: <c>order-closed</c>.</summary>
    public string Name => Type.StartsWith(Prefix, StringComparison.Ordinal) ? Type[Prefix.Length..] : Type;

    internal string Describe()
    {
        var text = new StringBuilder(Title);
        if (Detail is not null)
        {
            text.Append(": ").Append(Detail);
        }

        foreach (var (field, reasons) in Errors)
        {
            text.Append("; ").Append(field).Append(' ').AppendJoin(", ", reasons);
        }

        return text.Append(" (").Append(Status).Append(' ').Append(Name).Append(')').ToString();
    }
}
