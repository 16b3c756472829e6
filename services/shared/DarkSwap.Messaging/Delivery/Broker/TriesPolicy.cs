using MassTransit;
using MassTransit.RetryPolicies;

namespace DarkSwap.Messaging.Delivery.Broker;

/// <summary>
/// When a message is tried again. Failures of the consumer count, and after so many the message is a dead letter; tries while its database is away do not count.
/// One policy for both: of two, one inside the other, the library asks the outer one first as soon as it has been in use, and it knows nothing of the inner one's tries.
/// </summary>
internal sealed class TriesPolicy(BusOptions options) : IRetryPolicy
{
    /// <summary>Hours of them; after that the letter's row waits for the database.</summary>
    private const int MaximumTriesWithoutDatabase = 10_000;

    public RetryPolicyContext<T> CreatePolicyContext<T>(T context)
        where T : class, PipeContext =>
        new Beginning<T>(this, context);

    public bool IsHandled(Exception exception) => true;

    public void Probe(ProbeContext context) => context.Add("tries", options.MaximumAttempts);

    /// <summary>What has failed before, and now.</summary>
    /// <param name="Failures">Of the consumer itself.</param>
    /// <param name="Outages">Of its database.</param>
    internal readonly record struct Failed(int Failures, int Outages)
    {
        public Failed And(Exception exception) => DatabaseFaults.IsAway(exception) ? this with { Outages = Outages + 1 } : this with { Failures = Failures + 1 };
    }

    internal bool MayTryAgain(Failed failed) => failed.Failures < options.MaximumAttempts && failed.Outages <= MaximumTriesWithoutDatabase;

    private TimeSpan WaitAfter(Exception exception, Failed failed) => DatabaseFaults.IsAway(exception) ? options.DatabaseBackOff : options.BackOffAfter(failed.Failures);

    /// <summary>A message that has not failed yet.</summary>
    private sealed class Beginning<T>(TriesPolicy policy, T context) : BaseRetryPolicyContext<T>(policy, context)
        where T : class, PipeContext
    {
        public override bool CanRetry(Exception exception, out RetryContext<T> retryContext)
        {
            var failed = default(Failed).And(exception);
            retryContext = new Again<T>(policy, Context, exception, failed, CancellationToken);
            return policy.MayTryAgain(failed) && !CancellationToken.IsCancellationRequested;
        }

        protected override RetryContext<T> CreateRetryContext(Exception exception, CancellationToken cancellationToken) =>
            new Again<T>(policy, Context, exception, default(Failed).And(exception), cancellationToken);
    }

    /// <summary>A message that waits for its next try.</summary>
    private sealed class Again<T>(TriesPolicy policy, T context, Exception exception, Failed failed, CancellationToken cancellationToken)
        : BaseRetryContext<T>(context, exception, failed.Failures + failed.Outages, cancellationToken), RetryContext<T>
        where T : class, PipeContext
    {
        public override TimeSpan? Delay => policy.WaitAfter(Exception, failed);

        public bool CanRetry(Exception nextException, out RetryContext<T> retryContext)
        {
            var next = failed.And(nextException);
            retryContext = new Again<T>(policy, Context, nextException, next, CancellationToken);
            return policy.MayTryAgain(next) && !CancellationToken.IsCancellationRequested;
        }
    }
}
