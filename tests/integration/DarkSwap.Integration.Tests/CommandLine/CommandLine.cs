using System.Text.Json;
using DarkSwap.Cli.Running;
using DarkSwap.Testing;

namespace DarkSwap.Integration.Tests.CommandLine;

/// <summary>The program <c>darkswap</c> with a node's address and operator's token in its environment.</summary>
internal sealed class CommandLine : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Dictionary<string, string> variables;

    public CommandLine(INode node)
    {
        var tokenFile = Path.Combine(folder.Path, "operator.token");
        File.WriteAllText(tokenFile, node.Http.DefaultRequestHeaders.Authorization!.Parameter);
        variables = new Dictionary<string, string>
        {
            ["DARKSWAP_URL"] = new Uri(node.Http.BaseAddress!, "/").AbsoluteUri,
            ["DARKSWAP_TOKEN_FILE"] = tokenFile,
            ["DARKSWAP_CONFIG"] = Path.Combine(folder.Path, "config.json"),
        };
    }

    public Uri Address => new(variables["DARKSWAP_URL"]);

    /// <summary>Of this run alone.</summary>
    public string FilePath(string name) => Path.Combine(folder.Path, name);

    /// <summary>Takes something out of the environment.</summary>
    public void Unset(string variable) => variables.Remove(variable);

    public Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments) => RunAsync(TextReader.Null, arguments);

    /// <summary>Standard output of a run that ends well, as JSON.</summary>
    public Task<JsonElement> JsonAsync(params string[] arguments) => JsonAsync(TextReader.Null, arguments);

    public async Task<JsonElement> JsonAsync(TextReader input, params string[] arguments)
    {
        var (code, output, error) = await RunAsync(input, [.. arguments, "--json"]);
        code.ShouldBe(0, error);
        return JsonDocument.Parse(output).RootElement;
    }

    public async Task<(int Code, string Output, string Error)> RunAsync(TextReader input, params string[] arguments)
    {
        var output = new StringWriter();
        var error = input is AnsweringReader answering ? answering.Questions : new StringWriter();
        using var limit = new CancellationTokenSource(Patience.OfPrograms, TimeProvider.System);
        var environment = new CliEnvironment { Input = input, Output = output, Error = error, Variable = name => variables.GetValueOrDefault(name) };
        var code = await DarkSwapProgram.RunAsync(arguments, environment, limit.Token);
        return (code, output.ToString(), error.ToString());
    }

    public void Dispose() => folder.Dispose();
}
