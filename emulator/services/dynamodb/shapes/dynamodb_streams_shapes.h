/* The inputs and outputs of DynamoDB Streams. */
#ifndef NUBE_DYNAMODB_STREAMS_SHAPES_H
#define NUBE_DYNAMODB_STREAMS_SHAPES_H

#include "emulator/core/shape.h"

extern const struct shape DdbListStreamsInput, DdbListStreamsOutput;
extern const struct shape DdbDescribeStreamInput, DdbDescribeStreamOutput;
extern const struct shape DdbGetShardIteratorInput, DdbGetShardIteratorOutput;
extern const struct shape DdbGetRecordsInput, DdbGetRecordsOutput;

#endif
