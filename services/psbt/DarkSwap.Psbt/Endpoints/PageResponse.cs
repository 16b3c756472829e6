using System.Text.Json.Serialization;

namespace DarkSwap.Psbt.Endpoints;

/// <summary>A page of a list; the cursor is null after the last one.</summary>
internal sealed record PageResponse<TItem>
{
    public required IReadOnlyList<TItem> Items { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required string? Cursor { get; init; }
}
