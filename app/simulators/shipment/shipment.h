/* The shipment system, simulated. */
#ifndef APP_SIMULATORS_SHIPMENT_SHIPMENT_H
#define APP_SIMULATORS_SHIPMENT_SHIPMENT_H

#include "app/simulators/simulator.h"

extern const struct simulator shipment_simulator;

#endif
