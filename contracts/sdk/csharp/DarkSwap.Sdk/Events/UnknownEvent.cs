using System.Text.Json;

namespace DarkSwap.Sdk.Events;

/// <summary>An event of a type that this version of the SDK does not know.</summary>
public sealed record UnknownEvent(string Id, string Type, JsonElement Json) : NodeEvent(Id, Type, Json);
