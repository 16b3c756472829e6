namespace DarkSwap.Sdk.Events;

/// <summary>One block of a stream (WHATWG HTML §9.2.6).</summary>
/// <param name="Id">The last id that the stream has named, here or earlier.</param>
/// <param name="Data">Null when the block only moved the id or the pause.</param>
internal readonly record struct ServerSentEvent(string? Id, string Type, string? Data, TimeSpan? Retry);
