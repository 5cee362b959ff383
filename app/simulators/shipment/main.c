/* The shipment system, simulated, as a program: see --help. */
#include "app/simulators/shipment/shipment.h"
#include "app/simulators/simulator_server.h"

int main(int argc, char **argv)
{
    return simulator_server_run(&shipment_simulator, argc, argv);
}
