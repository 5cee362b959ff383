/* The function payment-simulator: the payment system, simulated, where the shop is deployed without one. */
#include "app/simulators/payment/payment.h"
#include "app/simulators/simulator_function.h"

int main(void)
{
    return simulator_function_run(&payment_simulator);
}
