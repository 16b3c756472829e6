using DarkSwap.Contracts.Wire;
using DarkSwap.Cryptography;
using DarkSwap.Gateway.Options;
using DarkSwap.Gateway.Persistence;
using DarkSwap.Primitives;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace DarkSwap.Gateway.Authentication;

/// <summary>Nonces that keys prove themselves by, each once. In the database, so that any gateway takes the answer.</summary>
internal sealed class Challenges(
    IDbContextFactory<GatewayDbContext> contexts, NodeAudience audience, IOptions<TokenOptions> options, IRandomSource randomSource, TimeProvider timeProvider)
{
    private const int NonceBytes = 32;

    public async Task<Challenge> CreateAsync(PeerId peerId, CancellationToken cancellationToken)
    {
        var domain = SigningDomains.Authentication(await audience.GetAsync(cancellationToken));
        var now = timeProvider.GetUtcNow();
        var row = new ChallengeRow
        {
            ChallengeId = new Guid(Secrets.NewBytes(randomSource, 16)),
            PeerId = peerId.ToString(),
            Nonce = Secrets.NewBytes(randomSource, NonceBytes),
            ExpiresAt = now + options.Value.ChallengeLifetime,
        };
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await MakeRoomAsync(context, now, cancellationToken);
        context.Challenges.Add(row);
        await context.SaveChangesAsync(cancellationToken);
        return new Challenge(row.ChallengeId, domain, row.Nonce, SignedEnvelope.SigningInput(domain, PayloadTypes.Challenge, row.Nonce), row.ExpiresAt);
    }

    /// <summary>Whether the signature answers the challenge. Right or wrong, the challenge is used up.</summary>
    public async Task<bool> AnswerAsync(Guid challengeId, PublicKey publicKey, byte[] signature, CancellationToken cancellationToken)
    {
        var domain = SigningDomains.Authentication(await audience.GetAsync(cancellationToken));
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await context.Challenges.AsNoTracking().SingleOrDefaultAsync(row => row.ChallengeId == challengeId, cancellationToken);

        // Of two answers at once only one deletes the row.
        return row is not null
            && await context.Challenges.Where(used => used.ChallengeId == challengeId).ExecuteDeleteAsync(cancellationToken) == 1
            && row.ExpiresAt > timeProvider.GetUtcNow()
            && row.PeerId == PeerId.FromPublicKey(publicKey).ToString()
            && publicKey.Verify(SignedEnvelope.SigningInput(domain, PayloadTypes.Challenge, row.Nonce), signature);
    }

    /// <summary>Whoever asks for many pushes out the oldest, not the newcomers.</summary>
    private async Task MakeRoomAsync(GatewayDbContext context, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await context.Challenges.Where(row => row.ExpiresAt <= now).ExecuteDeleteAsync(cancellationToken);
        var excess = await context.Challenges.CountAsync(cancellationToken) + 1 - options.Value.MaximumChallenges;
        if (excess > 0)
        {
            var oldest = await context.Challenges.OrderBy(row => row.ExpiresAt).Select(row => row.ChallengeId).Take(excess).ToListAsync(cancellationToken);
            await context.Challenges.Where(row => oldest.Contains(row.ChallengeId)).ExecuteDeleteAsync(cancellationToken);
        }
    }
}
