using DarkSwap.Primitives;
using Microsoft.Extensions.Options;

namespace DarkSwap.Psbt.Chain;

/// <summary>Follows the Bitcoin node for as long as the service runs and keeps the chain's status.</summary>
public sealed partial class ChainFollower : BackgroundService
{
    /// <summary>Between two lines that only say how far it is.</summary>
    private static readonly TimeSpan ProgressLogInterval = TimeSpan.FromSeconds(30);

    private readonly IChainSource source;
    private readonly ChainStatusBoard board;
    private readonly ChainOptions options;
    private readonly TimeProvider timeProvider;
    private readonly ILogger<ChainFollower> logger;
    private readonly List<ObserverSlot> slots;
    private readonly BlockWalk walk;
    private readonly MempoolPoll mempool;
    private NetworkIdentity? network;
    private long lastLog;

    public ChainFollower(
        IChainSource source, IEnumerable<IBlockObserver> observers, ChainStatusBoard board, IOptions<ChainOptions> options, TimeProvider timeProvider, ILogger<ChainFollower> logger)
    {
        this.source = source;
        this.board = board;
        this.options = options.Value;
        this.timeProvider = timeProvider;
        this.logger = logger;
        slots = [.. observers.Select(observer => new ObserverSlot(observer))];
        walk = new BlockWalk(source, slots, this.options);
        mempool = new MempoolPoll(source, this.options);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            if (!await TryRoundAsync(stoppingToken))
            {
                await Task.Delay(options.EffectivePollInterval, timeProvider, stoppingToken);
            }
        }
    }

    /// <returns>Whether the next round has work already.</returns>
    private async Task<bool> TryRoundAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await RoundAsync(cancellationToken);
        }
        catch (ChainSourceException fault)
        {
            Report(board.Current with { State = StateOf(fault.Fault), Sentence = fault.Message });
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            LogFailure(failure);
            Report(board.Current with { State = ChainState.Failed, Sentence = $"Following the chain failed and is tried again: {failure.Message}" });
        }

        // Whatever was under way may or may not have been stored.
        foreach (var slot in slots)
        {
            slot.Forget();
        }

        return false;
    }

    private async Task<bool> RoundAsync(CancellationToken cancellationToken)
    {
        var information = await source.GetInformationAsync(cancellationToken);
        var identity = await NodeCheck.IdentifyAsync(source, information, cancellationToken);
        if (NodeCheck.Refuse(information, identity, network, options.Network) is { } refused)
        {
            Report(refused);
            return false;
        }

        network = identity!;
        var node = new NodeView(network, information.Tip, information.PruneHeight);
        var isLevel = false;
        await walk.LoadAsync(node, cancellationToken);
        if (!NodeCheck.IsRebuilding(information, network, slots))
        {
            isLevel = await walk.AdvanceAsync(node, cancellationToken);
            if (isLevel)
            {
                await UpdateMempoolAsync(node.Tip, cancellationToken);
            }
        }

        Report(ChainStatusSummary.Of(information, network, slots, MonotonicTime.Now(timeProvider)));
        return !isLevel && slots.Any(slot => slot.IsActive && slot.Tip?.Height < information.Tip.Height);
    }

    private async Task UpdateMempoolAsync(BlockReference tip, CancellationToken cancellationToken)
    {
        if (await mempool.PollAsync(tip, cancellationToken) is not { } update)
        {
            return;
        }

        foreach (var slot in slots.Where(slot => slot.IsActive))
        {
            await slot.Observer.UpdateMempoolAsync(update, cancellationToken);
        }

        mempool.MarkReported(update);
    }

    private void Report(ChainStatus status)
    {
        var before = board.Current;
        board.Set(status);
        var isProgress = status.State != ChainState.Ready && status.Sentence != before.Sentence && timeProvider.GetElapsedTime(lastLog) >= ProgressLogInterval;
        if (status.State != before.State || isProgress)
        {
            lastLog = timeProvider.GetTimestamp();
            LogStatus(status.State, status.Sentence);
        }
    }

    private static ChainState StateOf(ChainSourceFault fault) => fault switch
    {
        ChainSourceFault.Starting => ChainState.NodeStarting,
        ChainSourceFault.AccessDenied => ChainState.AccessDenied,
        ChainSourceFault.Unreachable or ChainSourceFault.TimedOut or ChainSourceFault.Busy or ChainSourceFault.InvalidAnswer => ChainState.NodeDown,
    };

    [LoggerMessage(EventId = 4001, Level = LogLevel.Information, Message = "Chain: {State}. {Sentence}")]
    private partial void LogStatus(ChainState state, string sentence);

    [LoggerMessage(EventId = 4002, Level = LogLevel.Error, Message = "Following the chain failed")]
    private partial void LogFailure(Exception failure);
}
