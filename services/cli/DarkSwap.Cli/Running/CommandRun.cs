using System.CommandLine;
using DarkSwap.Cli.Output;
using DarkSwap.Cli.Settings;
using DarkSwap.Sdk;
using DarkSwap.Sdk.Credentials;

namespace DarkSwap.Cli.Running;

/// <summary>One run of one command: its arguments, the node, and where results go.</summary>
internal sealed class CommandRun(ParseResult arguments, CliEnvironment environment) : IDisposable
{
    private DarkSwapClient? client;
    private UserKey? key;

    public CliEnvironment Environment { get; } = environment;

    public ResultWriter Results { get; } = new(environment, arguments.GetValue(GlobalOptions.Json));

    public DarkSwapClient Node => client ??= Connect(ProfileFile.Load(Environment));

    /// <summary>Whether a user's key is the credential.</summary>
    public bool ActsForUser => Node is not null && key is not null;

    public TValue? Get<TValue>(Option<TValue> option) => arguments.GetValue(option);

    public TValue Get<TValue>(Argument<TValue> argument) => arguments.GetValue(argument)!;

    /// <summary>Of an option that the command requires.</summary>
    public TValue Need<TValue>(Option<TValue> option) => arguments.GetRequiredValue(option);

    public bool Has(Option option) => arguments.GetResult(option) is { Implicit: false };

    /// <summary>Asks for one line on standard input; the question goes to standard error, so that a script can answer it.</summary>
    public async Task<string> AskAsync(string question, CancellationToken cancellationToken)
    {
        await Environment.Error.WriteLineAsync(question.AsMemory(), cancellationToken);
        return (await Environment.Input.ReadLineAsync(cancellationToken))?.Trim() is { Length: > 0 } line ? line : throw new UsageException("standard input ended before the answer");
    }

    public DarkSwapClient Connect(ProfileFile file)
    {
        var profile = file.Find(Get(GlobalOptions.Profile) ?? Environment.Variable("DARKSWAP_PROFILE"));
        var url = Get(GlobalOptions.Url) ?? Environment.Variable("DARKSWAP_URL") ?? profile?.Url ?? Profile.DefaultUrl;
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address))
        {
            throw new UsageException($"'{url}' is not an address such as http://127.0.0.1:8080");
        }

        try
        {
            return new DarkSwapClient(new DarkSwapClientOptions
            {
                Address = address,
                Credential = CredentialOf(profile),
                AllowsPlainHttp = Get(GlobalOptions.PlainHttp) || profile?.AllowPlainHttp == true,
                TimeProvider = Environment.TimeProvider,
                RandomSource = Environment.RandomSource,
            });
        }
        catch (ArgumentException wrong)
        {
            throw new UsageException(wrong.Message);
        }
    }

    public void Dispose()
    {
        client?.Dispose();
        key?.Dispose();
    }

    /// <summary>What is named nearer to the command wins: options, then the environment, then the profile.</summary>
    private Credential? CredentialOf(Profile? profile)
    {
        (string? Key, string? Token)[] choices =
        [
            (Get(GlobalOptions.UserKey), Get(GlobalOptions.TokenFile)),
            (Environment.Variable("DARKSWAP_USER_KEY"), Environment.Variable("DARKSWAP_TOKEN_FILE")),
            (profile?.UserKey, profile?.TokenFile),
        ];
        var (keyFile, tokenFile) = choices.FirstOrDefault(choice => choice.Key is not null || choice.Token is not null);
        if (keyFile is not null && tokenFile is not null)
        {
            throw new UsageException("a command acts for the operator or for a user: name a token file or a user's key, not both");
        }

        if (keyFile is not null)
        {
            key = UserKey.LoadOrCreate(keyFile, Environment.RandomSource);
            return Credential.OfUser(key);
        }

        return tokenFile is null ? null : File.Exists(tokenFile) ? Credential.OfTokenFile(tokenFile) : throw new UsageException($"there is no token file {tokenFile}");
    }
}
