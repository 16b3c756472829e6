namespace DarkSwap.Shared.Tests.Messaging.Samples;

/// <param name="Id">By which a consumer knows it again.</param>
public sealed record SampleNote(Guid Id, int Number);
