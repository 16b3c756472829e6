using DarkSwap.Primitives;

namespace DarkSwap.Orderbook.Intake;

/// <summary>The one way of signed order events into the book, wherever they come from.</summary>
public interface IOrderIntake
{
    /// <summary>Returns once the submission is committed, in one transaction with whatever else was waiting, or once it is refused; a fault is this submission's own.</summary>
    /// <param name="cancellationToken">Ends the wait. What has been taken up already is stored all the same.</param>
    Task<Result<SubmissionResult, IntakeRefusal>> SubmitAsync(OrderSubmission submission, CancellationToken cancellationToken);
}
