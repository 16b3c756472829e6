namespace DarkSwap.Fuzz.Tests.Engine;

/// <summary>An input that did what no input may, and how to feed it again.</summary>
public sealed class FuzzException(string message, Exception? innerException) : Exception(message, innerException);
