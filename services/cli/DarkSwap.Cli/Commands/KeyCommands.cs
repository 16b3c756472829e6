using System.CommandLine;
using DarkSwap.Cli.Output;
using DarkSwap.Cli.Running;
using DarkSwap.Sdk.Api;

namespace DarkSwap.Cli.Commands;

/// <summary>API keys.</summary>
internal static class KeyCommands
{
    public static Command Build(CliEnvironment environment) => CommandBuilding.Group(
        "keys", "API keys: credentials for programs, each with its own scopes", List(environment), Create(environment), Revoke(environment));

    private static Command List(CliEnvironment environment) => CommandBuilding.Action("list", "Lists API keys without their secrets", ["keys list"], [], environment, async (run, cancellationToken) =>
    {
        var keys = await run.Node.Authentication.ListApiKeysAsync(cancellationToken);
        run.Results.WriteList(keys, keys.Items, null,
            new Column<ApiKeyResponse>("KEY", key => key.KeyId), new("NAME", key => key.Name), new("SCOPES", key => string.Join(' ', key.Scopes)),
            new("CREATED", key => Words.Of(key.CreatedAt)), new("EXPIRES", key => key.ExpiresAt is { } end ? Words.Of(end) : null), new("USED", key => key.LastUsedAt is { } used ? Words.Of(used) : null));
    });

    private static Command Create(CliEnvironment environment)
    {
        var name = Inputs.Text("NAME", "For people");
        var scopes = new Option<string[]>("--scope")
        {
            Description = "What it may do; several times for several: orders:write, trades:read, trades:write, psbts:write, coins:read, coins:write, network:write, events:read, administration",
            HelpName = "SCOPE",
            Required = true,
        };
        var expires = Inputs.Time("--expires", "End (default: until it is revoked)");
        var output = Inputs.Optional("--output", "Writes the key into this new file, readable by you alone, instead of showing it", "FILE");
        return CommandBuilding.Action("create", "Makes an API key; its secret is told this once", ["keys create 'pricing bot' --scope orders:write --output bot.key"], [name, scopes, expires, output], environment, async (run, cancellationToken) =>
        {
            using var file = run.Get(output) is { } path ? OpenNew(path) : null;
            var created = await run.Node.Authentication.CreateApiKeyAsync(new ApiKeyRequest { Name = run.Get(name), Scopes = run.Need(scopes), ExpiresAt = run.Get(expires) }, cancellationToken);
            if (file is null)
            {
                run.Results.Write(created);
                return;
            }

            await using var writer = new StreamWriter(file);
            await writer.WriteLineAsync(created.Key.AsMemory(), cancellationToken);
            run.Results.Write(created.ApiKey);
        });
    }

    private static Command Revoke(CliEnvironment environment)
    {
        var key = Inputs.Text("KEY", "Id of the key");
        return CommandBuilding.Action("revoke", "Revokes an API key at once", ["keys revoke 7f3c2a9b"], [key], environment, async (run, cancellationToken) =>
        {
            await run.Node.Authentication.RevokeApiKeyAsync(run.Get(key), cancellationToken);
            run.Results.WriteDone("revoked");
        });
    }

    /// <summary>Opened before the key is made: a secret that cannot be kept is not asked for.</summary>
    private static FileStream OpenNew(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }
}
