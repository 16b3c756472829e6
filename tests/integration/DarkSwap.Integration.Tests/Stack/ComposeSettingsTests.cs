using System.Runtime.Versioning;
using System.Text.RegularExpressions;
using DarkSwap.Testing;

namespace DarkSwap.Integration.Tests.Stack;

/// <summary><c>docker-compose.yml</c>, <c>.env.example</c> and <c>infra/make-env</c> belong together.</summary>
[SupportedOSPlatform("linux")]
public sealed partial class ComposeSettingsTests
{
    /// <summary>Where they are set they belong to a certificate of the operator's own; <c>.env.example</c> shows them together in a comment.</summary>
    private static readonly string[] ShownInAComment = ["DARKSWAP_AUTHORITIES_FOLDER", "DARKSWAP_GATEWAY_NAME", "DARKSWAP_KEYS_URL", "DARKSWAP_TLS_CERTIFICATE", "DARKSWAP_TLS_FOLDER", "DARKSWAP_TLS_KEY"];

    private static readonly string ComposeFile = File.ReadAllText(RepositoryFolder.File("docker-compose.yml"));
    private static readonly string Example = File.ReadAllText(RepositoryFolder.File(".env.example"));

    [Fact]
    public void Every_setting_of_the_compose_file_is_explained_and_no_other()
    {
        var used = Variable().Matches(ComposeFile).Select(match => match.Groups["name"].Value).Distinct().Order(StringComparer.Ordinal);

        used.ShouldBe(Values(Example).Keys.Concat(ShownInAComment).Order(StringComparer.Ordinal));
        ShownInAComment.ShouldAllBe(name => Example.Contains($"#   {name}=", StringComparison.Ordinal));
    }

    [Fact]
    public void No_secret_has_a_default()
    {
        Values(Example).Where(pair => IsSecret(pair.Key)).ShouldAllBe(pair => pair.Value.Length == 0);
        var secrets = Variable().Matches(ComposeFile).Where(match => IsSecret(match.Groups["name"].Value)).ToLookup(match => match.Groups["name"].Value, match => match.Groups["rest"].Value);
        secrets.ShouldAllBe(uses => uses.Any(rest => rest.StartsWith(":?", StringComparison.Ordinal)) && uses.All(rest => rest.Length == 0 || rest.StartsWith(":?", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Every_secret_is_made_at_random_for_the_user_alone_and_stays_when_settings_are_added()
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("settings");
        await MakeAsync(file);
        var made = Values(await File.ReadAllTextAsync(file));

        File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var secrets = made.Where(pair => IsSecret(pair.Key)).Select(pair => pair.Value).ToList();
        secrets.ShouldAllBe(secret => Hexadecimal().IsMatch(secret));
        secrets.ShouldBeUnique();
        made.Where(pair => !IsSecret(pair.Key)).ShouldBe(Values(Example).Where(pair => !IsSecret(pair.Key)));

        // An operator's file of an earlier release: a setting changed, one of their own, a secret not known then.
        var earlier = (await File.ReadAllLinesAsync(file)).Where(line => !line.StartsWith("PSBT_DATABASE_PASSWORD=", StringComparison.Ordinal))
            .Select(line => line.StartsWith("DARKSWAP_NETWORK=", StringComparison.Ordinal) ? "DARKSWAP_NETWORK=signet" : line).Append("COMPOSE_PROJECT_NAME=second");
        await File.WriteAllLinesAsync(file, earlier);
        await MakeAsync(file);
        var again = Values(await File.ReadAllTextAsync(file));

        again["DARKSWAP_NETWORK"].ShouldBe("signet");
        again["COMPOSE_PROJECT_NAME"].ShouldBe("second");
        again["PSBT_DATABASE_PASSWORD"].ShouldNotBe(made["PSBT_DATABASE_PASSWORD"]);
        again["POSTGRES_PASSWORD"].ShouldBe(made["POSTGRES_PASSWORD"]);
    }

    private static bool IsSecret(string name) => name.EndsWith("_PASSWORD", StringComparison.Ordinal);

    private static Task<string> MakeAsync(string file) =>
        ChildProcess.RunAsync(RepositoryFolder.File("infra", "make-env"), [file], string.Empty, Patience.OfPrograms, CancellationToken.None);

    private static Dictionary<string, string> Values(string text) =>
        text.Split('\n').Where(line => line.Length > 0 && char.IsAsciiLetterUpper(line[0])).Select(line => line.Split('=', 2)).ToDictionary(parts => parts[0], parts => parts[1]);

    [GeneratedRegex(@"\$\{(?<name>[A-Z_]+)(?<rest>[^{}]*)")]
    private static partial Regex Variable();

    [GeneratedRegex("^[0-9a-f]{48}$")]
    private static partial Regex Hexadecimal();
}
