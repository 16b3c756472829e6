namespace DarkSwap.Hosting.Security;

/// <summary>What it takes to verify or issue tokens cannot be had now; answered with 503, like every other time-out.</summary>
public sealed class KeysUnavailableException : TimeoutException
{
    public KeysUnavailableException(string message)
        : base(message)
    {
    }

    public KeysUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
