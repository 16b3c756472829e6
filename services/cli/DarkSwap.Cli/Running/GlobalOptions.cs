using System.CommandLine;

namespace DarkSwap.Cli.Running;

/// <summary>Options that every command has.</summary>
internal static class GlobalOptions
{
    public static readonly Option<string?> Url = New<string?>("--url", "Address of the node [DARKSWAP_URL] (default: that of the profile, else http://127.0.0.1:8080)", "ADDRESS");
    public static readonly Option<string?> TokenFile = New<string?>("--token-file", "File with the operator's token or an API key [DARKSWAP_TOKEN_FILE]", "FILE");
    public static readonly Option<string?> UserKey = New<string?>("--user-key", "Key file of a user, to act as that user instead of the operator; made when there is none [DARKSWAP_USER_KEY]", "FILE");
    public static readonly Option<string?> Profile = New<string?>("--profile", "Profile of the configuration file to take settings from [DARKSWAP_PROFILE]", "NAME");
    public static readonly Option<bool> PlainHttp = New<bool>("--allow-plain-http", "Send credentials over plain HTTP to another machine");
    public static readonly Option<bool> Json = New<bool>("--json", "JSON instead of tables: one document, or a line for each event");

    public static IReadOnlyList<Option> All { get; } = [Url, TokenFile, UserKey, Profile, PlainHttp, Json];

    private static Option<TValue> New<TValue>(string name, string description, string? helpName = null) => new(name) { Description = description, HelpName = helpName, Recursive = true };
}
