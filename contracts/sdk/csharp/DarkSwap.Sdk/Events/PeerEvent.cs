using System.Text.Json;
using DarkSwap.Sdk.Api;

namespace DarkSwap.Sdk.Events;

public sealed record PeerEvent(string Id, string Type, JsonElement Json, PeerEventData Data) : NodeEvent(Id, Type, Json);
