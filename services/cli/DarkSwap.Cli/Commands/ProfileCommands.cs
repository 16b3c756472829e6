using System.CommandLine;
using DarkSwap.Cli.Output;
using DarkSwap.Cli.Running;
using DarkSwap.Cli.Settings;

namespace DarkSwap.Cli.Commands;

/// <summary>Nodes that one talks to often.</summary>
internal static class ProfileCommands
{
    private const string DefaultName = "default";

    public static Command BuildLogin(CliEnvironment environment)
    {
        var name = new Argument<string>("NAME") { Description = "Name of the profile", DefaultValueFactory = _ => DefaultName };
        return CommandBuilding.Action(
            "login", "Saves where a node is and which file holds your token or key, after trying them\n\nThe profile is used from now on. The file with the secret stays where it is: the configuration only names it.",
            ["login --url https://node.example --token-file ~/.darkswap/operator.token", "login alice --url https://node.example --user-key ~/.darkswap/alice.key"], [name], environment,
            async (run, cancellationToken) =>
            {
                var file = ProfileFile.Load(environment);
                var profile = new Profile
                {
                    Url = run.Get(GlobalOptions.Url) ?? environment.Variable("DARKSWAP_URL") ?? Profile.DefaultUrl,
                    TokenFile = FullPath(run.Get(GlobalOptions.TokenFile) ?? environment.Variable("DARKSWAP_TOKEN_FILE")),
                    UserKey = FullPath(run.Get(GlobalOptions.UserKey) ?? environment.Variable("DARKSWAP_USER_KEY")),
                    AllowPlainHttp = run.Get(GlobalOptions.PlainHttp),
                };
                if (profile.TokenFile is null && profile.UserKey is null)
                {
                    throw new UsageException("name a credential: --token-file for the operator or an API key, --user-key for a user");
                }

                var profiles = new Dictionary<string, Profile>(file.Profiles) { [run.Get(name)] = profile };
                var changed = new ProfileFile { Current = run.Get(name), Profiles = profiles };
                using var node = run.Connect(changed);
                var identity = await node.Network.GetNetworkIdentityAsync(cancellationToken);
                await node.Trades.ListTradesAsync(limit: 1, cancellationToken: cancellationToken);
                changed.Save(environment);
                run.Results.Write(new { profile = run.Get(name), url = profile.Url, node = identity.PeerId, network = identity.Network });
            });
    }

    public static Command Build(CliEnvironment environment) => CommandBuilding.Group("profiles", "Profiles that 'login' has saved", List(environment), Use(environment), Remove(environment));

    private static Command List(CliEnvironment environment) => CommandBuilding.Action("list", "Lists profiles", ["profiles list"], [], environment, (run, _) =>
    {
        var file = ProfileFile.Load(environment);
        run.Results.WriteList(file, file.Profiles, null,
            new Column<KeyValuePair<string, Profile>>("PROFILE", pair => pair.Key), new("USED", pair => pair.Key == file.Current ? "yes" : null),
            new("URL", pair => pair.Value.Url), new("CREDENTIAL", pair => pair.Value.UserKey ?? pair.Value.TokenFile));
        return Task.CompletedTask;
    });

    private static Command Use(CliEnvironment environment)
    {
        var name = Inputs.Text("NAME", "Name of the profile");
        return CommandBuilding.Action("use", "Uses a profile from now on", ["profiles use alice"], [name], environment, (run, _) =>
        {
            var file = ProfileFile.Load(environment);
            file.Find(run.Get(name));
            (file with { Current = run.Get(name) }).Save(environment);
            run.Results.WriteDone($"using {run.Get(name)}");
            return Task.CompletedTask;
        });
    }

    private static Command Remove(CliEnvironment environment)
    {
        var name = Inputs.Text("NAME", "Name of the profile");
        return CommandBuilding.Action("remove", "Forgets a profile; the files that it names stay", ["profiles remove alice"], [name], environment, (run, _) =>
        {
            var file = ProfileFile.Load(environment);
            file.Find(run.Get(name));
            var rest = file.Profiles.Where(pair => pair.Key != run.Get(name)).ToDictionary();
            new ProfileFile { Current = file.Current == run.Get(name) ? null : file.Current, Profiles = rest }.Save(environment);
            run.Results.WriteDone($"removed {run.Get(name)}");
            return Task.CompletedTask;
        });
    }

    private static string? FullPath(string? path) => path is null ? null : Path.GetFullPath(path);
}
