namespace DarkSwap.Contracts.Psbts;

/// <param name="Subject">Peer id of the subject.</param>
/// <param name="OutPoints">Coins whose scripts belong to the subject too.</param>
public sealed record ScriptsOfSubject(string Subject, IReadOnlyList<string> Addresses, IReadOnlyList<string> OutPoints);
