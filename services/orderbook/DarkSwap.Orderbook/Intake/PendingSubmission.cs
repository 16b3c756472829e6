using System.Diagnostics;
using DarkSwap.Primitives;

namespace DarkSwap.Orderbook.Intake;

/// <summary>A submission and its caller, who waits for its own result.</summary>
internal sealed class PendingSubmission(OrderSubmission submission, CancellationToken cancellationToken)
{
    private readonly TaskCompletionSource<Result<SubmissionResult, IntakeRefusal>> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public OrderSubmission Submission => submission;

    /// <summary>The operation that submitted it, for the trace of its messages.</summary>
    public Activity? Activity { get; } = Activity.Current;

    public bool IsAbandoned => cancellationToken.IsCancellationRequested;

    public Task<Result<SubmissionResult, IntakeRefusal>> WaitAsync() => completion.Task.WaitAsync(cancellationToken);

    public void Complete(Result<SubmissionResult, IntakeRefusal> result) => completion.TrySetResult(result);

    public void Fail(Exception exception) => completion.TrySetException(exception);
}
