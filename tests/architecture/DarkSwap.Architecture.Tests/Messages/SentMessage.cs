using DarkSwap.Contracts;

namespace DarkSwap.Architecture.Tests.Messages;

/// <param name="Version">Of the sender's aggregate after the change, where it has one.</param>
internal sealed record SentMessage(IMessage Message, long? Version = null);
