/* The function shipment-simulator: the shipment system, simulated, where the shop is deployed without one. */
#include "app/simulators/shipment/shipment.h"
#include "app/simulators/simulator_function.h"

int main(void)
{
    return simulator_function_run(&shipment_simulator);
}
