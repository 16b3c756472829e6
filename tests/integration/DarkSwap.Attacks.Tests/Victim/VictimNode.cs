using System.Globalization;
using System.Text.Json;
using DarkSwap.Testing;

namespace DarkSwap.Attacks.Tests.Victim;

/// <summary>The attacked node's process.</summary>
internal sealed class VictimNode : IAsyncDisposable
{
    /// <summary>Bytes of managed memory that the runtime lets the node have.</summary>
    private const string HeapLimit = "0x10000000";
    private readonly ChildProcess process;
    private int questions;

    private VictimNode(ChildProcess process) => this.process = process;

    internal bool HasEnded => process.HasExited;

    /// <summary>Most memory that was ever resident, in bytes.</summary>
    internal long PeakMemory => ReadMemory("VmHWM:");

    internal static async Task<VictimNode> StartAsync(string networkNamespace, Defence defence, CancellationToken cancellationToken)
    {
        var dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        var node = new VictimNode(ChildProcess.Start(
            "ip",
            ["netns", "exec", networkNamespace, dotnet, typeof(VictimNode).Assembly.Location, defence.ToString()],
            new Dictionary<string, string?> { ["DOTNET_GCHeapHardLimit"] = HeapLimit, ["DOTNET_gcServer"] = "0", ["DOTNET_TieredPGO"] = "0", ["DOTNET_DbgEnableMiniDump"] = "0" }));
        await node.process.WaitForEventAsync("ready", Patience.OfPrograms, cancellationToken);
        return node;
    }

    internal async Task<VictimUsage> AskAsync(CancellationToken cancellationToken)
    {
        var question = string.Create(CultureInfo.InvariantCulture, $"usage{++questions}");
        await process.Input.WriteLineAsync(question.AsMemory(), cancellationToken);
        await process.Input.FlushAsync(cancellationToken);
        var answer = await process.WaitForEventAsync(question, Patience.Usual, cancellationToken);
        return answer.Deserialize<VictimUsage>()!;
    }

    internal string Describe() => process.Describe();

    public ValueTask DisposeAsync() => process.DisposeAsync();

    private long ReadMemory(string field)
    {
        var line = File.ReadLines($"/proc/{process.Id}/status").First(text => text.StartsWith(field, StringComparison.Ordinal));
        return long.Parse(line[field.Length..].Replace("kB", string.Empty, StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture) * 1024;
    }
}
