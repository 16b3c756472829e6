using System.Buffers;
using DarkSwap.Libp2p.Muxing;
using DarkSwap.Primitives;

namespace DarkSwap.Libp2p.Tests.Muxing;

/// <summary>Two cores back to back, with a wire each way that keeps order and cuts wherever the seed says. Time is told.</summary>
internal class MuxerPair<TCore>
    where TCore : MuxerCore
{
    private readonly SeededRandomSource random;
    private readonly ByteQueue toServer = new(UnlimitedMemoryBudget.Instance);
    private readonly ByteQueue toClient = new(UnlimitedMemoryBudget.Instance);

    internal MuxerPair(ulong seed, Func<bool, MonotonicTime, TCore> createCore)
    {
        random = new SeededRandomSource(seed);
        Client = createCore(true, Now);
        Server = createCore(false, Now);
    }

    internal TCore Client { get; }

    internal TCore Server { get; }

    internal MonotonicTime Now { get; private set; } = new(1_000_000);

    internal List<MuxerEvent> ClientEvents { get; } = [];

    internal List<MuxerEvent> ServerEvents { get; } = [];

    internal IEnumerable<MuxerStreamState> StreamsOpenedAtServer => ServerEvents.Where(item => item.Kind == MuxerEventKind.StreamOpened).Select(item => item.Stream!);

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

    /// <summary>Lets both pings leave now and both answers arrive after a round trip.</summary>
    internal void ExchangePings(TimeSpan roundTrip)
    {
        var (client, server) = (new ArrayBufferWriter<byte>(), new ArrayBufferWriter<byte>());
        Drain(Client, client);
        Drain(Server, server);
        InjectToServer(client.WrittenSpan);
        Client.HandleInput(server.WrittenSpan, Now);
        Advance(roundTrip);
        Run();
    }

    internal static void Drain(TCore core, ArrayBufferWriter<byte> output)
    {
        while (core.TryTakeOutput(output))
        {
        }
    }

    internal static void Collect(TCore core, List<MuxerEvent> events)
    {
        while (core.TryTakeEvent(out var item))
        {
            events.Add(item);
        }
    }

    private bool Emit(TCore core, ByteQueue wire, List<MuxerEvent> events)
    {
        var output = new ArrayBufferWriter<byte>();
        var frames = 1 + Roll(4);
        while (frames-- > 0 && core.TryTakeOutput(output))
        {
        }

        Collect(core, events);
        wire.TryAppend(output.WrittenSpan);
        return output.WrittenCount > 0;
    }

    private bool Deliver(ByteQueue wire, TCore core, List<MuxerEvent> events)
    {
        if (wire.Length == 0 || core.IsInputPaused)
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
