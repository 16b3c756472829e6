namespace DarkSwap.Attacks.Tests.Attackers;

/// <summary>How far a slow peer goes before it slows down.</summary>
public enum LorisStage
{
    Tcp,
    ChoiceOfSecurity,
    Noise,
    Tls,
    WebSocket,
    ChoiceOfMuxer,
}
