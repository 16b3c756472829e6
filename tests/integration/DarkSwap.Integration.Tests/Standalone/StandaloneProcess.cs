using DarkSwap.Testing;

namespace DarkSwap.Integration.Tests.Standalone;

/// <summary>The standalone program with any arguments: also ones that it must refuse.</summary>
internal static class StandaloneProcess
{

    public static ChildProcess Start(IReadOnlyDictionary<string, string?>? environment, params string[] arguments) =>
        BuiltProgram.Start("services/standalone/DarkSwap.Standalone", arguments, environment);

    /// <summary>Listens on ports of the system's choice and expects no Bitcoin node.</summary>
    public static ChildProcess StartIn(TemporaryFolder folder, params string[] arguments) => StartIn(null, folder, arguments);

    public static ChildProcess StartIn(IReadOnlyDictionary<string, string?>? environment, TemporaryFolder folder, params string[] arguments) =>
        Start(
            environment,
            [
                "--data", folder.Path, "--bitcoin-rpc", "http://127.0.0.1:9",
                .. arguments.Contains("--api") ? Array.Empty<string>() : ["--api", "127.0.0.1:0"],
                .. arguments.Contains("--listen") ? Array.Empty<string>() : ["--listen", "/ip4/127.0.0.1/tcp/0"],
                .. arguments,
            ]);
}
