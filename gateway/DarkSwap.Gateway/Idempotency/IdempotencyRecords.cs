using DarkSwap.Gateway.Options;
using DarkSwap.Gateway.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace DarkSwap.Gateway.Idempotency;

/// <summary>The records behind <c>Idempotency-Key</c>. The primary key decides which of two requests is the first.</summary>
internal sealed class IdempotencyRecords(IDbContextFactory<GatewayDbContext> contexts, IOptions<IdempotencyOptions> options, TimeProvider timeProvider)
{
    /// <summary>Returns the record that is there already, or null if this request is now the first.</summary>
    public async Task<IdempotencyRecord?> ClaimAsync(string keyHash, string requestHash, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var now = timeProvider.GetUtcNow();
        var oldest = now - options.Value.Retention;
        await context.IdempotencyRecords.Where(record => record.CreatedAt < oldest).ExecuteDeleteAsync(cancellationToken);
        if (await FindAsync(context, keyHash, cancellationToken) is { } earlier)
        {
            return earlier;
        }

        context.IdempotencyRecords.Add(new IdempotencyRecord { KeyHash = keyHash, RequestHash = requestHash, CreatedAt = now });
        try
        {
            await context.SaveChangesAsync(cancellationToken);
            return null;
        }
        catch (DbUpdateException)
        {
            // Another came first between the look and the insert; anything else that went wrong shows in the second look.
            return await FindAsync(context, keyHash, cancellationToken) ?? throw new TimeoutException("The idempotency key could not be claimed");
        }
    }

    public async Task AnswerAsync(string keyHash, HttpResponse response, byte[] body, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var (status, contentType, location) = (response.StatusCode, response.ContentType, response.Headers.Location.ToString());
        await context.IdempotencyRecords.Where(record => record.KeyHash == keyHash).ExecuteUpdateAsync(
            record => record
                .SetProperty(row => row.Status, status)
                .SetProperty(row => row.ContentType, contentType)
                .SetProperty(row => row.Location, location.Length > 0 ? location : null)
                .SetProperty(row => row.Body, body),
            cancellationToken);
    }

    /// <summary>Nothing came of the request: the key may be used again.</summary>
    public async Task ReleaseAsync(string keyHash, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.IdempotencyRecords.Where(record => record.KeyHash == keyHash).ExecuteDeleteAsync(cancellationToken);
    }

    private static Task<IdempotencyRecord?> FindAsync(GatewayDbContext context, string keyHash, CancellationToken cancellationToken) =>
        context.IdempotencyRecords.AsNoTracking().SingleOrDefaultAsync(record => record.KeyHash == keyHash, cancellationToken);
}
