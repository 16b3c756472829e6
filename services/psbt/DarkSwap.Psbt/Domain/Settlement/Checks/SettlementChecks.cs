using System.Collections.Immutable;
using DarkSwap.Contracts.Psbts;

namespace DarkSwap.Psbt.Domain.Settlement.Checks;

/// <summary>All fifteen, in their order.</summary>
public static class SettlementChecks
{
    public static ImmutableArray<ISettlementCheck> All { get; } =
    [
        new TemplateMatchesCheck(),
        new InputsAreAsOfferedCheck(),
        new NetChangeIsAsAgreedCheck(),
        new RunestoneIsAsAgreedCheck(),
        new InputsExistUnspentCheck(),
        new AssetInputsSufficeCheck(),
        new NoForeignAssetsCheck(),
        new AssetSourcesAreLevelCheck(),
        new PreviousTransactionsMatchCheck(),
        new FeeRateWithinBoundsCheck(),
        new NoDustAndNoMissingChangeCheck(),
        new OrderAllowsFillCheck(),
        new DestinationsAreMineCheck(),
        new TermsAreSignedAndCurrentCheck(),
        new MergedTransactionIsValidCheck(),
    ];

    /// <summary>Runs all checks of the context's stage; every failure is told, not only the first.</summary>
    public static ImmutableArray<SettlementCheckFailure> Run(SettlementCheckContext context)
    {
        var failures = ImmutableArray.CreateBuilder<SettlementCheckFailure>();
        foreach (var check in All)
        {
            if (check.RunsAt(context.Stage) && check.Run(context) is { } fault)
            {
                failures.Add(new(check.Check, fault.Detail, fault.IsTransient));
            }
        }

        return failures.ToImmutable();
    }
}
