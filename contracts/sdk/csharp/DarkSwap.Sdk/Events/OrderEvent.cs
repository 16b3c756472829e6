using System.Text.Json;
using DarkSwap.Sdk.Api;

namespace DarkSwap.Sdk.Events;

public sealed record OrderEvent(string Id, string Type, JsonElement Json, OrderEventData Data) : NodeEvent(Id, Type, Json);
