using Microsoft.Extensions.DependencyInjection.Extensions;

namespace DarkSwap.Orderbook.Intake;

internal static class IntakeRegistration
{
    public static void AddIntake(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<BookRoom>();
        builder.Services.AddSingleton<OrderIntake>();
        builder.Services.TryAddSingleton<IOrderIntake>(services => services.GetRequiredService<OrderIntake>());
        builder.Services.AddHostedService(services => services.GetRequiredService<OrderIntake>());
    }
}
