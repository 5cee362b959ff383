/* The payment system, simulated, as a program: see --help. */
#include "app/simulators/payment/payment.h"
#include "app/simulators/simulator_server.h"

int main(int argc, char **argv)
{
    return simulator_server_run(&payment_simulator, argc, argv);
}
