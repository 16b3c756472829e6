namespace DarkSwap.Psbt.Chain;

/// <summary>One observer with what the follower knows of it between two calls.</summary>
internal sealed class ObserverSlot(IBlockObserver observer)
{
    public IBlockObserver Observer { get; } = observer;

    /// <summary>Null until asked, and again after a failure: then storage decides.</summary>
    public BlockReference? Tip { get; private set; }

    public ObserverRefusedException? Refusal { get; private set; }

    public CatchUpMeter Meter { get; } = new();

    public bool IsActive => Refusal is null;

    public void Forget() => Tip = null;

    public Task LoadAsync(NodeView node, CancellationToken cancellationToken) =>
        GuardAsync(() => Observer.GetTipAsync(node, cancellationToken));

    public Task ConnectAsync(ConnectedBlock block, CancellationToken cancellationToken) =>
        GuardAsync(async () =>
        {
            await Observer.ConnectBlockAsync(block, cancellationToken);
            return block.Reference;
        });

    public Task DisconnectAsync(BlockReference tip, CancellationToken cancellationToken) =>
        GuardAsync(() => Observer.DisconnectBlockAsync(tip, cancellationToken));

    private async Task GuardAsync(Func<Task<BlockReference>> step)
    {
        try
        {
            Tip = await step();
        }
        catch (ObserverRefusedException refusal)
        {
            Refusal = refusal;
        }
    }
}
