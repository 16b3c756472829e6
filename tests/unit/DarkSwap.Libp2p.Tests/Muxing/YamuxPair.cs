using System.Buffers;
using DarkSwap.Libp2p.Muxing;
using DarkSwap.Libp2p.Muxing.Yamux;
using DarkSwap.Primitives;

namespace DarkSwap.Libp2p.Tests.Muxing;

/// <summary>Two cores back to back, with a wire each way that keeps order and cuts wherever the seed says. Time is told.</summary>
internal sealed class YamuxPair
{
    private readonly SeededRandomSource random;
    private readonly ByteQueue toServer = new();
    private readonly ByteQueue toClient = new();

    internal YamuxPair(ulong seed, YamuxOptions? clientOptions = null, YamuxOptions? serverOptions = null)
    {
        random = new SeededRandomSource(seed);
        Client = new YamuxCore(isClient: true, UnlimitedMemoryBudget.Instance, clientOptions ?? new(), Now);
        Server = new YamuxCore(isClient: false, UnlimitedMemoryBudget.Instance, serverOptions ?? new(), Now);
    }

    internal YamuxCore Client { get; }

    internal YamuxCore Server { get; }

    internal MonotonicTime Now { get; private set; } = new(1_000_000);

    internal List<YamuxEvent> ClientEvents { get; } = [];

    internal List<YamuxEvent> ServerEvents { get; } = [];

    internal IEnumerable<YamuxCoreStream> OpenedAtServer => ServerEvents.Where(item => item.Kind == YamuxEventKind.StreamOpened).Select(item => item.Stream!);

    internal void Advance(TimeSpan duration)
    {
        Now += duration;
        Client.HandleTimeout(Now);
        Server.HandleTimeout(Now);
    }

    internal int Roll(int below)
    {
        Span<byte> dice = stackalloc byte[4];
        random.Fill(dice);
        return (int)(BitConverter.ToUInt32(dice) % (uint)below);
    }

    /// <summary>Bytes that differ from call to call and from place to place, made faster than random ones.</summary>
    internal void Fill(Span<byte> bytes)
    {
        var start = Roll(256);
        for (var index = 0; index < bytes.Length; index++)
        {
            bytes[index] = (byte)(start + (index * 31) + (index >> 8));
        }
    }

    /// <summary>Moves frames from one core to its wire and a random piece of each wire to the other core.</summary>
    internal bool Step()
    {
        var moved = Emit(Client, toServer, ClientEvents) | Emit(Server, toClient, ServerEvents);
        return moved | Deliver(toServer, Server, ServerEvents) | Deliver(toClient, Client, ClientEvents);
    }

    internal void Run()
    {
        while (Step())
        {
        }
    }

    /// <summary>Gives bytes to the server as if the client had sent them.</summary>
    internal void InjectToServer(ReadOnlySpan<byte> bytes)
    {
        Server.HandleInput(bytes, Now);
        Collect(Server, ServerEvents);
    }

    internal static void Collect(YamuxCore core, List<YamuxEvent> events)
    {
        while (core.TryTakeEvent(out var item))
        {
            events.Add(item);
        }
    }

    private bool Emit(YamuxCore core, ByteQueue wire, List<YamuxEvent> events)
    {
        var output = new ArrayBufferWriter<byte>();
        var frames = 1 + Roll(4);
        while (frames-- > 0 && core.TryTakeOutput(output))
        {
        }

        Collect(core, events);
        wire.Append(output.WrittenSpan);
        return output.WrittenCount > 0;
    }

    private bool Deliver(ByteQueue wire, YamuxCore core, List<YamuxEvent> events)
    {
        if (wire.Length == 0)
        {
            return false;
        }

        var piece = new byte[Roll(3) == 0 ? 1 + Roll(15) : 1 + Roll(40_000)];
        var length = wire.Take(piece);
        core.HandleInput(piece.AsSpan(0, length), Now);
        Collect(core, events);
        return true;
    }
}
