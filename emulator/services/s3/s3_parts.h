/* UploadPart, and what copies of parts have in common with it. */
#ifndef NUBE_S3_PARTS_H
#define NUBE_S3_PARTS_H

#include "emulator/services/s3/s3_receive.h"
#include "emulator/services/s3/s3_uploads_store.h"

int s3_upload_part_prepare(struct call *c);
int s3_upload_part(struct call *c);

/* The input's PartNumber is one of 1 to 10,000. 0, or -1 with InvalidArgument. */
int s3_check_part_number(struct call *c);

/* InvalidArgument for what is none of them. Returns -1. */
int s3_raise_part_number(struct call *c, struct span text);

/* The upload whose part the call brings, with a part's number and the upload's key. 0, or -1 with the fault. */
int s3_part_upload_get(struct call *c, struct s3_upload *u);

/* On the writer: what was received is the upload's part now; tells of its encryption. */
void s3_part_put(struct call *c, const struct s3_upload *u, const struct s3_received *r, struct s3_part *p);

#endif
