namespace DarkSwap.Primitives;

/// <summary>Where random bytes come from: the operating system in production, a seed in simulations.</summary>
public interface IRandomSource
{
    void Fill(Span<byte> destination);
}
