namespace DarkSwap.Contracts.Psbts;

/// <summary>The fifteen checks before a signature leaves the node; the names are stable.</summary>
public enum SettlementCheck
{
    TemplateMatches = 1,
    InputsAreAsOffered = 2,
    NetChangeIsAsAgreed = 3,
    RunestoneIsAsAgreed = 4,
    InputsExistUnspent = 5,
    AssetInputsSuffice = 6,
    NoForeignAssets = 7,
    AssetSourcesAreLevel = 8,
    PreviousTransactionsMatch = 9,
    FeeRateWithinBounds = 10,
    NoDustAndNoMissingChange = 11,
    OrderAllowsFill = 12,
    DestinationsAreMine = 13,
    TermsAreSignedAndCurrent = 14,
    MergedTransactionIsValid = 15,
}
