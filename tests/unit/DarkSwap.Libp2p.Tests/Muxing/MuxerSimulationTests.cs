using DarkSwap.Libp2p.Muxing;
using DarkSwap.Libp2p.Muxing.Mplex;
using DarkSwap.Libp2p.Muxing.Yamux;

namespace DarkSwap.Libp2p.Tests.Muxing;

/// <summary>Random programs of opening, writing, reading, closing and resetting on both ends, over a wire that cuts anywhere.</summary>
public sealed class MuxerSimulationTests
{
    private const int Actions = 1_000;

    public static TheoryData<ulong> Seeds => [.. Enumerable.Range(1, 25).Select(seed => (ulong)seed)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Yamux_delivers_every_byte_in_order_or_resets(ulong seed) => Run(new Simulation<YamuxCore>(new YamuxPair(seed), seed));

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Mplex_delivers_every_byte_in_order_or_resets(ulong seed) => Run(new Simulation<MplexCore>(new MplexPair(seed), seed));

    private static void Run<TCore>(Simulation<TCore> simulation)
        where TCore : MuxerCore
    {
        for (var action = 0; action < Actions; action++)
        {
            simulation.Act();
        }

        simulation.Finish();
    }

    private sealed class Simulation<TCore>(MuxerPair<TCore> pair, ulong seed)
        where TCore : MuxerCore
    {
        private readonly List<Endpoint> endpoints = [];
        private int eventsSeen;
        private int eventsSeenAtClient;

        internal void Act()
        {
            switch (pair.Roll(10))
            {
                case 0 when endpoints.Count < 60: Open(); break;
                case 1: pair.Advance(TimeSpan.FromMilliseconds(pair.Roll(500))); break;
                case 2 or 3 or 4: WithRandom(endpoint => endpoint.Write(pair)); break;
                case 5 or 6 or 7: WithRandom(endpoint => endpoint.Read(pair)); break;
                case 8 when pair.Roll(6) == 0: WithRandom(endpoint => endpoint.Close()); break;
                case 9 when pair.Roll(30) == 0: WithRandom(endpoint => endpoint.Reset()); break;
                default: pair.Step(); break;
            }

            Adopt();
        }

        /// <summary>Closes everything, reads everything, and compares what came with what went.</summary>
        internal void Finish()
        {
            endpoints.ForEach(endpoint => endpoint.Close());
            bool hasMoved;
            do
            {
                hasMoved = pair.Step();
                Adopt();
                endpoints.ForEach(endpoint => endpoint.Close());
                foreach (var endpoint in endpoints)
                {
                    hasMoved |= endpoint.Read(pair);
                }
            }
            while (hasMoved);

            pair.Client.IsOver.ShouldBeFalse();
            pair.Server.IsOver.ShouldBeFalse();
            pair.Client.StreamCount.ShouldBe(0, $"seed {seed}");
            pair.Server.StreamCount.ShouldBe(0, $"seed {seed}");
            endpoints.ShouldAllBe(endpoint => endpoint.Peer != null || endpoint.State.IsReset);
            foreach (var endpoint in endpoints.Where(endpoint => endpoint.Peer is { } peer && !endpoint.State.IsReset && !peer.State.IsReset))
            {
                endpoint.Received.ToArray().AsSpan().SequenceEqual(endpoint.Peer!.Sent.ToArray()).ShouldBeTrue($"seed {seed}, stream {IdOf(endpoint.State)}");
            }
        }

        private void Open()
        {
            var core = pair.Roll(2) == 0 ? pair.Client : pair.Server;
            if (core.TryOpen(pair.Now) is { } state)
            {
                state.Priority = (StreamPriority)pair.Roll(3);
                endpoints.Add(new Endpoint(core, state));
            }
        }

        private void Adopt()
        {
            AdoptFrom(pair.Server, pair.ServerEvents, ref eventsSeen);
            AdoptFrom(pair.Client, pair.ClientEvents, ref eventsSeenAtClient);
        }

        private void AdoptFrom(MuxerCore core, List<MuxerEvent> events, ref int seen)
        {
            for (; seen < events.Count; seen++)
            {
                if (events[seen] is { Kind: MuxerEventKind.StreamOpened, Stream: { } state })
                {
                    var opener = endpoints.Single(endpoint => endpoint.State.IsOutbound && endpoint.Core != core && IdOf(endpoint.State) == IdOf(state));
                    var acceptor = new Endpoint(core, state) { Peer = opener };
                    opener.Peer = acceptor;
                    endpoints.Add(acceptor);
                }
            }
        }

        private void WithRandom(Action<Endpoint> action)
        {
            if (endpoints.Count > 0)
            {
                action(endpoints[pair.Roll(endpoints.Count)]);
            }
        }
    }

    private static ulong IdOf(MuxerStreamState state) => state is YamuxCoreStream yamux ? yamux.Id : ((MplexCoreStream)state).Id;

    private sealed class Endpoint(MuxerCore core, MuxerStreamState state)
    {
        private bool isClosed;

        internal MuxerCore Core => core;

        internal MuxerStreamState State => state;

        internal Endpoint? Peer { get; set; }

        internal MemoryStream Sent { get; } = new();

        internal MemoryStream Received { get; } = new();

        internal void Write<TCore>(MuxerPair<TCore> pair)
            where TCore : MuxerCore
        {
            if (!isClosed)
            {
                var bytes = new byte[pair.Roll(120_000)];
                pair.Fill(bytes);
                Sent.Write(bytes, 0, core.Write(state, bytes));
            }
        }

        internal bool Read<TCore>(MuxerPair<TCore> pair)
            where TCore : MuxerCore
        {
            var buffer = new byte[1 + pair.Roll(90_000)];
            core.Read(state, buffer, pair.Now, out var count);
            Received.Write(buffer, 0, count);
            return count > 0;
        }

        internal void Close()
        {
            isClosed = true;
            core.CloseWrite(state);
        }

        internal void Reset() => core.Reset(state);
    }
}
