using System.Net;
using System.Text.Json;

namespace DarkSwap.Integration.Tests.Trading;

/// <summary>What a node answered over its REST API.</summary>
public sealed record RestAnswer(HttpStatusCode Status, string Text)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public JsonElement Body => JsonDocument.Parse(Text).RootElement;

    /// <summary>The stable part of a problem's type: <c>trade-wrong-state</c>.</summary>
    public string ProblemType => Body.GetProperty("type").GetString()!.Replace("urn:darkswap:problem:", string.Empty, StringComparison.Ordinal);

    public TValue Read<TValue>() => JsonSerializer.Deserialize<TValue>(Text, Json)!;
}
