namespace DarkSwap.Fuzz.Tests.Engine;

/// <returns>True when the input was accepted.</returns>
public delegate bool FuzzFeed(ReadOnlySpan<byte> input);
