/* The payment system, simulated. */
#ifndef APP_SIMULATORS_PAYMENT_PAYMENT_H
#define APP_SIMULATORS_PAYMENT_PAYMENT_H

#include "app/simulators/simulator.h"

extern const struct simulator payment_simulator;

#endif
