namespace DarkSwap.Orderbook.OwnOrders;

/// <summary>A named refusal, or fields that are wrong.</summary>
public sealed record OwnOrderFailure
{
    private OwnOrderFailure()
    {
    }

    /// <summary>Null when it is about fields.</summary>
    public OwnOrderError? Error { get; private init; }

    /// <summary>Reasons by field, as the caller wrote it.</summary>
    public IReadOnlyDictionary<string, string[]> Fields { get; private init; } = new Dictionary<string, string[]>();

    public static OwnOrderFailure Of(OwnOrderError error) => new() { Error = error };

    public static OwnOrderFailure Of(IReadOnlyDictionary<string, string[]> fields) => new() { Fields = fields };
}
