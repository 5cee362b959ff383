/* The codecs. */
#ifndef NUBE_CODECS_H
#define NUBE_CODECS_H

#include "emulator/core/codec.h"
#include "emulator/core/service.h"

extern const struct codec aws_json_1_0, aws_json_1_1, aws_query, rest_json, rest_xml, rpcv2_cbor;

/* Those with marks of their own, in the order in which a request is tried against them; ends with NULL. */
extern const struct codec *const codecs_marked[];

#endif
