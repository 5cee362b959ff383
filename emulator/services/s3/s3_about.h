/* What is told with an object: its content's headers, metadata, storage class, tags. */
#ifndef NUBE_S3_ABOUT_H
#define NUBE_S3_ABOUT_H

#include "emulator/services/s3/s3_objects_store.h"

/* Fills about, storage_class and tags of an object that is being written from the members of the call's input. 0, or
 * -1: MetadataTooLarge, InvalidStorageClass, InvalidTag and their like. */
int s3_about_read(struct call *c, struct s3_object *o);

/* Parts of that, for copies, which take some of it from what they copy. `o->about` is there. Content is headers and
 * metadata; what is kept is storage class, lock and encryption. */
int s3_about_read_content(struct call *c, struct s3_object *o);
int s3_about_read_tags(struct call *c, struct s3_object *o);
int s3_about_read_kept(struct call *c, struct s3_object *o);

/* Content from a source's `about`. AWS: where a website is redirected to is not copied. */
void s3_about_copy_content(struct call *c, const struct doc *source, struct s3_object *o);

/* Puts out what GetObject and HeadObject tell: `about` but for the checksum, the version, the storage class, size and
 * time. */
void s3_about_write(struct call *c, const struct s3_bucket *b, const struct s3_object *o);

/* An ETag in its quotes. */
struct span s3_quoted(struct arena *a, struct span etag);

#endif
