using System.Buffers;
using DarkSwap.Libp2p.Muxing;
using DarkSwap.Primitives;

namespace DarkSwap.Fuzz.Tests.Targets;

/// <summary>A muxer's core between a user and a hostile peer, both played by the bytes of the input: each action is a byte that says what, and some that say how.</summary>
internal ref struct MuxerMachine
{
    internal const int MaximumStreams = 8;
    private static readonly byte[] Data = new byte[64 * 1024];
    private static readonly byte[] Destination = new byte[64 * 1024];
    private readonly MuxerCore core;
    private readonly FuzzBudget budget;
    private readonly Func<byte, byte, ushort, byte[]> frame;
    private readonly List<MuxerStreamState> streams = [];
    private readonly ArrayBufferWriter<byte> output = new();
    private ReadOnlySpan<byte> script;
    private MonotonicTime now = new(1);

    /// <param name="frame">Makes a frame of the peer from its kind, its stream and a number.</param>
    internal MuxerMachine(MuxerCore core, FuzzBudget budget, Func<byte, byte, ushort, byte[]> frame, ReadOnlySpan<byte> script)
    {
        this.core = core;
        this.budget = budget;
        this.frame = frame;
        this.script = script;
    }

    /// <summary>True when the session lives to the end.</summary>
    internal bool Run()
    {
        core.HandleTimeout(now);
        while (!script.IsEmpty)
        {
            Act(Take());
            Look();
        }

        var hasLived = !core.IsOver;
        core.Terminate();
        Look();
        Expect.True(budget.Reserved == 0 && core.StreamCount == 0 && core.NextTimeout is null);
        return hasLived;
    }

    private void Act(byte action)
    {
        switch (action % 16)
        {
            case 0 or 1 or 2 or 3: core.HandleInput(frame(Take(), Take(), (ushort)((Take() << 8) | Take())), now); break;
            case 4: core.HandleInput(Data.AsSpan(0, Take() * 64), now); break;
            case 5: core.HandleInput(TakeRaw(), now); break;
            case 6: Open(); break;
            case 7 or 8 when Pick() is { } stream: core.Write(stream, Data.AsSpan(0, Take() * 256)); break;
            case 9 or 10 when Pick() is { } stream: core.Read(stream, Destination.AsSpan(0, Take() * 256), now, out _); break;
            case 11 when Pick() is { } stream: core.CloseWrite(stream); break;
            case 12 when Pick() is { } stream: core.Abandon(stream, now); break;
            case 13 when Pick() is { } stream: core.Reset(stream); break;
            case 14: Advance(); break;
            default: Vary(); break;
        }
    }

    /// <summary>What must hold after every action.</summary>
    private void Look()
    {
        while (core.TryTakeEvent(out var item))
        {
            if (item.Kind == MuxerEventKind.StreamOpened)
            {
                streams.Add(item.Stream!);
            }
        }

        Expect.True(budget.Reserved >= 0 && budget.Reserved <= FuzzBudget.Limit);
        Expect.True(core.StreamCount <= 2 * MaximumStreams);
        Expect.True(!core.IsOver || core.StreamCount == 0);
    }

    private void Open()
    {
        if (core.TryOpen(now) is { } stream)
        {
            streams.Add(stream);
        }
    }

    private void Advance()
    {
        now += TimeSpan.FromMilliseconds(Take() * Take());
        core.HandleTimeout(now);
        Expect.True(core.NextTimeout is not { } next || next > now);
    }

    private void Vary()
    {
        switch (Take() % 16)
        {
            case 0: core.GoAway(); break;
            case 1: budget.IsShut = !budget.IsShut; break;
            default: Drain(Take()); break;
        }
    }

    private void Drain(byte frames)
    {
        output.ResetWrittenCount();
        while (frames-- > 0 && core.TryTakeOutput(output))
        {
            Expect.True(output.WrittenCount <= core.MaximumFrameLength);
            output.ResetWrittenCount();
        }
    }

    /// <summary>Any stream that there was, ended ones too.</summary>
    private MuxerStreamState? Pick()
    {
        if (streams.Count == 0)
        {
            Open();
        }

        return streams.Count > 0 ? streams[Take() % streams.Count] : null;
    }

    private byte Take()
    {
        if (script.IsEmpty)
        {
            return 0;
        }

        var value = script[0];
        script = script[1..];
        return value;
    }

    private ReadOnlySpan<byte> TakeRaw()
    {
        var raw = script[..Math.Min(Take(), script.Length)];
        script = script[raw.Length..];
        return raw;
    }
}
