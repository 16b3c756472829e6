using DarkSwap.Contracts;
using DarkSwap.Contracts.Connectivity;
using DarkSwap.Contracts.Psbts;
using DarkSwap.Contracts.Trades;
using DarkSwap.Contracts.Wire.Trades;
using DarkSwap.Trade.Domain;

namespace DarkSwap.Trade.Tests.Simulation;

/// <summary>One side: what its database holds of the trade, its outbox, its coin locks and what it watches. Every decision is stored and read back as text, as after a restart.</summary>
internal sealed class ModelNode(ModelWorld world, TradeSide side, ModelChain chain, TradeTimes times)
{
    private readonly Dictionary<string, (TransactionStatus Status, int Confirmations)> seenTransactions = [];
    private readonly Dictionary<(string OutPoint, string TransactionId), (TransactionStatus Status, int Confirmations)> seenSpends = [];
    private readonly HashSet<string> watchedTransactions = [];
    private readonly HashSet<string> watchedInputs = [];
    private string? stored;
    private long observationVersion;

    public TradeSide Side { get; } = side;

    public bool IsUp { get; set; } = true;

    public Queue<IMessage> Outbox { get; } = new();

    /// <summary>What the psbt service has to tell.</summary>
    public Queue<TradeSignal> Events { get; } = new();

    public List<ModelPacket> Sent { get; } = [];

    public List<TranscriptEntry> Transcript { get; } = [];

    public List<TradeState> States { get; } = [];

    /// <summary>Null: not locked. The expiry is null when the lock holds until the trade's end is known.</summary>
    public (DateTimeOffset? ExpiresAt, bool IsLocked) Lock { get; private set; }

    public TradeAggregate? Trade => stored is null ? null : TradeStorage.Read(stored);

    public void Start(DateTimeOffset now) => Commit(null, TradeMachine.Start(world.NewTrade(), times, now));

    public TradeDecision Apply(TradeSignal signal, DateTimeOffset now)
    {
        var before = Trade!;
        var decision = TradeMachine.Apply(before, signal, times, now);
        Commit(before, decision);
        return decision;
    }

    /// <summary>A message from the link: a proposal begins the trade, everything else is for the machine.</summary>
    public void Deliver(PeerMessage packet, DateTimeOffset now)
    {
        TradeMessages.TryOpen(packet.Envelope, ModelWorld.Network, out var signer, out var message, out var payload).ShouldBeTrue();
        var signal = new TradeSignal.PeerMessage(signer!.ToString(), message!, payload!, packet.Envelope);
        if (stored is not null)
        {
            Apply(signal, now);
        }
        else if (TradeMachine.Receive(signal, world.TradeId, ModelWorld.Network, world.Confirmations, 1, isBusy: false, times, now) is { } decision)
        {
            Commit(null, decision);
        }
    }

    /// <summary>What the driver does when the trade's time has come.</summary>
    /// <param name="isKilled">The work is done, and the process dies before its result is stored.</param>
    /// <param name="isRefused">The work comes to a refusal that will not change.</param>
    public bool Work(DateTimeOffset now, bool isKilled = false, bool isRefused = false)
    {
        if (Trade is not { } trade || TradeView.WakeAtOf(trade, times) is not { } wakeAt || wakeAt > now)
        {
            return false;
        }

        var signal = ModelServices.Answer(world, trade) ?? new TradeSignal.Tick();
        signal = isRefused && signal is not TradeSignal.Tick ? new TradeSignal.WorkFailed("refused") : signal;
        if (!isKilled)
        {
            Apply(signal, now);
        }

        return true;
    }

    public bool Dispatch(bool isRepeated = false)
    {
        if (!Outbox.TryPeek(out var message))
        {
            return false;
        }

        Take(message);
        if (!isRepeated)
        {
            Outbox.Dequeue();
        }

        return true;
    }

    /// <summary>Looks at the chain and tells what changed of what is watched.</summary>
    public void Observe()
    {
        foreach (var transactionId in watchedTransactions)
        {
            var status = chain.StatusOf(transactionId);
            if (status != seenTransactions.GetValueOrDefault(transactionId))
            {
                seenTransactions[transactionId] = status;
                Events.Enqueue(new TradeSignal.TransactionObserved(transactionId, status.Status, status.Confirmations, ++observationVersion));
            }
        }

        foreach (var outPoint in watchedInputs)
        {
            var spenders = chain.SpendersOf(outPoint).Select(transaction => transaction.Id).Where(id => !watchedTransactions.Contains(id));
            foreach (var spender in spenders.Concat(seenSpends.Keys.Where(key => key.OutPoint == outPoint).Select(key => key.TransactionId)).Distinct().ToList())
            {
                var status = chain.StatusOf(spender);
                if (status != seenSpends.GetValueOrDefault((outPoint, spender)))
                {
                    seenSpends[(outPoint, spender)] = status;
                    Events.Enqueue(new TradeSignal.InputSpent(outPoint, spender, status.Status, status.Confirmations, ++observationVersion));
                }
            }
        }
    }

    private void Take(IMessage message)
    {
        switch (message)
        {
            case LockCoins command:
                Lock = (command.ExpiresAt, true);
                Events.Enqueue(new TradeSignal.CoinsLocked());
                break;
            case ReleaseCoins:
                Lock = default;
                break;
            case WatchTrade command:
                watchedTransactions.Add(command.TransactionId);
                watchedInputs.UnionWith(command.Inputs);
                break;
            case StopWatchingTrade:
                watchedTransactions.Clear();
                watchedInputs.Clear();
                break;
            case BroadcastTransaction command:
                Submit(command);
                break;
            case SendPeerMessages command:
                Sent.AddRange(command.Messages.Select(packet => new ModelPacket(packet, command.RepeatUntil)));
                break;
            case TradeStateChanged change:
                States.Add(change.State);
                break;
            default:
                throw new ArgumentException($"Nobody takes {message.GetType().Name}", nameof(message));
        }
    }

    private void Submit(BroadcastTransaction command)
    {
        var trade = Trade!;
        var round = TradeView.RoundOf(trade, command.TransactionId);
        var inputs = round is null ? [world.Coin(Side)] : TradeView.InputsOf(trade);
        if (!chain.Submit(new ModelTransaction(command.TransactionId, inputs, round?.FeeRate ?? 50_000)))
        {
            Events.Enqueue(new TradeSignal.BroadcastRefused(command.TransactionId, "txn-mempool-conflict"));
        }
    }

    private void Commit(TradeAggregate? before, TradeDecision decision)
    {
        ModelInvariants.Check(before, decision, Transcript);
        var text = TradeStorage.Write(decision.Trade);
        if (before is not null && before.Version == decision.Trade.Version)
        {
            text.ShouldBe(TradeStorage.Write(before));
        }

        stored = text;
        Transcript.AddRange(decision.Transcript);
        foreach (var message in decision.Messages)
        {
            Outbox.Enqueue(message);
        }
    }
}
