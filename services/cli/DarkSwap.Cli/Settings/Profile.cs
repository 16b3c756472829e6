namespace DarkSwap.Cli.Settings;

/// <summary>A node and who acts there.</summary>
internal sealed record Profile
{
    public const string DefaultUrl = "http://127.0.0.1:8080";

    public string? Url { get; init; }

    public string? TokenFile { get; init; }

    public string? UserKey { get; init; }

    public bool AllowPlainHttp { get; init; }
}
