namespace DarkSwap.Cli.Running;

/// <summary>How a run ends. Scripts rely on the numbers: they never change.</summary>
internal static class ExitCode
{
    public const int Success = 0;

    /// <summary>The node refused; its problem is on standard error.</summary>
    public const int Refused = 1;

    /// <summary>The command line, a file or the configuration is wrong; nothing was sent.</summary>
    public const int Usage = 2;

    public const int Unreachable = 3;

    /// <summary>Something answered, but not as a node does.</summary>
    public const int UnexpectedAnswer = 4;

    /// <summary>The node gave something else to sign than was asked for; nothing was signed.</summary>
    public const int RefusedToSign = 5;

    /// <summary>Stopped from the keyboard.</summary>
    public const int Interrupted = 130;
}
