using DarkSwap.Contracts.Psbts;
using DarkSwap.Psbt.AssetSources;
using DarkSwap.Psbt.Chain;
using MassTransit;

namespace DarkSwap.Psbt.Consumers;

public sealed class GetChainStatusConsumer(IChainStatus chainStatus, AssetSourceCatalog sources) : IConsumer<GetChainStatus>
{
    public Task Consume(ConsumeContext<GetChainStatus> request)
    {
        var status = chainStatus.Current;
        return request.RespondAsync(new ChainStatusDescribed
        {
            Network = status.Network?.Name,
            IsWithoutBlocks = status.State == ChainState.NoBlocks,
            IsReady = status.IsReady,
            Detail = status.IsReady ? null : status.Sentence,
            Height = status.Tip?.Height ?? 0,
            IsAssetSourceMissing = sources.IsMissing,
        });
    }
}
