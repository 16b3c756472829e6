using System.Text.Json;
using DarkSwap.Sdk.Api;

namespace DarkSwap.Sdk.Events;

public sealed record TradeEvent(string Id, string Type, JsonElement Json, TradeEventData Data) : NodeEvent(Id, Type, Json);
