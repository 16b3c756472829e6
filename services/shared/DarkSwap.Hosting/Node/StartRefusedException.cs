namespace DarkSwap.Hosting.Node;

/// <summary>The node cannot start for a reason that its operator can mend. The message is shown as one line, and the process ends with exit code 2.</summary>
public sealed class StartRefusedException(string message, Exception? innerException = null) : Exception(message, innerException);
