/* ExportTableToPointInTime, and what tells of exports. */
#ifndef NUBE_DYNAMODB_EXPORTS_H
#define NUBE_DYNAMODB_EXPORTS_H

#include "emulator/core/call.h"

int dynamodb_export_table_prepare(struct call *c);
int dynamodb_export_table_to_point_in_time(struct call *c);
int dynamodb_describe_export(struct call *c);
int dynamodb_list_exports(struct call *c);

#endif
